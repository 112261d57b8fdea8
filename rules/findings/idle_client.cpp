#include "rules/findings/idle_client.hpp"

#include "rules/findings/fix_words.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/called_place.hpp"
#include "rules/stacks/start_chain.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_most_tests = 12;
constexpr std::array<std::string_view, 3> k_patterns = {
    "http-idle-connection", "http-idle-in-memory", "http2-client-connection"};

// The call of the client by a test, and what ends its connections behind that.
CodeToWrite
code_at_call(const Goroutine& goroutine, const CodeFactsAt& facts_at, SourceNames& sources)
{
  const std::vector<Link> chain = chain_of(goroutine);
  for (std::size_t i = 1; i < chain.size(); ++i) {
    const Frame& frame = chain[i].frame;
    const Symbol callee = split_symbol(chain[i - 1].frame.function.view());
    if (callee.package != "net/http" || !in_main_module(frame, sources)) {
      continue;
    }
    if (!sources.file(frame).test) {
      return {}; // a client of the code under test
    }
    const Place place = sources.place(frame);
    std::string maker = declared_name(callee.name);
    const CodeFacts* facts =
        facts_at({place.file, place.line, "end", {maker, "http.CloseIdleConnections"}});
    return facts == nullptr || facts->ending.call.empty()
               ? CodeToWrite{}
               : CodeToWrite{facts->ending, place, std::move(maker)};
  }
  return {};
}

} // namespace

bool
advise_on_idle_client(Advice& advice, const Pattern& pattern, const Goroutine& goroutine,
                      const EditPlace& edit, const CodeFactsAt& facts_at, SourceNames& sources)
{
  if (!facts_at || !is_builtin(pattern) ||
      std::ranges::find(k_patterns, pattern.rule.id) == k_patterns.end()) {
    return false;
  }
  const CodeToWrite first = code_at_call(goroutine, facts_at, sources);
  if (first.code.call.empty()) {
    return false;
  }
  std::vector<std::string> same;
  for (std::size_t i = 0; i < std::min(edit.others.size(), k_most_tests); ++i) {
    const OtherTest& other = edit.others[i];
    const CodeToWrite code = other.goroutine == nullptr
                                 ? CodeToWrite{}
                                 : code_at_call(*other.goroutine, facts_at, sources);
    const std::string at = shown_place(code.at);
    if (code.code.call == first.code.call && code.code.testing == first.code.testing &&
        at != shown_place(first.at) && std::ranges::find(same, at) == same.end()) {
      same.push_back(at);
    }
  }
  advice.fix = fix_as_code(first, edit.test) + at_places_too(std::move(same));
  return true;
}

} // namespace leakgate::rules
