#include "reporters/delivery/review_plan.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace leakgate;

namespace {

const CiRun k_run{"ci", 7, 1, "0123456789abcdef", "", ""};
const std::vector<FileDiff> k_change{
    {"a.go", "a.go", parse_patch("@@ -0,0 +1,3 @@\n+a\n+b\n+c\n")}};

Finding
leak(std::string fingerprint, int line, std::string file = "a.go")
{
  Finding finding;
  finding.fingerprint = std::move(fingerprint);
  finding.message = "it leaks";
  finding.package = "x/p";
  finding.at = {"x.TestA", std::move(file), line};
  return finding;
}

Verdict
verdict_of(std::vector<Finding> findings)
{
  Verdict verdict;
  verdict.outcome = Outcome::leaks;
  verdict.findings = std::move(findings);
  verdict.roots = {{{"x", "/src"}}, {}, "", "/src"};
  PackageVerdict package;
  package.import_path = "x/p";
  package.judged = true;
  package.end = PackageEnd::passed;
  verdict.packages = {package};
  return verdict;
}

ReviewPlan
plan(const Verdict& verdict, const std::vector<StandingMark>& standing, std::size_t lines = 30)
{
  return plan_review(verdict, {}, k_run, k_change, standing, {lines, 1, 65536, 30});
}

// What an earlier run has posted of `finding`.
StandingMark
posted(const Finding& finding, std::string id)
{
  CiRun earlier = k_run;
  earlier.id = 5;
  earlier.commit = "fedcba9876543210";
  const ReviewPlan first =
      plan_review(verdict_of({finding}), {}, earlier, k_change, {}, {30, 10, 65536});
  const std::string body = first.post.at(0).body;
  return {std::move(id), body, *read_marker(body)};
}

std::vector<std::string>
ids_of(const std::vector<StandingMark>& marks)
{
  std::vector<std::string> ids;
  ids.reserve(marks.size());
  for (const StandingMark& mark : marks) {
    ids.push_back(mark.id);
  }
  return ids;
}

} // namespace

TEST_CASE("lines and files have a limit each, and what the change does not touch has none")
{
  const ReviewPlan p = plan(verdict_of({leak("1", 1), leak("2", 2), leak("3", 90), leak("4", 91),
                                        leak("5", 1, "b.go"), leak("6", 3)}),
                            {}, 2);
  REQUIRE(p.post.size() == 3);
  CHECK(p.post[0].fingerprint == "1");
  CHECK(p.post[0].mark.line->new_line == 1);
  CHECK(p.post[1].fingerprint == "2");
  CHECK(p.post[2].fingerprint == "3");
  CHECK_FALSE(p.post[2].mark.line);
  CHECK(p.over_limit == 2);
  CHECK(p.outside == 1);
}

TEST_CASE("another run and another commit alone are no reason to write")
{
  const Finding finding = leak("1", 1);
  const ReviewPlan same = plan(verdict_of({finding}), {posted(finding, "8")});
  CHECK(same.post.empty());
  CHECK(same.edit.empty());
  CHECK(same.standing == std::vector<std::string>{"1"});
  SUBCASE("as the server gives it back")
  {
    StandingMark changed = posted(finding, "8");
    std::string body;
    for (const char c : changed.body) {
      body += c == '\n' ? "\r\n" : std::string(1, c);
    }
    changed.body = body + "\r\n";
    CHECK(plan(verdict_of({finding}), {changed}).edit.empty());
  }
  SUBCASE("other words are one")
  {
    Finding other = finding;
    other.message = "it leaks more";
    const ReviewPlan p = plan(verdict_of({other}), {posted(finding, "8")});
    REQUIRE(p.edit.size() == 1);
    CHECK(p.edit[0].id == "8");
    CHECK(p.edit[0].change == MarkChange::updated);
  }
}

TEST_CASE("of several comments of one finding the oldest on a line stays")
{
  const Finding finding = leak("1", 1);
  StandingMark outdated = posted(finding, "3");
  outdated.outdated = true;
  const ReviewPlan p =
      plan(verdict_of({finding}), {outdated, posted(finding, "4"), posted(finding, "5")});
  CHECK(p.post.empty());
  CHECK(ids_of(p.extra) == std::vector<std::string>{"5", "3"});
  // When it is gone, all say so.
  CHECK(plan(verdict_of({}), {outdated, posted(finding, "4")}).edit.size() == 2);
}

TEST_CASE("an outdated comment is replaced where its line is shown, within the limit")
{
  StandingMark outdated = posted(leak("1", 1), "3");
  outdated.outdated = true;
  const ReviewPlan shown = plan(verdict_of({leak("1", 2)}), {outdated});
  REQUIRE(shown.post.size() == 1);
  CHECK(ids_of(shown.post[0].replaces) == std::vector<std::string>{"3"});
  CHECK(shown.standing.empty());

  const ReviewPlan over = plan(verdict_of({leak("1", 2)}), {outdated}, 0);
  CHECK(over.post.empty());
  CHECK(over.over_limit == 0);
  CHECK(over.standing.size() == 1);
  CHECK(plan(verdict_of({leak("1", 90)}), {outdated}).standing.size() == 1);
}

TEST_CASE("what was moved is left alone")
{
  StandingMark old = posted(leak("1", 1), "3");
  old.body = moved_body(old, k_run, 65536);
  old.marker = *read_marker(old.body);
  CHECK(old.marker.state == "moved");
  CHECK(old.marker.fingerprint == "1");
  CHECK(old.body.find("it leaks") != std::string::npos);
  CHECK(plan(verdict_of({}), {old}).edit.empty());
  CHECK(plan(verdict_of({leak("1", 1)}), {old}).post.size() == 1);
  // What it was is left out before it is cut.
  const std::string tight = moved_body(old, k_run, 300);
  CHECK(tight.size() <= 300);
  CHECK(tight.find("it leaks") == std::string::npos);
}

TEST_CASE("what another step or module has found is not gone because this run did not look there")
{
  Verdict other = verdict_of({});
  other.packages[0].import_path = "x/q";
  CHECK(plan(other, {posted(leak("1", 1), "3")}).edit.empty());
  other.packages[0].import_path = "x/pp"; // no prefix of it
  CHECK(plan(other, {posted(leak("1", 1), "3")}).edit.empty());

  other.coverage = Coverage::everything; // and the package is not in the module any more
  CHECK(plan(other, {posted(leak("1", 1), "3")}).edit.size() == 1);
  other.roots.modules[0].path = "y";
  CHECK(plan(other, {posted(leak("1", 1), "3")}).edit.empty());
}

TEST_CASE("the legs of a matrix put one comment on a line")
{
  StandingMark theirs = posted(leak("1", 1), "3");
  theirs.marker.run.key = "windows";
  const ReviewPlan p = plan(verdict_of({leak("1", 1), leak("2", 2)}), {theirs});
  REQUIRE(p.post.size() == 1);
  CHECK(p.post[0].fingerprint == "2");
  CHECK(p.standing == std::vector<std::string>{"1"});
  CHECK(p.edit.empty());
  CHECK(plan(verdict_of({}), {theirs}).edit.empty()); // it is not ours to clear

  theirs.marker.state = "clear";
  CHECK(plan(verdict_of({leak("1", 1)}), {theirs}).post.size() == 1);
  theirs.marker.state = "leaks";
  theirs.outdated = true;
  CHECK(plan(verdict_of({leak("1", 1)}), {theirs}).post.size() == 1);
  // A newer run of theirs says nothing about ours.
  theirs.marker.run.id = k_run.id + 1;
  CHECK_FALSE(plan(verdict_of({leak("1", 1)}), {theirs}).newer_run_wrote);
}
