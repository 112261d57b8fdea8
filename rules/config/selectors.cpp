#include "rules/config/selectors.hpp"

#include "gate/base/text.hpp"
#include "gate/model/wait_reason.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <re2/re2.h>

namespace leakgate::config {

namespace {

constexpr std::string_view k_regex_prefix = "re:";
// A state of Go's that no Wait stands for: a parked iterator of iter.Pull.
constexpr std::string_view k_no_wait = "coroutine";

// Signs of a regular expression that no glob has. `.*` after a name is the glob for
// all of a package or type, so among functions it counts only where no name is before it.
bool
looks_like_regex(std::string_view glob, Over over)
{
  if (glob.starts_with('^') || glob.ends_with('$')) {
    return true;
  }
  if (over == Over::words) {
    return glob.find(".*") != std::string_view::npos || glob.find(".+") != std::string_view::npos;
  }
  return glob.starts_with(".*") || glob.find("/.*") != std::string_view::npos ||
         glob.find(".+") != std::string_view::npos || glob.find('\\') != std::string_view::npos;
}

std::vector<std::string>
wait_words()
{
  std::vector<std::string> words;
  for (int i = 0; i <= static_cast<int>(Wait::runtime); ++i) {
    words.emplace_back(to_string(static_cast<Wait>(i)));
  }
  return words;
}

std::optional<Wait>
wait_named(std::string_view text)
{
  std::string word(text);
  std::ranges::replace(word, ' ', '_');
  const std::vector<std::string> words = wait_words();
  const auto found = std::ranges::find(words, word);
  if (found != words.end()) {
    return static_cast<Wait>(found - words.begin());
  }
  const Wait by_go = wait_of_state(text);
  return by_go == Wait::unknown ? std::nullopt : std::optional(by_go);
}

} // namespace

Result<TextPattern>
parse_pattern(std::string_view text, Over over)
{
  TextPattern pattern;
  if (text.starts_with(k_regex_prefix)) {
    pattern.regex = true;
    pattern.text = text.substr(k_regex_prefix.size());
    const RE2 expression(pattern.text, RE2::Quiet);
    if (!expression.ok() || pattern.text.empty()) {
      return failure(fmt::format("expected an expression of Go's regexp, got {} ({})",
                                 text::quoted(text),
                                 pattern.text.empty() ? "nothing after re:" : expression.error()));
    }
    return pattern;
  }
  if (text::trim(text).empty()) {
    return failure(fmt::format("expected a pattern, got {}", text::quoted(text)));
  }
  if (looks_like_regex(text, over)) {
    return failure(fmt::format("a glob knows only *, got {} (for a regular expression write {})",
                               text::quoted(text), text::quoted("re:" + std::string(text))));
  }
  pattern.text = text;
  return pattern;
}

bool
matches_everything(const TextPattern& pattern)
{
  if (!pattern.regex) {
    return !pattern.empty() && pattern.text.find_first_not_of('*') == std::string::npos;
  }
  // An expression that finds something in nothing finds it anywhere, unless it is tied to
  // both ends.
  const RE2 expression(pattern.text, RE2::Quiet);
  return expression.ok() && RE2::PartialMatch("", expression) &&
         RE2::PartialMatch("example.com/a.B", expression);
}

Result<StateChoice>
parse_state(std::string_view text)
{
  StateChoice choice;
  if (text.starts_with(k_regex_prefix) || text.find('*') != std::string_view::npos) {
    Result<TextPattern> pattern = parse_pattern(text, Over::words);
    if (!pattern) {
      return failure(pattern.error());
    }
    choice.pattern = *std::move(pattern);
    return choice;
  }
  if (const auto wait = wait_named(text)) {
    choice.waits.push_back(*wait);
    return choice;
  }
  if (text == k_no_wait) {
    choice.pattern.text = text;
    return choice;
  }
  const std::vector<std::string> words = wait_words();
  std::string spelled(text.substr(0, 64));
  std::ranges::replace(spelled, ' ', '_');
  const std::string near = text::nearest(spelled, words);
  return failure(near.empty() ? fmt::format("unknown state {} (one of {}; or a pattern)",
                                            text::quoted(text), text::join(words, ", "))
                              : fmt::format("unknown state {}, did you mean {}?",
                                            text::quoted(text), text::quoted(near)));
}

std::string
objection_to_package(std::string_view pattern)
{
  const std::string got = text::quoted(pattern);
  if (text::trim(pattern).empty()) {
    return fmt::format("expected a package pattern like ./internal/..., got {}", got);
  }
  if (pattern.starts_with(k_regex_prefix) || pattern.find_first_of("*^$\\ \t\n") != pattern.npos) {
    return fmt::format("a package pattern is Go's, got {} (write ... for any string)", got);
  }
  int depth = 0;
  for (const std::string_view part : text::split(pattern, '/')) {
    depth += part == ".." ? -1 : part.empty() || part == "." ? 0 : 1;
    if (depth < 0 || (depth == 0 && part == "..")) {
      return fmt::format("a package pattern must stay in the folder of this file, got {}", got);
    }
  }
  if (pattern.front() == '/' || pattern.front() == '~') {
    return fmt::format("a package pattern is an import path or starts with ./, got {}", got);
  }
  return {};
}

} // namespace leakgate::config
