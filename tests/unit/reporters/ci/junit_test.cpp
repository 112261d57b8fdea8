#include "gate/base/text.hpp"
#include "reporters/ci/junit.hpp"
#include "reporters/ci/junit_cases.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>
#include <string>

using namespace leakgate;
using junit::Case;
using junit::CaseState;
using junit::Suite;

namespace {

// The case with this name in the suite of `package`; fails the test when there is none.
Case
case_of(const Verdict& verdict, const std::string& package, const std::string& name)
{
  for (const Suite& suite : junit::suites(verdict)) {
    for (const Case& one : suite.cases) {
      if (suite.name == package && one.name == name) {
        return one;
      }
    }
  }
  FAIL("no case " << name);
  return {};
}

const std::string k_broker = "example.com/app/broker";
const std::string k_leak =
    "TestSubscribe/slow_reader leaks goroutine broker.(*Hub).Subscribe.func (chan receive)";

} // namespace

TEST_CASE("junit: a leak is a failed case with file, line, message and everything else as text")
{
  const Case leak = case_of(verdicts::one_leak(), k_broker, k_leak);
  CHECK(leak.classname == k_broker);
  CHECK(leak.state == CaseState::failed);
  CHECK(leak.type == "goroutine-leak");
  CHECK(leak.file == "broker/broker_test.go");
  CHECK(leak.line == 88);
  CHECK(leak.message ==
        "goroutine blocked forever in chan receive: 1 goroutine of TestSubscribe/slow_reader, "
        "started at broker/hub.go:141, blocked at broker/hub.go:143");
  CHECK(leak.content == leak.message + R"(
proven · +1 each round (3 of 3)
  why       range over a channel nobody closes
  fix       close it in Unsubscribe, or select on ctx.Done()
  test      TestSubscribe/slow_reader      broker/broker_test.go:88
  started   broker.(*Hub).Subscribe        broker/hub.go:141
  blocked   broker.(*Hub).Subscribe.func1  broker/hub.go:143

stack:
  example.com/app/broker.(*Hub).Subscribe.func1
      broker/hub.go:143

fingerprint: v1:00112233445566778899aabbccddeeff
)");
}

TEST_CASE("junit: the place of a leak is in the module when any of its places is")
{
  Verdict v = verdicts::one_leak();
  v.findings[0].at = {};
  CHECK(case_of(v, k_broker, k_leak).file == "broker/hub.go");
  v.findings[0].started.file = "$GOROOT/src/net/http/server.go";
  CHECK(case_of(v, k_broker, k_leak).line == 143);
  v.findings[0].blocked.file = "golang.org/x/net@v0.30.0/http2/transport.go";
  CHECK(case_of(v, k_broker, k_leak).file == "$GOROOT/src/net/http/server.go");
}

TEST_CASE("junit: the name of a leak holds nothing that changes between runs")
{
  Verdict v = verdicts::one_leak();
  v.findings[0].count = 77;
  v.findings[0].rounds = {9, 9};
  v.findings[0].fingerprint = "v1:ffff";
  v.findings[0].at.line = 1;
  v.findings[0].started.line = 2;
  v.findings[0].blocked.line = 3;
  CHECK(case_of(v, k_broker, k_leak).line == 1);
}

TEST_CASE("junit: leaks that would have one name get the start of their fingerprints")
{
  Verdict v = verdicts::one_leak();
  v.findings.push_back(v.findings[0]);
  v.findings[1].fingerprint = "v1:abcdef0123456789";
  CHECK(case_of(v, k_broker, k_leak + " [00112233]").state == CaseState::failed);
  CHECK(case_of(v, k_broker, k_leak + " [abcdef01]").state == CaseState::failed);
}

TEST_CASE("junit: each test of a finding tells its own goroutines, and no two cases one message")
{
  Verdict v = verdicts::one_leak();
  v.findings[0].count = 5;
  v.findings[0].test = "TestA";
  v.findings[0].leakers = {{"TestA", 3}, {"TestB", 2}};
  v.findings.push_back(v.findings[0]); // of another place with the same lines
  v.findings[1].fingerprint = "v1:abcdef0123456789";
  const std::string rest = ", started at broker/hub.go:141, blocked at broker/hub.go:143";
  std::vector<std::string> messages;
  for (const Case& one : junit::finding_cases(v, k_broker)) {
    messages.push_back(one.message);
  }
  const std::string first = "goroutine blocked forever in chan receive: 3 goroutines of TestA";
  const std::string second = "goroutine blocked forever in chan receive: 2 goroutines of TestB";
  CHECK(messages ==
        std::vector<std::string>{first + rest + " [00112233]", second + rest + " [00112233]",
                                 first + rest + " [abcdef01]", second + rest + " [abcdef01]"});
}

TEST_CASE("junit: a leak without a test is named after the phase that started it")
{
  Verdict v = verdicts::one_leak();
  const std::string rest = " leaks goroutine broker.(*Hub).Subscribe.func (chan receive)";
  v.findings[0].test = "";
  v.findings[0].phase = Phase::init;
  CHECK(case_of(v, k_broker, "init" + rest).state == CaseState::failed);
  v.findings[0].phase = Phase::test_main;
  CHECK(case_of(v, k_broker, "TestMain" + rest).state == CaseState::failed);
  v.findings[0].phase = Phase::unknown;
  CHECK(case_of(v, k_broker, "package" + rest).state == CaseState::failed);
}

TEST_CASE("junit: only reported findings are cases")
{
  for (const Disposition disposition :
       {Disposition::allowed, Disposition::baseline, Disposition::below_threshold}) {
    Verdict v = verdicts::limits();
    for (Finding& finding : v.findings) {
      finding.disposition = disposition;
    }
    CHECK(junit::finding_cases(v, k_broker).empty());
    CHECK(junit::finding_cases(v, "").empty());
  }
}

TEST_CASE("junit: an exceeded limit is a failed case named after its rule")
{
  const Case heap = case_of(verdicts::limits(), k_broker, "leakgate.heap-growth");
  CHECK(heap.classname == k_broker);
  CHECK(heap.state == CaseState::failed);
  CHECK(heap.type == "heap-growth");
  CHECK(heap.file == "broker/hub.go");
  CHECK(heap.line == 77);
  CHECK(heap.content == R"(live heap grew by 9.3 MiB (310 %), allowed are 4.0 MiB and 50 %
  why       what is still reachable after the tests was kept
  fix       look for maps and slices that only grow
  ≈ grew    broker.(*Hub).grow  broker/hub.go:77

fingerprint: v1:33333333333333333333333333333333
)");
}

TEST_CASE("junit: a limit of the whole run stands in a suite of its own")
{
  const Case run = case_of(verdicts::limits(), "leakgate", "leakgate.finalizer-wait");
  CHECK(run.classname == "leakgate");
  CHECK(run.file == "");
  CHECK(run.state == CaseState::failed);
}

TEST_CASE("junit: tests of a package that is called leakgate stay beside the run's suite")
{
  Verdict v = verdicts::limits();
  v.run.packages[0].import_path = "leakgate";
  CHECK(case_of(v, "leakgate", "TestSubscribe").state == CaseState::passed);
  CHECK(case_of(v, "leakgate", "leakgate.finalizer-wait").state == CaseState::failed);
}

TEST_CASE("junit: a leak tells of variants, baseline and rounds")
{
  Verdict v = verdicts::growing();
  v.findings[1].baseline_count = 2;
  const Case leak =
      case_of(v, k_broker, "TestFanOut leaks goroutine broker.(*Pool).start.func (chan send)");
  CHECK(leak.content.find(R"(lingering · came back in 2 of 3 rounds · 5 goroutines
  why       nobody receives from the channel
  fix       receive until the sender is done
  test      TestFanOut
  started   broker.(*Pool).start        broker/pool.go:31
  blocked   broker.(*Pool).start.func1  broker/pool.go:32
  variants  4 similar stacks, also blocked at broker/pool.go:44 (2), broker/pool.go:47 (1)
  because   baseline has 2, now 5
  rounds    repetition does not decide: +2 +0 +1
)") != std::string::npos);
}

TEST_CASE("junit: ordinary tests are cases, failed ones with their output")
{
  const Verdict v = verdicts::several();
  const Case failed = case_of(v, k_broker, "TestSubscribe/slow_reader");
  CHECK(failed.state == CaseState::failed);
  CHECK(failed.message == "got 1 < 2 & 3");
  CHECK(failed.content ==
        "got 1 < 2 & 3\n  at broker/broker_test.go:90\n    broker_test.go:90: got "
        "1 < 2 & 3\n--- FAIL: TestSubscribe/slow_reader (0.30s)\n");
  CHECK(case_of(v, k_broker, "TestOther").state == CaseState::passed);
  const Case skipped = case_of(verdicts::clean(), "example.com/app/store", "TestNetwork");
  CHECK(skipped.state == CaseState::skipped);
  CHECK(skipped.message == "store_test.go:9: needs a network");
}

TEST_CASE("junit: what fails outside of tests is an error named TestMain")
{
  const Verdict v = verdicts::several();
  const Case build = case_of(v, "example.com/app/gen", "TestMain");
  CHECK(build.state == CaseState::error);
  CHECK(build.message == "undefined: missing");
  CHECK(build.file == "gen/gen.go");
  CHECK(build.line == 7);
  CHECK(build.content ==
        "undefined: missing\n  at gen/gen.go:7\ngen/gen.go:7:2: undefined: missing\n");
  const std::string pool = "example.com/app/internal/workers/pool";
  CHECK(case_of(v, pool, "TestMain").message == "panic: boom");
  CHECK(case_of(v, pool, "TestMain").file == "internal/workers/pool/pool.go");
  CHECK(case_of(v, pool, "TestPool").message == "Did not finish: panic: boom");
}

TEST_CASE("junit: a result of an earlier release says no place of what failed, and its words")
{
  Verdict v = verdicts::several();
  for (PackageRun& package : v.run.packages) {
    package.failures.clear();
  }
  const Case failed = case_of(v, k_broker, "TestSubscribe/slow_reader");
  CHECK(failed.message == "got 1 < 2 & 3");
  CHECK(failed.file == "");
  CHECK(case_of(v, "example.com/app/gen", "TestMain").message == "The package does not build");
  const std::string pool = "example.com/app/internal/workers/pool";
  CHECK(case_of(v, pool, "TestMain").message == "The test process crashed");
  CHECK(case_of(v, pool, "TestPool").message == "Did not finish");
}

TEST_CASE("junit: a package that failed without a failed test is an error, else it is not")
{
  Verdict v = verdicts::clean();
  v.run.packages[0].end = PackageEnd::failed;
  CHECK(case_of(v, k_broker, "TestMain").message == "The package failed outside of its tests");
  v.run.packages[0].tests[0].outcome = TestOutcome::fail;
  for (const PackageEnd end : {PackageEnd::failed, PackageEnd::stopped}) {
    v.run.packages[0].end = end;
    for (const Suite& suite : junit::suites(v)) {
      for (const Case& one : suite.cases) {
        CHECK(one.name != "TestMain");
      }
    }
  }
}

TEST_CASE("junit: no verdict is an error, never a clean report")
{
  const Verdict v = verdicts::no_verdict();
  const Case verdict = case_of(v, "leakgate", "verdict");
  CHECK(verdict.state == CaseState::error);
  CHECK(verdict.message == "No verdict: no snapshot of example.com/app/broker was left behind (is "
                           "TMPDIR writable?)");
  CHECK(case_of(v, k_broker, "goroutine leaks").state == CaseState::error);
  CHECK(render_junit({}, {}).find("errors=\"1\"") != std::string::npos);
}

TEST_CASE("junit: go test that failed without a package is an error")
{
  Verdict v = verdicts::clean();
  v.outcome = Outcome::tests_failed;
  v.reason = "go test ended with exit code 1";
  CHECK(case_of(v, "leakgate", "verdict").message ==
        "Tests failed: go test ended with exit code 1");
}

TEST_CASE("junit: a package that was not judged is skipped when there is a verdict")
{
  Verdict v = verdicts::clean();
  v.packages[0].judged = false;
  v.packages[0].note = "no snapshot";
  const Case result = case_of(v, k_broker, "goroutine leaks");
  CHECK(result.state == CaseState::skipped);
  CHECK(result.message == "Not judged: no snapshot");
}

TEST_CASE("junit: a test that ran several times is one case with its worst outcome")
{
  const Case twice = case_of(verdicts::hostile(), k_broker, "TestTwice");
  CHECK(twice.state == CaseState::failed);
  CHECK(twice.seconds == 0.75);
}

TEST_CASE("junit: no two cases of a suite have one name, whatever the tests are called")
{
  for (const verdicts::Named& verdict : verdicts::all()) {
    for (const Suite& suite : junit::suites(verdict.make())) {
      std::set<std::string> names;
      for (const Case& one : suite.cases) {
        CAPTURE(one.name);
        CHECK(names.insert(one.name).second);
      }
    }
  }
}

TEST_CASE("junit: times have three decimals, and only such as readers take")
{
  Verdict v = verdicts::clean();
  v.run.packages[0].tests[0].elapsed = std::chrono::duration<double>(1e12);
  v.run.packages[0].tests[1].elapsed = std::chrono::duration<double>(-1);
  const std::string xml = render_junit(v, {});
  CHECK(xml.find("name=\"TestSubscribe\" time=\"31536000.000\"") != std::string::npos);
  CHECK(xml.find("name=\"TestSubscribe/slow_reader\" time=\"0.000\"") != std::string::npos);
}

TEST_CASE("junit: above the limit the longest outputs are cut, the short ones stay")
{
  Verdict v = verdicts::one_leak();
  std::vector<TestCase>& tests = v.run.packages[0].tests;
  tests[0].outcome = TestOutcome::fail;
  tests[0].output = "first\n";
  for (int i = 0; i < 50000; ++i) {
    tests[0].output += "<é日";
  }
  tests[0].output += "\nlast\n";
  tests[1].outcome = TestOutcome::fail;
  tests[1].output = "short & whole";
  const std::string xml = render_junit_within(v, verdicts::context(), 20000);
  CHECK(xml.size() <= 20000);
  CHECK(xml.size() > 19000);
  CHECK(xml.find("first\nfirst\n&lt;é日") != std::string::npos);
  CHECK(xml.find(" bytes cut here: the report would be too long …\n") != std::string::npos);
  CHECK(xml.find("日\nlast\n") != std::string::npos);
  CHECK(xml.find("short &amp; whole") != std::string::npos);
  CHECK(text::valid_utf8(xml) == xml);
}

TEST_CASE("junit: above the limit passing cases go first, and how many is said")
{
  Verdict v = verdicts::one_leak();
  std::vector<TestCase>& tests = v.run.packages[0].tests;
  tests.clear();
  for (int i = 0; i < 1000; ++i) {
    tests.push_back({fmt::format("TestPasses{}", i), TestOutcome::pass, {}, ""});
  }
  tests.push_back({"TestFails", TestOutcome::fail, {}, "all of this stays\n"});
  for (const JunitDialect dialect : {JunitDialect::extended, JunitDialect::strict}) {
    const std::string xml = render_junit_within(v, verdicts::context(), 20000, dialect);
    CHECK(xml.size() <= 20000);
    CHECK(xml.size() > 15000);
    CHECK(xml.find("TestPasses0\"") != std::string::npos);
    CHECK(xml.find("TestFails") != std::string::npos);
    CHECK(xml.find("all of this stays\nall of this stays\n") != std::string::npos);
    CHECK(xml.find(k_leak) != std::string::npos);
    CHECK(xml.find(" passing test cases are left out: the report would be over 20000 bytes (the "
                   "JSON result has them)") != std::string::npos);
  }
}

TEST_CASE("junit: files are named from the root of the repository, of leaks and of failed tests")
{
  Verdict v = verdicts::one_leak();
  v.roots = {{{"example.com/app", "/src/mono/app"}}, {"/go"}, "/mod", "/src/mono"};
  v.run.packages[0].tests = {
      {"TestFails", TestOutcome::fail, {}, "    broker_test.go:90: got 1\n        more\n"}};
  v.run.packages[0].failures = {{"TestFails", "got 1", "broker/broker_test.go", 90}};
  CHECK(case_of(v, k_broker, k_leak).file == "app/broker/broker_test.go");
  const Case failed = case_of(v, k_broker, "TestFails");
  CHECK(failed.file == "app/broker/broker_test.go");
  CHECK(failed.line == 90);
  CHECK(failed.message == "got 1");
}

TEST_CASE("junit: 40,000 packages with a leak each take seconds")
{
  Verdict v;
  v.outcome = Outcome::leaks;
  const Finding leak = verdicts::broker_leak();
  for (int i = 0; i < 40'000; ++i) {
    const std::string name = fmt::format("example.com/app/p{}", i);
    v.run.packages.emplace_back().import_path = name;
    v.packages.emplace_back().import_path = name;
    v.packages.back().judged = true;
    v.findings.push_back(leak);
    v.findings.back().package = name;
  }
  CHECK(junit::suites(v).size() == 40'000);
}

TEST_CASE("junit: many long outputs together come below the limit")
{
  Verdict v = verdicts::clean();
  std::vector<TestCase>& tests = v.run.packages[0].tests;
  tests.clear();
  for (int i = 0; i < 100; ++i) {
    tests.push_back({fmt::format("Test{}", i),
                     TestOutcome::fail,
                     {},
                     std::string(static_cast<std::size_t>(i) * 100, '&')});
  }
  CHECK(render_junit_within(v, verdicts::context(), 100000).size() <= 100000);
}

TEST_CASE("junit: attachments stand in the output of each leak, and of nothing else")
{
  ReportContext context = verdicts::context();
  context.attachments = {"pages/leaks.html", "a&b <c>.txt"};
  const Verdict v = verdicts::several();
  for (const auto render : {render_junit, render_junit_strict}) {
    const std::string xml = render(v, context);
    const std::string output = "<system-out>\n[[ATTACHMENT|pages/leaks.html]]\n"
                               "[[ATTACHMENT|a&amp;b &lt;c&gt;.txt]]\n</system-out>";
    std::size_t count = 0;
    for (std::size_t at = xml.find(output); at != std::string::npos;
         at = xml.find(output, at + 1)) {
      const std::size_t name = xml.rfind("<testcase", at);
      CHECK(xml.find(" leaks goroutine ", name) < at);
      ++count;
    }
    CHECK(count == 5); // as many as tests leak, and one of no test; beside failed tests
    CHECK(render(v, verdicts::context()).find("system-out") == std::string::npos);
  }
}

TEST_CASE("junit: a leak of several tests fails each of them, with its own line")
{
  Verdict v = verdicts::one_leak();
  Finding& f = v.findings[0];
  f.leakers = {{f.test, 2}, {"TestB", 1}, {"TestOnce", 1}};
  f.leakers[0].at = f.at;
  f.leakers[1].at = {"example.com/app/broker.TestB", "broker/broker_test.go", 31};
  f.leakers[2].excused = true;
  const std::string xml = render_junit(v, {});
  const auto failed = [&](const std::string& test, const std::string& place) {
    return xml.find("name=\"" + test +
                    " leaks goroutine broker.(*Hub).Subscribe.func (chan receive)\" " + place) !=
           std::string::npos;
  };
  CHECK(failed("TestSubscribe/slow_reader", "file=\"broker/broker_test.go\" line=\"88\""));
  CHECK(failed("TestB", "file=\"broker/broker_test.go\" line=\"31\""));
  CHECK(xml.find("name=\"TestOnce leaks") == std::string::npos);
}
