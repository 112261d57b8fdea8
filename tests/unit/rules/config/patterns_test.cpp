#include "rules/config/config.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

constexpr const char* k_poller =
    "- id: our-poller\n"
    "  title: poller not stopped\n"
    "  match: {state: sleep, function: 'a.com/poll.*', goroutines: 2}\n"
    "  severity: high\n"
    "  subject: poller\n"
    "  why: nobody stops it\n"
    "  fix: call Stop\n"
    "  explain: |\n"
    "    One: two.\n";

} // namespace

TEST_CASE("a pattern has everything that is said of it, with its place")
{
  Pattern pattern;
  pattern.rule = {"our-poller",      "poller not stopped", Severity::high,
                  "nobody stops it", "call Stop",          "One: two.\n"};
  pattern.subject = "poller";
  pattern.match.waits = {Wait::sleep};
  pattern.match.function.text = "a.com/poll.*";
  pattern.match.goroutines = 2;
  pattern.origin = {"poller.yml", 1, 3};
  CHECK(parse_patterns(k_poller, "poller.yml") == std::vector{pattern});
}

TEST_CASE("a pattern needs only an id and a match; its title is the id then")
{
  const auto config = parse_config("patterns: [{id: a-b, match: {source: '<-*'}}]", "f");
  REQUIRE(config.has_value());
  const Pattern& pattern = config->policy.patterns.at(0);
  CHECK(pattern.rule.title == "a-b");
  CHECK(pattern.rule.severity == Severity::medium);
  CHECK(pattern.match.source == TextPattern{"<-*", false});
}

TEST_CASE("only in a list of its own may a pattern be without match")
{
  CHECK(parse_patterns("- id: any", "f").value().at(0).match == GoroutineMatch{});
  CHECK(parse_config("patterns: [{id: any}]", "f").error().at(0) ==
        "f:1:12: \"match\" is missing in a pattern (its keys are state, function, top, entry, "
        "creator, package, test, source, goroutines, kind)");
}

TEST_CASE("errors in a list of patterns have the file and the place")
{
  CHECK(parse_patterns("- id: A\n- id: b\n  tilte: x\n", "x.yml").error() ==
        std::vector<std::string>{
            "x.yml:1:7: id: expected at most 100 lower-case letters, digits and dashes, got \"A\"",
            "x.yml:3:3: unknown key \"tilte\", did you mean \"title\"?"});
  CHECK(parse_patterns("id: a", "x.yml").error() ==
        std::vector<std::string>{"x.yml:1:1: expected a list, got a map (each item is a pattern "
                                 "and begins with \"- \")"});
  CHECK(parse_patterns("", "x.yml").value().empty());
}
