#include "rules/rounds/once_line.hpp"

#include "rules/names/symbol.hpp"
#include "rules/stacks/ancestry.hpp"
#include "rules/stacks/called_place.hpp"
#include "rules/stacks/start_chain.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_most_frames = 40;

bool
is_of_once(std::string_view function)
{
  return in_package(function, "sync") || in_package(function, "sync/atomic") ||
         function.find(".OnceFunc.") != std::string_view::npos ||
         function.find(".OnceValue") != std::string_view::npos;
}

std::string
method_of(const Frame& frame)
{
  const std::string name = declared_name(frame);
  return name.substr(name.rfind('.') + 1);
}

// A line on the way from the `go` statement to the test.
struct Step
{
  Frame frame;
  std::size_t goroutine = 0;        ///< as Link::goroutine
  const CodeFacts* facts = nullptr; ///< null: of a library, or not read
  bool own = false;                 ///< of a module that is tested
};

// All that is asked is asked at once: what is asked for later is read later.
std::vector<Step>
steps_of(const Goroutine& goroutine, SourceNames& sources, const CodeFactsAt& facts_at)
{
  std::vector<Step> out;
  bool by_once = false;
  std::string method;
  for (const Link& link : chain_of(goroutine)) {
    const std::string_view function = link.frame.function.view();
    if (function == "testing.tRunner" || out.size() == k_most_frames) {
      break;
    }
    if (is_of_once(function)) {
      by_once = by_once || function == "sync.(*Once).doSlow";
      continue;
    }
    Step step{link.frame, link.goroutine, nullptr, in_main_module(link.frame, sources)};
    if (step.own) {
      const Place place = sources.place(link.frame);
      const std::string called = by_once ? "Do" : method;
      step.facts = facts_at({place.file, place.line, "once",
                             called.empty() ? std::vector<std::string>{} : std::vector{called}});
      // Whose method calls the Once of its receiver: whoever calls that may have it once.
      method = by_once ? method_of(link.frame) : "";
    }
    by_once = false;
    out.push_back(std::move(step));
  }
  return out;
}

} // namespace

// A goroutine that is not there any more is in no call.
bool
StartedOnce::may_be_in(std::int64_t id, std::string_view function) const
{
  return m_processes.empty() || std::ranges::any_of(m_processes, [&](const PackageEvidence* each) {
           if (!each->after || !each->after->dump_complete || id == 0) {
             return true;
           }
           const auto found = std::ranges::find(each->after->dump, id, &Goroutine::id);
           return found != each->after->dump.end() && has_function(found->frames, function);
         });
}

std::string
StartedOnce::note(const Goroutine& goroutine) const
{
  if (!m_facts_at) {
    return {};
  }
  for (const Step& step : steps_of(goroutine, m_sources, m_facts_at)) {
    if (!step.own) {
      // A call of a library that goes on may start any number.
      if (step.goroutine == 0 ||
          !may_be_in(goroutine.ancestors.at(step.goroutine - 1).id, step.frame.function.view())) {
        continue;
      }
      return {};
    }
    if (step.facts == nullptr) {
      return {};
    }
    const EndingCode& guard = step.facts->ending;
    if (!guard.call.empty()) {
      const Place place = m_sources.place(step.frame);
      return fmt::format("a process starts it once: {} at {}:{}", guard.call, place.file,
                         guard.line);
    }
    if (step.facts->loop_line > 0) {
      return {};
    }
  }
  return {};
}

} // namespace leakgate::rules
