#include "rules/config/selectors.hpp"

#include "gate/base/text.hpp"
#include "gate/model/wait_reason.hpp"
#include "rules/text/expression.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
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

// Why it is none that may stand there; empty when it may.
std::string
objection_to_expression(const std::string& expression)
{
  if (expression.empty()) {
    return "nothing after re:";
  }
  if (expression.size() > rules::k_longest_expression) {
    return fmt::format("it has {} bytes, at most {}", expression.size(),
                       rules::k_longest_expression);
  }
  const auto compiled = rules::compile_expression(expression);
  if (compiled->error_code() == RE2::ErrorPatternTooLarge) {
    return "too large once compiled: fewer repetitions, or smaller classes in them";
  }
  // It repeats the expression, which may have lines.
  std::string error = compiled->ok() ? std::string() : text::printable(compiled->error());
  std::ranges::replace(error, '\n', ' ');
  return error;
}

std::optional<Wait>
wait_named(std::string_view text)
{
  std::string word(text);
  std::ranges::replace(word, ' ', '_');
  if (const auto wait = from_word<Wait>(word)) {
    return wait;
  }
  const Wait by_go = wait_of_state(text);
  return by_go == Wait::unknown ? std::nullopt : std::optional(by_go);
}

// What people call a state, by what they then write here.
struct Alias
{
  std::string_view word;
  std::string_view meant; ///< quoted
};

constexpr Alias k_aliases[] = {
    {"recv", R"("chan_receive")"},
    {"rcv", R"("chan_receive")"},
    {"receive", R"("chan_receive")"},
    {"chan_recv", R"("chan_receive")"},
    {"chan_rcv", R"("chan_receive")"},
    {"send", R"("chan_send")"},
    {"chan_snd", R"("chan_send")"},
    {"lock", R"("mutex")"},
    {"rwmutex", R"("rwmutex_read" or "rwmutex_write")"},
    {"rw_mutex", R"("rwmutex_read" or "rwmutex_write")"},
    {"rlock", R"("rwmutex_read")"},
    {"wg", R"("wait_group")"},
    {"waitgroup", R"("wait_group")"},
    {"io_wait", R"("io")"},
    {"netpoll", R"("io")"},
    {"sema", R"("semaphore")"},
};

// What an unknown word for a state should have been, quoted; empty where nothing is near.
std::string
meant_by(std::string_view text)
{
  std::string spelled = text::lower(text.substr(0, 64));
  std::ranges::replace_if(
      spelled, [](char c) { return c == ' ' || c == '-'; }, '_');
  const auto* const alias = std::ranges::find(k_aliases, spelled, &Alias::word);
  if (alias != std::end(k_aliases)) {
    return std::string(alias->meant);
  }
  const std::string near = text::nearest(spelled, words_of<Wait>());
  return near.empty() ? near : text::quoted(near);
}

} // namespace

Result<TextPattern>
parse_pattern(std::string_view text, Over over)
{
  if (text.starts_with(k_regex_prefix)) {
    TextPattern pattern = pattern_from(text);
    if (const std::string why = objection_to_expression(pattern.text); !why.empty()) {
      return failure(fmt::format("expected an expression of Go's regexp, got {} ({})",
                                 text::quoted(text), why));
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
  return pattern_from(text);
}

TextPattern
pattern_from(std::string_view text)
{
  const bool regex = text.starts_with(k_regex_prefix);
  return {std::string(regex ? text.substr(k_regex_prefix.size()) : text), regex};
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
  const std::string near = meant_by(text);
  return failure(near.empty()
                     ? fmt::format("unknown state {} (one of {}; or a pattern)", text::quoted(text),
                                   text::join(words_of<Wait>(), ", "))
                     : fmt::format("unknown state {}, did you mean {}?", text::quoted(text), near));
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
