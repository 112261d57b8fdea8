#include "rules/matching/rule_pages.hpp"

#include "gate/base/text.hpp"
#include "rules/code/code_words.hpp"
#include "rules/matching/pattern_book.hpp"
#include "rules/matching/policy_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

namespace leakgate::rules {

namespace {

// In backticks, more of them than stand in a row inside.
std::string
code(std::string_view text)
{
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const std::string_view space = longest > 0 ? " " : "";
  return fmt::format("{}{}{}{}{}", fence, space, text, space, fence);
}

std::string
cell(std::string_view text)
{
  std::string out;
  for (const char c : text) {
    out += c == '|' ? "\\|" : std::string(1, c);
  }
  return out;
}

void
add_words(std::vector<std::string>& parts, std::string_view what, const TextPattern& pattern)
{
  if (!pattern.empty()) {
    parts.push_back(
        fmt::format("{} {} {}", what, pattern.regex ? "matches" : "is", code(to_string(pattern))));
  }
}

std::string
page(const RuleInfo& rule, std::string_view matches)
{
  std::string out =
      fmt::format("## {}\n\n**{}** · severity {}\n", rule.id, rule.title, to_string(rule.severity));
  const auto add = [&](std::string_view name, std::string_view text) {
    if (!text.empty()) {
      out += fmt::format("\n- **{}:** {}", name, text::trim(text));
    }
  };
  add("matches", matches);
  add("why", rule.why);
  add("fix", rule.fix);
  out += out.ends_with('\n') ? "" : "\n";
  if (!text::trim(rule.explain).empty()) {
    out += fmt::format("\n{}\n", text::trim(rule.explain));
  }
  return out;
}

struct Entry
{
  const RuleInfo* rule = nullptr;
  std::string page;
};

// By id; the keys are views into the rules.
std::map<std::string_view, Entry>
all_rules()
{
  std::map<std::string_view, Entry> entries;
  for (const Pattern& pattern : builtin_patterns()) {
    entries[pattern.rule.id] = {&pattern.rule, rule_page(pattern)};
  }
  for (const RuleInfo& rule : policy_rules()) {
    entries[rule.id] = {&rule, rule_page(rule)};
  }
  return entries;
}

} // namespace

std::string
match_in_words(const GoroutineMatch& match)
{
  std::vector<std::string> parts;
  if (!match.waits.empty()) {
    std::vector<std::string> waits;
    for (const Wait wait : match.waits) {
      waits.push_back(code(to_string(wait)));
    }
    parts.push_back("state is " + text::join(waits, " or "));
  }
  add_words(parts, "state", match.state);
  add_words(parts, "a function of the stack", match.function);
  add_words(parts, "the innermost function", match.top);
  add_words(parts, "the function that the goroutine runs", match.entry);
  add_words(parts, "the function with the `go` statement", match.creator);
  if (!match.package.empty()) {
    parts.push_back("the package is " + code(match.package));
  }
  add_words(parts, "the test", match.test);
  add_words(parts, "the blocked statement", match.source);
  for (const std::string& word : match.code) {
    parts.push_back(fmt::format("the line {}", meaning_of(word)));
  }
  if (match.goroutines > 0) {
    parts.push_back(fmt::format("there are at least {} of one test", match.goroutines));
  }
  return parts.empty() ? "any goroutine" : text::join(parts, "; ");
}

std::string
rule_page(const RuleInfo& rule)
{
  return page(rule, "");
}

std::string
rule_page(const Pattern& pattern)
{
  return page(pattern.rule, match_in_words(pattern.match));
}

std::string
rules_markdown()
{
  const std::map<std::string_view, Entry> entries = all_rules();
  std::string out = "# Rules\n\n"
                    "What leakgate can say about a leak, the same text as `leakgate explain RULE`. "
                    "This file is written from\n[patterns](patterns) and `policy_rules.cpp`; a "
                    "test compares them. Of several patterns that match, the most\nspecific is "
                    "shown.\n\n"
                    "| rule | severity | what it is |\n| --- | --- | --- |\n";
  for (const auto& [id, entry] : entries) {
    out += fmt::format("| [{0}](#{0}) | {1} | {2} |\n", id, to_string(entry.rule->severity),
                       cell(entry.rule->title));
  }
  for (const auto& [id, entry] : entries) {
    out += "\n" + entry.page;
  }
  return out;
}

} // namespace leakgate::rules
