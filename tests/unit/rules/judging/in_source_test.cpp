#include "rules/judging/disposition.hpp"
#include "tests/support/evidence_builder.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

Finding
finding_of(const std::vector<std::string>& tests)
{
  Finding finding;
  finding.package = "example.com/app/hub";
  finding.started = {"hub.Start", "hub/hub.go", 7};
  finding.at = {"hub.TestA", "hub/hub_test.go", 30};
  for (const std::string& test : tests) {
    Leaker leaker;
    leaker.test = test;
    leaker.at = {"hub.TestA", "hub/hub_test.go", 30 + static_cast<int>(finding.leakers.size())};
    finding.leakers.push_back(leaker);
  }
  return finding;
}

AllowComment
at_line(const std::string& file, int line)
{
  AllowComment comment;
  comment.package = "example.com/app/hub";
  comment.file = file;
  comment.line = line;
  return comment;
}

AllowComment
of_test(const std::string& test)
{
  AllowComment comment = at_line("hub/hub_test.go", 20);
  comment.test = test;
  return comment;
}

} // namespace

TEST_CASE("in source: a comment is about the go statement, or the call, on its line and no other")
{
  Finding finding = finding_of({"TestA"});
  CHECK(rules::is_about(at_line("hub/hub.go", 7), finding));
  CHECK_FALSE(rules::is_about(at_line("hub/hub.go", 8), finding));
  CHECK_FALSE(rules::is_about(at_line("other/hub.go", 7), finding));
  CHECK_FALSE(
      rules::is_about(at_line("hub/hub_test.go", 30), finding)); // the test's line is no start
  finding.called = {"hub.Run", "hub/run.go", 3};
  CHECK(rules::is_about(at_line("hub/run.go", 3), finding));
  finding.package = "example.com/app/other";
  CHECK_FALSE(rules::is_about(at_line("hub/hub.go", 7), finding));
}

TEST_CASE("in source: a comment at what allocates memory that grows is about that")
{
  Finding finding = finding_of({"TestA"});
  finding.kind = FindingKind::heap;
  finding.rounds = {1, 1, 1, 1};
  finding.started = {};
  finding.at = {"hub.keep", "hub/hub.go", 9};
  finding.called = {"hub.TestA", "hub/hub_test.go", 30};
  CHECK(rules::is_about(at_line("hub/hub.go", 9), finding));
  CHECK_FALSE(rules::is_about(at_line("hub/hub.go", 8), finding));
  CHECK(rules::is_about(at_line("hub/hub_test.go", 30), finding));
  CHECK(rules::is_about(of_test("TestA"), finding));
}

TEST_CASE("in source: a comment at a test is about what no other test leaves")
{
  CHECK(rules::is_about(of_test("TestA"), finding_of({"TestA/sub", "TestA"})));
  CHECK_FALSE(rules::is_about(of_test("TestA"), finding_of({"TestA", "TestB"})));
  CHECK_FALSE(rules::is_about(of_test("TestA"), finding_of({"TestAB"})));
  CHECK_FALSE(rules::is_about(of_test("TestA"), finding_of({})));
}

TEST_CASE("in source: a finding is touched where a line of the change leads to it")
{
  Finding finding = finding_of({"TestA", "TestB"});
  finding.blocked = {"hub.loop", "hub/hub.go", 40};
  finding.stack = {{Name("hub.loop"), Name("/r/hub/hub.go"), 40},
                   {Name("hub.run"), Name("/r/hub/hub.go"), 50}};
  finding.ancestors = {{7, {{Name("hub.help"), Name("/r/hub/hub.go"), 60}}, {}}};
  const rules::PlaceOf place_of = [](const Frame& frame) {
    return Place{frame.function.str(), frame.file.str().substr(3), frame.line};
  };
  const auto touched = [&](const std::string& file, int first, int last) {
    ChangedLines changed{"main", {{"hub/hub.go", {}}, {"hub/hub_test.go", {}}}};
    changed.files[file] = {{1, 2}, {first, last}};
    return rules::is_touched(changed, finding, place_of);
  };
  CHECK(touched("hub/hub.go", 7, 7));
  CHECK(touched("hub/hub.go", 5, 9));
  CHECK_FALSE(touched("hub/hub.go", 8, 9));
  CHECK(touched("hub/hub_test.go", 31, 31)); // of the second test
  CHECK(touched("hub/hub.go", 40, 40));      // where it is blocked
  CHECK(touched("hub/hub.go", 50, 50));      // its stack
  CHECK(touched("hub/hub.go", 60, 60));      // who started it
  CHECK_FALSE(touched("hub.go", 7, 7));
}

TEST_CASE("in source: what is not known of a change counts as touched")
{
  const rules::PlaceOf none;
  Finding finding = finding_of({"TestA"});
  const ChangedLines same{"main", {{"hub/hub.go", {}}, {"hub/hub_test.go", {}}}};
  CHECK_FALSE(rules::is_touched(same, finding, none));
  CHECK(rules::is_touched({"main", {}}, finding, none));
  CHECK(rules::is_touched({"main", {{"hub/hub.go", {}}}}, finding, none));
  // The line of the test: then the tests of the package count.
  finding.leakers.front().at = {};
  CHECK(rules::is_touched(same, finding, none));
  ChangedLines tests = same;
  tests.files["example.com/app/hub"] = {};
  CHECK_FALSE(rules::is_touched(tests, finding, none));
  tests.files["example.com/app/hub"] = {{1, 9}};
  CHECK(rules::is_touched(tests, finding, none));
  // The go statement.
  finding = finding_of({"TestA"});
  finding.started = {};
  CHECK(rules::is_touched(same, finding, none));
}
