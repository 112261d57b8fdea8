#include "rules/population/suite_line.hpp"

#include "gate/model/symbol_text.hpp"
#include "rules/names/suite_names.hpp"
#include "rules/names/symbol.hpp"
#include "rules/population/timer_line.hpp"
#include "rules/source/function_source.hpp"
#include "rules/stacks/called_place.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace leakgate::rules {

namespace {

using Chain = std::vector<Link>;

// Runners that call what the test has put down elsewhere. Others are known by the `t` that
// they are given.
constexpr std::array<std::string_view, 8> k_runners = {
    "github.com/onsi/ginkgo",      "github.com/stretchr/testify/suite",
    "gopkg.in/check.v1",           "github.com/go-check/check",
    "github.com/cucumber/godog",   "github.com/smartystreets/goconvey/convey",
    "github.com/leanovate/gopter", "pgregory.net/rapid",
};

// What stands at the far end of a test's own frames.
bool
runs_tests(std::string_view function)
{
  return function == "testing.tRunner" || function == "testing.fRunner" ||
         function == "testing.(*B).runN" || function == "testing.runExample";
}

// Finds the test in the chain of one goroutine, from package testing inwards.
class Finder
{
public:
  Finder(const Chain& chain, const TestLineContext& context) : m_chain(chain), m_context(context)
  {
    while (m_end < chain.size() && !runs_tests(chain[m_end].frame.function.view())) {
      ++m_end;
    }
    m_found = m_end < chain.size();
  }

  // The outermost frame of the test itself; no value where the chain does not show it.
  std::optional<std::size_t>
  body()
  {
    auto outer = m_found ? own_before(m_end) : std::nullopt;
    while (outer) {
      const auto next = handed_to(*outer);
      if (!next) {
        break;
      }
      m_handed = true;
      outer = next;
    }
    return outer;
  }

  // Whether the body was called by somebody else's runner.
  [[nodiscard]] bool
  handed() const
  {
    return m_handed;
  }

  // The nearest frame of the same function.
  [[nodiscard]] const Frame&
  nearest(std::size_t body) const
  {
    const std::string_view function = m_chain[body].frame.function.view();
    const bool put_down = is_put_down(function);
    const auto same = [&](const Link& link) {
      const std::string_view other = link.frame.function.view();
      return is_own(link) &&
             (put_down ? other.starts_with(function) : family(other) == family(function));
    };
    return std::ranges::find_if(m_chain, same)->frame;
  }

private:
  [[nodiscard]] bool
  is_own(const Link& link) const
  {
    const SourceFile& file = m_context.sources.file(link.frame);
    return file.test && file.package == m_context.import_path &&
           outer_function(link.frame.function.view()) != "TestMain";
  }

  // The outermost own frame of an ancestor nearer than `end`.
  [[nodiscard]] std::optional<std::size_t>
  own_before(std::size_t end) const
  {
    while (end > 0) {
      --end;
      if (is_own(m_chain[end])) {
        return end;
      }
    }
    return std::nullopt;
  }

  // What the runner that the frames at `outer` call has called, if they do call one.
  [[nodiscard]] std::optional<std::size_t>
  handed_to(std::size_t outer) const
  {
    std::size_t inner = outer;
    while (inner > 0 && is_own(m_chain[inner - 1])) {
      --inner;
    }
    if (inner == 0) {
      return std::nullopt;
    }
    const Frame& callee = m_chain[inner - 1].frame;
    const auto next = own_before(inner - 1);
    if (!next || m_context.sources.is_standard(callee)) {
      return std::nullopt;
    }
    const bool known = is_runner(callee);
    if (!known && !is_given_t(m_chain[inner].frame, callee)) {
      return std::nullopt;
    }
    // Of the project's own code a helper is as likely as a runner.
    const bool any = known || !in_main_module(callee, m_context.sources);
    return any ? next : body_before(inner - 1);
  }

  // The nearest own frame of a kind that only a runner calls.
  [[nodiscard]] std::optional<std::size_t>
  body_before(std::size_t end) const
  {
    for (auto own = own_before(end); own; own = own_before(*own)) {
      const std::string_view function = m_chain[*own].frame.function.view();
      const bool reflected = *own + 1 < m_chain.size() &&
                             is_suite_method(method_of(function).second) &&
                             m_chain[*own + 1].frame.function.view() == "reflect.Value.call";
      if (reflected || is_put_down(function)) {
        return own;
      }
    }
    return std::nullopt;
  }

  static bool
  is_runner(const Frame& callee)
  {
    const std::string symbol = unescaped_symbol(callee.function.view());
    return std::ranges::any_of(k_runners, [&](std::string_view path) {
      return symbol.starts_with(path) &&
             std::string_view("./").find(symbol[path.size()]) != std::string_view::npos;
    });
  }

  // `require.Eventually(t, …)` is part of the test, not its runner.
  [[nodiscard]] bool
  is_given_t(const Frame& caller, const Frame& callee) const
  {
    const std::string_view package = split_symbol(callee.function.view()).package;
    if (package.ends_with("/require") || package.ends_with("/assert")) {
      return false;
    }
    const Place place = m_context.sources.place(caller);
    return m_context.source_line && place.known() &&
           hands_on_t(m_context.source_line(place.file, place.line));
  }

  const Chain& m_chain;
  const TestLineContext& m_context;
  std::size_t m_end = 0; ///< of the frames of the nearest test
  bool m_found = false;
  bool m_handed = false;
};

// Where the chain does not reach package testing: the outermost line of the package's test files
// in the nearest ancestor that has one.
std::optional<Frame>
line_in_test_file(const Goroutine& goroutine, const TestLineContext& context)
{
  for (const Ancestor& ancestor : goroutine.ancestors) {
    for (auto frame = ancestor.frames.rbegin(); frame != ancestor.frames.rend(); ++frame) {
      const SourceFile& file = context.sources.file(*frame);
      if (file.test && file.package == context.import_path &&
          outer_function(frame->function.view()) != "TestMain") {
        return *frame;
      }
    }
  }
  return std::nullopt;
}

// Only a name is left: the function that a closure is called after, and its file when
// the closure stands in a test file.
Place
place_from_closure(const Goroutine& goroutine, std::string_view test,
                   const TestLineContext& context)
{
  std::vector<Frame> frames(goroutine.frames.rbegin(), goroutine.frames.rend());
  if (goroutine.created_by) {
    frames.insert(frames.begin(), *goroutine.created_by);
  }
  Place place;
  for (const Frame& frame : frames) {
    if (context.names.test_of(frame.function.view()) != test) {
      continue;
    }
    const Symbol symbol = split_symbol(frame.function.view());
    if (place.function.empty()) {
      place.function = std::string(symbol.package) + "." + std::string(test);
    }
    const SourceFile& file = context.sources.file(frame);
    if (file.test && place.file.empty()) {
      place.file = file.shown;
    }
  }
  return place;
}

std::optional<Frame>
line_of_function(const Chain& chain, std::string_view function, const TestLineContext& context)
{
  const auto found = std::ranges::find_if(chain, [&](const Link& link) {
    const std::string_view name = link.frame.function.view();
    return outer_function(name) == function && context.names.in_package(name) &&
           context.sources.file(link.frame).test;
  });
  return found == chain.end() ? std::nullopt : std::optional(found->frame);
}

} // namespace

Place
test_place(const Goroutine& goroutine, std::string_view test, Phase phase,
           const TestLineContext& context)
{
  const bool test_main = test.empty() && phase == Phase::test_main;
  if (test.empty() && !test_main) {
    return {};
  }
  const Chain chain = chain_of(goroutine);
  if (test_main) {
    const auto line = line_of_function(chain, "TestMain", context);
    return line ? context.sources.place(*line) : Place{};
  }
  Finder finder(chain, context);
  if (const auto body = finder.body()) {
    return context.sources.place(finder.nearest(*body));
  }
  const std::string_view top = top_level_test(test);
  if (const auto line = line_of_function(chain, top, context)) {
    return context.sources.place(*line);
  }
  if (const auto line = line_in_test_file(goroutine, context)) {
    return context.sources.place(*line);
  }
  const Place armed = timer_place(goroutine, context.sources, context.source_line);
  const bool in_test =
      outer_function(armed.function) == top && context.names.in_package(armed.function);
  return in_test ? armed : place_from_closure(goroutine, top, context);
}

std::string
spec_of(const Goroutine& goroutine, const TestLineContext& context)
{
  const Chain chain = chain_of(goroutine);
  Finder finder(chain, context);
  const auto body = finder.body();
  if (!body || !finder.handed()) {
    return {};
  }
  const std::string_view function = chain[*body].frame.function.view();
  if (is_put_down(function)) {
    return spec_text_at(context.source_line, context.sources.place(chain[*body].frame));
  }
  const auto [type, method] = method_of(function);
  return method.starts_with("Test") ? std::string(type) + "." + std::string(method) : std::string();
}

} // namespace leakgate::rules
