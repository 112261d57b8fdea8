#include "rules/judging/entry_findings.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::rules;

namespace {

AllowEntry
entry(const std::string& function, int line, const std::string& package = "")
{
  AllowEntry made;
  made.id = ".leakgate.yml:" + std::to_string(line);
  made.match.function.text = function;
  made.match.package = package;
  made.origin = {".leakgate.yml", line, 5};
  return made;
}

Policy
policy_of(std::vector<AllowEntry> entries)
{
  Policy policy;
  policy.allow = std::move(entries);
  policy.today = "2026-07-01";
  return policy;
}

Verdict
verdict_of(Coverage coverage)
{
  Verdict verdict;
  verdict.coverage = coverage;
  for (const char* name : {"example.com/app/poll", "example.com/app/untested"}) {
    PackageVerdict& package = verdict.packages.emplace_back();
    package.import_path = name;
    package.end = PackageEnd::passed;
    package.judged = true;
  }
  verdict.packages[1].end = PackageEnd::no_tests;
  verdict.packages[1].judged = false;
  return verdict;
}

} // namespace

TEST_CASE("an entry that nothing needed in a run of everything is stale, at its line")
{
  const Policy policy = policy_of({entry("example.com/app/poll.*", 12), entry("x.Run", 14)});
  const auto findings =
      entry_findings(policy, verdict_of(Coverage::everything), {&policy.allow[1]});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].kind == FindingKind::policy);
  CHECK(findings[0].rule == "allow-stale");
  CHECK(findings[0].severity == Severity::note);
  CHECK(findings[0].at == Place{"", ".leakgate.yml", 12});
  CHECK(findings[0].message == "allow entry matched nothing: function example.com/app/poll.*");
  CHECK_FALSE(findings[0].fix.empty());
}

TEST_CASE("a stale entry names the nearest function that was seen")
{
  PackageEvidence package;
  package.after.emplace();
  for (const char* function : {"gopkg.in/natefinch/lumberjack%2ev2.(*Logger).millRun",
                               "example.com/app/poll.(*Poller).loop"}) {
    Goroutine goroutine;
    goroutine.frames.push_back({function, "x.go", 1});
    package.after->dump.push_back(goroutine);
  }
  const auto message = [&](const std::string& function) {
    const Policy policy = policy_of({entry(function, 1)});
    return entry_findings(policy, verdict_of(Coverage::everything), {}, {package}).at(0).message;
  };
  const std::string start = "allow entry matched nothing: function ";
  CHECK(message("lumberjack.(*Logger).millRun") ==
        start + "lumberjack.(*Logger).millRun; the nearest that was seen is "
                "gopkg.in/natefinch/lumberjack.v2.(*Logger).millRun");
  CHECK(message("example.com/app/poll.(*Poler).loop") ==
        start + "example.com/app/poll.(*Poler).loop; the nearest that was seen is "
                "example.com/app/poll.(*Poller).loop");
  CHECK(message("net/http.Serve") == start + "net/http.Serve");
}

TEST_CASE("in a run of some packages only an entry that names one of them can be stale")
{
  const Policy policy = policy_of({entry("a", 1), entry("b", 2, "example.com/app/poll"),
                                   entry("c", 3, "example.com/app/poll/..."),
                                   entry("d", 4, "example.com/app/other")});
  const auto findings = entry_findings(policy, verdict_of(Coverage::some_packages), {});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message ==
        "allow entry matched nothing: function b, package example.com/app/poll");
}

TEST_CASE("nothing is stale where tests were left out, failed, or were not judged")
{
  const Policy policy = policy_of({entry("a", 1, "example.com/app/poll")});
  CHECK(entry_findings(policy, verdict_of(Coverage::some_tests), {}).empty());
  CHECK(entry_findings(policy, {}, {}).empty());
  Verdict failed = verdict_of(Coverage::everything);
  failed.packages[0].end = PackageEnd::failed;
  CHECK(entry_findings(policy, failed, {}).empty());
  Verdict unjudged = verdict_of(Coverage::everything);
  unjudged.packages[0].judged = false;
  CHECK(entry_findings(policy, unjudged, {}).empty());
}

TEST_CASE("an entry that has expired says so in any run, and is not stale beside")
{
  Policy policy = policy_of({entry("a", 1), entry("b", 2)});
  policy.allow[0].expires = "2026-06-30";
  policy.allow[1].expires = "2026-07-01";
  const auto findings = entry_findings(policy, verdict_of(Coverage::some_tests), {});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule == "allow-expired");
  CHECK(findings[0].message == "allow entry expired on 2026-06-30: function a");
  CHECK(entry_findings(policy, verdict_of(Coverage::everything), {}).size() == 2);
  policy.today.clear();
  CHECK(entry_findings(policy, verdict_of(Coverage::some_tests), {}).empty());
}

TEST_CASE("a message has all that the entry asks for, and equal entries are told apart")
{
  AllowEntry full = entry("a", 1, "example.com/app/poll");
  full.match.waits = {Wait::sleep, Wait::io};
  full.match.state.text = "sleep*";
  full.match.top.text = "t";
  full.match.entry.text = "e";
  full.match.creator = {"^c", true};
  full.match.test.text = "TestA";
  const auto findings =
      entry_findings(policy_of({full, full}), verdict_of(Coverage::everything), {});
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].message ==
        "allow entry matched nothing: state sleep or io, state sleep*, function a, top t, entry e, "
        "creator re:^c, package example.com/app/poll, test TestA");
  CHECK(findings[0].fingerprint != findings[1].fingerprint);
}
