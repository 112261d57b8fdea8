#include "gate/capture/confirm_pattern.hpp"

#include "gate/capture/go_flags.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace leakgate {

namespace {

// Linux takes at most 128 KiB in one argument.
constexpr std::size_t k_longest_pattern = 100'000;

// As regexp.QuoteMeta of Go.
std::string
quoted_for_regexp(std::string_view name)
{
  std::string quoted;
  for (const char letter : name) {
    if (std::string_view("\\.+*?()|[]{}^$").find(letter) != std::string_view::npos) {
      quoted += '\\';
    }
    quoted += letter;
  }
  return quoted;
}

// The alternatives of all tests, without what stands around them.
std::string
names_pattern(const std::set<std::string>& tests)
{
  std::string names;
  for (const std::string& test : tests) {
    names += (names.empty() ? "" : "|") + quoted_for_regexp(test);
  }
  return names;
}

// The last -run among `words`.
std::optional<std::string>
run_of(const std::vector<std::string>& words)
{
  std::optional<std::string> found;
  visit_go_flags(words, [&](const GoFlagUse& use) {
    if (use.name == "run" && use.value) {
      found = std::string(*use.value);
    }
  });
  return found;
}

using AllWords = std::array<const std::vector<std::string>*, 3>;

// In the order in which the test binary sees them.
AllWords
words_of(const GoTestPlan& plan)
{
  return {&plan.inherited.flags, &plan.arguments.flags, &plan.arguments.rest};
}

// Where a pattern falls apart, as splitRegexp of testing/match.go has it: an unmatched `]`
// is a letter, and parentheses count outside of brackets alone.
std::vector<RunChoice>
choices_of(std::string_view pattern)
{
  std::vector<RunChoice> choices(1);
  int brackets = 0;
  int parentheses = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char letter = pattern[i];
    const bool outside = brackets == 0 && parentheses == 0;
    if (letter == '[') {
      ++brackets;
    } else if (letter == ']') {
      brackets -= brackets > 0 ? 1 : 0;
    } else if (brackets == 0 && (letter == '(' || letter == ')')) {
      parentheses += letter == '(' ? 1 : -1;
    } else if (outside && letter == '|') {
      choices.emplace_back();
      continue;
    }
    RunChoice& choice = choices.back();
    std::string& part =
        choice.subtests.empty() && !(outside && letter == '/') ? choice.tests : choice.subtests;
    part += pattern.substr(i, letter == '\\' ? 2 : 1);
    i += letter == '\\' ? 1 : 0;
  }
  return choices;
}

} // namespace

std::vector<RunChoice>
run_choices(const GoTestPlan& plan)
{
  std::string pattern;
  for (const auto* words : words_of(plan)) {
    pattern = run_of(*words).value_or(pattern);
  }
  std::vector<RunChoice> choices = choices_of(pattern);
  const auto is_whole = [](const RunChoice& choice) { return choice.subtests.empty(); };
  return std::ranges::all_of(choices, is_whole) ? std::vector<RunChoice>(1) : choices;
}

bool
stops_at_failure(const GoTestPlan& plan)
{
  bool stops = false;
  for (const auto* words : words_of(plan)) {
    visit_go_flags(*words, [&](const GoFlagUse& use) {
      stops = use.name == "failfast" ? is_set(use) : stops;
    });
  }
  return stops;
}

std::string
confirm_pattern(const TestsBySubtests& tests)
{
  std::string pattern;
  for (const auto& [subtests, names] : tests) {
    pattern += (pattern.empty() ? "^(" : "|^(") + names_pattern(names) + ")$" + subtests;
  }
  return pattern.empty() ? "^$" : pattern; // nothing would choose all
}

bool
fits_in_pattern(const std::set<std::string>& tests)
{
  return names_pattern(tests).size() <= k_longest_pattern;
}

} // namespace leakgate
