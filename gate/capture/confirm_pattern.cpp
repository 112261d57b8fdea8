#include "gate/capture/confirm_pattern.hpp"

#include "gate/capture/go_flags.hpp"

#include <algorithm>
#include <array>
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
struct Cuts
{
  std::optional<std::size_t> slash; ///< the first `/`
  bool bar = false;                 ///< there is a `|`
};

Cuts
cuts_of(std::string_view pattern)
{
  Cuts cuts;
  int brackets = 0;
  int parentheses = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char letter = pattern[i];
    const bool outside = brackets == 0 && parentheses == 0;
    if (letter == '\\') {
      ++i;
    } else if (letter == '[') {
      ++brackets;
    } else if (letter == ']') {
      brackets -= brackets > 0 ? 1 : 0;
    } else if (brackets == 0 && (letter == '(' || letter == ')')) {
      parentheses += letter == '(' ? 1 : -1;
    } else if (outside && letter == '/') {
      cuts.slash = cuts.slash.value_or(i);
    } else if (outside && letter == '|') {
      cuts.bar = true;
    }
  }
  return cuts;
}

} // namespace

std::optional<std::string>
chosen_subtests(const GoTestPlan& plan)
{
  std::string pattern;
  for (const auto* words : words_of(plan)) {
    pattern = run_of(*words).value_or(pattern);
  }
  const Cuts cuts = cuts_of(pattern);
  if (!cuts.slash) {
    return "";
  }
  return cuts.bar ? std::nullopt : std::optional(pattern.substr(*cuts.slash));
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
confirm_pattern(const std::set<std::string>& tests, std::string_view subtests)
{
  return "^(" + names_pattern(tests) + ")$" + std::string(subtests);
}

bool
fits_in_pattern(const std::set<std::string>& tests)
{
  return names_pattern(tests).size() <= k_longest_pattern;
}

} // namespace leakgate
