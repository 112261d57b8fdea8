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

TEST_CASE("in source: a comment at a test is about what no other test leaves")
{
  CHECK(rules::is_about(of_test("TestA"), finding_of({"TestA/sub", "TestA"})));
  CHECK_FALSE(rules::is_about(of_test("TestA"), finding_of({"TestA", "TestB"})));
  CHECK_FALSE(rules::is_about(of_test("TestA"), finding_of({"TestAB"})));
  CHECK_FALSE(rules::is_about(of_test("TestA"), finding_of({})));
}

TEST_CASE(
    "in source: a finding is touched by a change of its go statement, its call or a test's line")
{
  const Finding finding = finding_of({"TestA", "TestB"});
  const auto touched = [&](const std::string& file, int first, int last) {
    return rules::is_touched({"main", {{file, {{1, 2}, {first, last}}}}}, finding);
  };
  CHECK(touched("hub/hub.go", 7, 7));
  CHECK(touched("hub/hub.go", 5, 9));
  CHECK_FALSE(touched("hub/hub.go", 8, 9));
  CHECK(touched("hub/hub_test.go", 31, 31)); // of the second test
  CHECK_FALSE(touched("hub.go", 7, 7));
  CHECK_FALSE(rules::is_touched({"main", {}}, finding));
}
