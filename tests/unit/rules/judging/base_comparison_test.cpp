#include "rules/judging/merge.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace leakgate;

namespace {

Finding
leak(const std::string& fingerprint, std::int64_t count = 1, const std::string& package = "app/a")
{
  Finding finding;
  finding.fingerprint = fingerprint;
  finding.package = package;
  finding.test = "Test" + fingerprint;
  finding.message = "goroutine still blocked";
  finding.count = count;
  finding.blocked = {"app/a.run", "a.go", 7};
  return finding;
}

// All tests of packages app/a and app/b ran.
Verdict
run_with(std::vector<Finding> findings)
{
  Verdict verdict;
  verdict.outcome = Outcome::leaks;
  verdict.findings = std::move(findings);
  for (const char* name : {"app/a", "app/b"}) {
    PackageVerdict package;
    package.import_path = name;
    package.end = PackageEnd::passed;
    package.judged = true;
    verdict.packages.push_back(package);
  }
  return verdict;
}

Verdict
compared(Verdict verdict, const Verdict& base)
{
  compare_with_base(verdict, {"main.json", base});
  REQUIRE(verdict.base.has_value());
  return verdict;
}

std::vector<std::string>
gone(const Verdict& verdict)
{
  std::vector<std::string> names;
  for (const GoneFinding& finding : verdict.base->gone_findings) {
    names.push_back(finding.fingerprint);
  }
  return names;
}

} // namespace

TEST_CASE("base: each reported finding is new, known or grown, and what is missing is gone")
{
  const Verdict base = run_with({leak("same"), leak("more"), leak("less", 5), leak("missing")});
  const Verdict now =
      compared(run_with({leak("same"), leak("more", 3), leak("less", 2), leak("added")}), base);
  CHECK(now.findings[0].base == BaseMark::known);
  CHECK(now.findings[1].base == BaseMark::grown);
  CHECK(now.findings[2].base == BaseMark::known);
  CHECK(now.findings[3].base == BaseMark::fresh);
  CHECK(now.base->file == "main.json");
  CHECK(now.base->fewer == 1);
  CHECK(now.base->gone == 1);
  CHECK(now.base->gone_findings == std::vector<GoneFinding>{{"missing",
                                                             "app/a",
                                                             "Testmissing",
                                                             "goroutine still blocked",
                                                             {"app/a.run", "a.go", 7}}});
}

TEST_CASE("base: the outcome and all else stay as they were")
{
  const Verdict before = run_with({leak("added")});
  Verdict now = compared(before, run_with({leak("missing")}));
  now.base.reset();
  now.findings.front().base.reset();
  CHECK(now == before);
}

TEST_CASE("base: the same leak in another package is another leak")
{
  const Verdict now = compared(run_with({leak("x", 1, "app/b")}), run_with({leak("x")}));
  CHECK(now.findings[0].base == BaseMark::fresh);
  CHECK(gone(now) == std::vector<std::string>{"x"});
}

TEST_CASE("base: a leak is known by any of its variants, and those that are one now count together")
{
  Finding joined = leak("x", 3);
  joined.variants = {{"x", 2, {}, {}}, {"y", 1, {}, {}}};
  const Verdict now = compared(run_with({joined}), run_with({leak("x", 2), leak("y", 1)}));
  CHECK(now.findings[0].base == BaseMark::known);
  CHECK(now.base->fewer == 0);
  CHECK(now.base->gone == 0);
  const Verdict apart = compared(run_with({leak("x", 2), leak("y", 2)}), run_with({joined}));
  CHECK(apart.findings[0].base == BaseMark::grown);
  CHECK(apart.findings[1].base == BaseMark::grown);
}

TEST_CASE("base: what it let pass was there all the same, but it is not missed")
{
  Finding allowed = leak("allowed");
  allowed.disposition = Disposition::allowed;
  Finding accepted = leak("accepted");
  accepted.disposition = Disposition::baseline;
  const Verdict now = compared(run_with({leak("allowed")}), run_with({allowed, accepted}));
  CHECK(now.findings[0].base == BaseMark::known);
  CHECK(now.base->gone == 0);
}

TEST_CASE("base: what this run lets pass has no mark and is not gone")
{
  Finding accepted = leak("x");
  accepted.disposition = Disposition::baseline;
  const Verdict now = compared(run_with({accepted}), run_with({leak("x")}));
  CHECK_FALSE(now.findings[0].base.has_value());
  CHECK(now.base->gone == 0);
}

TEST_CASE("base: gone and fewer only where this run would have met it")
{
  const Verdict base = run_with({leak("gone"), leak("less", 5), leak("other", 1, "app/c")});
  const auto now = [&](auto change) {
    Verdict verdict = run_with({leak("less", 2)});
    change(verdict);
    return compared(std::move(verdict), base);
  };
  const Verdict all = now([](Verdict&) {});
  CHECK(gone(all) == std::vector<std::string>{"gone"});
  CHECK(all.base->fewer == 1);
  const Verdict everything = now([](Verdict& v) { v.coverage = Coverage::everything; });
  CHECK(gone(everything) == std::vector<std::string>{"gone", "other"});
  for (const Verdict& part : {now([](Verdict& v) { v.coverage = Coverage::some_tests; }),
                              now([](Verdict& v) { v.packages[0].end = PackageEnd::failed; }),
                              now([](Verdict& v) { v.packages[0].judged = false; })}) {
    CHECK(part.base->gone == 0);
    CHECK(part.base->fewer == 0);
    CHECK(part.findings[0].base == BaseMark::known);
  }
}

TEST_CASE("base: limits are known by their fingerprint")
{
  Finding heap = leak("heap", 0);
  heap.kind = FindingKind::heap;
  Finding ratio = leak("ratio", 0);
  ratio.kind = FindingKind::metric;
  const Verdict now = compared(run_with({heap}), run_with({heap, ratio}));
  CHECK(now.findings[0].base == BaseMark::known);
  CHECK(gone(now) == std::vector<std::string>{"ratio"});
  CHECK(compared(run_with({ratio}), run_with({})).findings[0].base == BaseMark::fresh);
}

TEST_CASE("base: at most a hundred that are gone are listed, all are counted")
{
  std::vector<Finding> many;
  for (int i = 0; i < 250; ++i) {
    many.push_back(leak(std::to_string(i)));
  }
  const Verdict now = compared(run_with({}), run_with(many));
  CHECK(now.base->gone == 250);
  CHECK(now.base->gone_findings.size() == 100);
}

TEST_CASE("base: numbers at the end of their range do not overflow")
{
  constexpr std::int64_t k_most = std::numeric_limits<std::int64_t>::max();
  const Verdict now = compared(run_with({leak("x", k_most), leak("x", k_most)}),
                               run_with({leak("x", k_most), leak("x", k_most)}));
  CHECK(now.findings[0].base == BaseMark::known);
}

TEST_CASE("base: another comparison replaces the one before")
{
  const Verdict first = compared(run_with({leak("x")}), run_with({leak("gone")}));
  const Verdict second = compared(first, run_with({leak("x")}));
  CHECK(second.findings[0].base == BaseMark::known);
  CHECK(second.base->gone == 0);
}

TEST_CASE("base: what a skipped test left is not gone, as nobody knows")
{
  Finding left = leak("x");
  left.leakers = {{.test = "TestA/sub", .count = 1}};
  const Verdict base = run_with({left, leak("y")});
  Verdict now = run_with({});
  PackageRun run;
  run.import_path = "app/a";
  run.tests = {{"TestA", TestOutcome::skip, {}, ""}};
  now.run.packages = {run};
  CHECK(gone(compared(now, base)) == std::vector<std::string>{"y"});
  now.run.packages[0].tests = {{"TestA", TestOutcome::pass, {}, ""},
                               {"TestA/sub", TestOutcome::skip, {}, ""}};
  CHECK(gone(compared(now, base)) == std::vector<std::string>{"y"});
  now.run.packages[0].tests[1].outcome = TestOutcome::pass;
  CHECK(gone(compared(now, base)) == std::vector<std::string>{"x", "y"});
  now.run.packages[0].tests = {{"Testy", TestOutcome::skip, {}, ""}}; // TestA is no more
  CHECK(gone(compared(now, base)) == std::vector<std::string>{"x"});
}

TEST_CASE("base: nothing is gone of a package in which TestMain left out tests")
{
  Verdict now = run_with({});
  now.packages[0].narrowed = true;
  CHECK(gone(compared(now, run_with({leak("x"), leak("y", 1, "app/b")}))) ==
        std::vector<std::string>{"y"});
}
