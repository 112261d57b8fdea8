#include "gate/base/file.hpp"
#include "rules/matching/pattern_book.hpp"
#include "rules/matching/policy_rules.hpp"
#include "rules/matching/rule_pages.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

using namespace leakgate;
using namespace leakgate::rules;

namespace {

Pattern
poller()
{
  Pattern pattern;
  pattern.rule = {
      "our-poller",          "poller that nobody stopped",    Severity::high,
      "Stop was not called", "call Poller.Stop in t.Cleanup", "It polls.\n\nFor good.\n"};
  pattern.match.waits = {Wait::sleep, Wait::select};
  pattern.match.function = {"example.com/app/poll.*", false};
  return pattern;
}

} // namespace

TEST_CASE("the page of a pattern says what it matches, why it leaks and what mends it")
{
  CHECK(rule_page(poller()) ==
        "## our-poller\n\n"
        "**poller that nobody stopped** · severity high\n\n"
        "- **matches:** state is `sleep` or `select`; a function of the stack is "
        "`example.com/app/poll.*`\n"
        "- **why:** Stop was not called\n"
        "- **fix:** call Poller.Stop in t.Cleanup\n\n"
        "It polls.\n\nFor good.\n");
}

TEST_CASE("the page of a rule that is no pattern says nothing of a match")
{
  RuleInfo rule = poller().rule;
  rule.explain.clear();
  CHECK(rule_page(rule) == "## our-poller\n\n"
                           "**poller that nobody stopped** · severity high\n\n"
                           "- **why:** Stop was not called\n"
                           "- **fix:** call Poller.Stop in t.Cleanup\n");
}

TEST_CASE("a match is put into words field by field")
{
  GoroutineMatch match;
  CHECK(match_in_words(match) == "any goroutine");
  match.state = {"chan*", false};
  match.top = {"^a`b", true};
  match.entry = {"*.run", false};
  match.creator = {"*.Start", false};
  match.package = "./...";
  match.test = {"TestA", false};
  match.source = {"for .* range", true};
  match.goroutines = 10;
  CHECK(match_in_words(match) ==
        "state is `chan*`; the innermost function matches `` re:^a`b ``; the function that the "
        "goroutine runs is `*.run`; the function with the `go` statement is `*.Start`; the package "
        "is `./...`; the test is `TestA`; the blocked statement matches `re:for .* range`; there "
        "are at least 10 of one test");
}

TEST_CASE("the rules that are no patterns are sorted and complete")
{
  CHECK(std::ranges::is_sorted(policy_rules(), {}, &RuleInfo::id));
  for (const RuleInfo& rule : policy_rules()) {
    CAPTURE(rule.id);
    CHECK(policy_rule(rule.id) == &rule);
    CHECK_FALSE(rule.title.empty());
    CHECK_FALSE(rule.why.empty());
    CHECK_FALSE(rule.fix.empty());
    CHECK_FALSE(rule.explain.empty());
  }
  CHECK(policy_rule("chan-send") == nullptr);
}

TEST_CASE("no built-in pattern has the id of another rule")
{
  for (const Pattern& pattern : builtin_patterns()) {
    CHECK(policy_rule(pattern.rule.id) == nullptr);
  }
}

TEST_CASE("rules/RULES.md is what the rules say")
{
  if (std::getenv("LEAKGATE_UPDATE_GOLDENS") != nullptr) {
    REQUIRE(write_file(LEAKGATE_RULES_MD, rules_markdown()).has_value());
  }
  const auto written = read_file(LEAKGATE_RULES_MD);
  REQUIRE(written.has_value());
  CHECK_MESSAGE(*written == rules_markdown(),
                "run this test again with LEAKGATE_UPDATE_GOLDENS=1 and read the difference");
}
