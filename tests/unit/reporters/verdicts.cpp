#include "tests/unit/reporters/verdicts.hpp"

#include "tests/unit/reporters/verdict_builders.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace verdicts {

using namespace leakgate;

Finding
broker_leak()
{
  Finding f = finding(k_broker, "TestSubscribe/slow_reader",
                      "example.com/app/broker.(*Hub).Subscribe", "broker/hub.go", 141);
  f.tier = Tier::proven;
  f.attribution = Attribution::label;
  f.phase = Phase::subtest;
  f.leakers = {{"TestSubscribe/slow_reader", 1}};
  f.state = "chan receive";
  f.wait = Wait::chan_receive;
  f.rounds = {1, 1, 1};
  f.message = "goroutine blocked forever in chan receive";
  f.at = {"example.com/app/broker.TestSubscribe.func2", "broker/broker_test.go", 88};
  f.blocked.line = 143;
  f.stack = {{"example.com/app/broker.(*Hub).Subscribe.func1", "broker/hub.go", 143}};
  f.ancestors = {{20,
                  {{"example.com/app/broker.(*Hub).Subscribe", "broker/hub.go", 141},
                   {"example.com/app/broker.TestSubscribe.func2", "broker/broker_test.go", 88}},
                  Frame{"testing.(*T).Run", "$GOROOT/src/testing/testing.go", 1743}}};
  f.why = "range over a channel nobody closes";
  f.fix = "close it in Unsubscribe, or select on ctx.Done()";
  return f;
}

Verdict
clean()
{
  Verdict v;
  v.outcome = Outcome::pass;
  v.go_version = "go1.26.8";
  v.metrics = {{"GoroutinesDelta", 0}, {"BlockedGoroutinesRatio", 0.25}};
  add(v, judged(k_broker, PackageEnd::passed, ledger(2, 3, 0, 0)));
  add(v, judged("example.com/app/store", PackageEnd::passed, ledger(2, 3, 0, 0)));
  v.run.packages = {
      package_run(k_broker, PackageEnd::passed, 0.42,
                  {test("TestSubscribe", TestOutcome::pass, 0.4),
                   test("TestSubscribe/slow_reader", TestOutcome::pass, 0.3)}),
      package_run("example.com/app/store", PackageEnd::passed, 1,
                  {test("TestPut", TestOutcome::pass, 0.01),
                   test("TestNetwork", TestOutcome::skip, 0,
                        "    store_test.go:9: needs a network\n--- SKIP: TestNetwork (0.00s)\n")})};
  return v;
}

Verdict
one_leak()
{
  Verdict v;
  v.outcome = Outcome::leaks;
  v.go_version = "go1.27.1";
  v.findings = {broker_leak()};
  v.metrics = {{"GoroutinesDelta", 1}, {"BlockedGoroutinesRatio", 1.0 / 3}};
  PackageVerdict package = judged(k_broker, PackageEnd::passed, ledger(2, 3, 0, 1));
  package.heap = heap(3 << 20, (12 << 20) + 300000);
  add(v, std::move(package));
  v.run.packages = {package_run(k_broker, PackageEnd::passed, 0.42,
                                {test("TestSubscribe", TestOutcome::pass, 0.4),
                                 test("TestSubscribe/slow_reader", TestOutcome::pass, 0.3)})};
  return v;
}

Verdict
several()
{
  Verdict v;
  v.outcome = Outcome::tests_failed;
  v.go_version = "go1.26.8";
  Finding pool = finding("example.com/app/internal/workers/pool", "TestPool",
                         "example.com/app/internal/workers/pool.(*Pool[...]).startWorkerWithRetry",
                         "internal/workers/pool/pool_with_a_long_name.go", 1203);
  pool.fingerprint = "v1:1111111111111111aaaaaaaaaaaaaaaa";
  pool.count = 6;
  pool.leakers = {{"TestPool", 3}, {"TestPool/resize", 2}, {"TestPoolStopsWhenContextEnds", 1}};
  pool.at = {"example.com/app/internal/workers/pool.TestPool", "internal/workers/pool/pool_test.go",
             40};
  for (Leaker& leaker : pool.leakers) {
    leaker.at = pool.at;
  }
  pool.leakers.back().at.line = 77;
  pool.why = "a worker pool nobody closes";
  pool.fix = "call Close in the test's Cleanup";
  Finding global =
      finding("example.com/app/store", "", "example.com/app/store.init.0", "store/store.go", 12);
  global.fingerprint = "v1:22222222222222222222222222222222";
  global.severity = Severity::medium;
  global.phase = Phase::init;
  global.state = "sleep";
  global.message = "goroutine sleeps on after the tests";
  Finding kept = global;
  kept.disposition = Disposition::allowed;
  kept.disposition_reason = "opencensus.worker: process-wide worker, started by init";
  v.findings = {broker_leak(), pool, global, kept};
  v.allowed = {{"opencensus.worker", "process-wide worker, started by init", 1}};
  PackageVerdict broker = judged(k_broker, PackageEnd::failed, ledger(2, 3, 0, 1));
  broker.heap = heap(3 << 20, 12 << 20);
  add(v, std::move(broker));
  PackageVerdict cached = judged("example.com/app/cfg", PackageEnd::passed, ledger(2, 3, 0, 0));
  cached.source = EvidenceSource::cache;
  add(v, std::move(cached));
  add(v, not_judged("example.com/app/cmd", PackageEnd::no_tests, "no test files"));
  add(v, not_judged("example.com/app/gen", PackageEnd::build_failed, "it does not build"));
  PackageVerdict workers =
      judged("example.com/app/internal/workers/pool", PackageEnd::crashed, ledger(2, 3, 0, 6));
  workers.source = EvidenceSource::crash;
  workers.note = "judged from the goroutine dump of the crash: only goroutines of tests that had "
                 "finished count";
  add(v, std::move(workers));
  add(v, judged("example.com/app/store", PackageEnd::passed, ledger(2, 3, 1, 1)));
  v.problems = {
      {"example.com/app/store", "the heap profile could not be read, got \"\" (left out)"}};
  v.run.packages = {
      package_run(k_broker, PackageEnd::failed, 0.42,
                  {test("TestSubscribe", TestOutcome::fail, 0.4,
                        "    broker_test.go:80: top\n--- FAIL: TestSubscribe (0.40s)\n"),
                   test("TestOther", TestOutcome::pass, 0),
                   test("TestSubscribe/slow_reader", TestOutcome::fail, 0.3,
                        "    broker_test.go:90: got 1 < 2 & 3\n--- FAIL: TestSubscribe/slow_reader "
                        "(0.30s)\n")},
                  "FAIL\n"),
      package_run("example.com/app/cfg", PackageEnd::passed, 0.01,
                  {test("TestCfg", TestOutcome::pass, 0)}),
      package_run("example.com/app/cmd", PackageEnd::no_tests, 0, {}),
      package_run("example.com/app/gen", PackageEnd::build_failed, 0, {},
                  "gen/gen.go:7:2: undefined: missing\n"),
      package_run("example.com/app/internal/workers/pool", PackageEnd::crashed, 0.1,
                  {test("TestPool", TestOutcome::none, 0, "panic: boom\n")},
                  "FAIL\texample.com/app/internal/workers/pool\t0.1s\n"),
      package_run("example.com/app/store", PackageEnd::passed, 0.2,
                  {test("TestPut", TestOutcome::pass, 0)})};
  v.run.packages[1].cached = true;
  v.run.packages[0].failures = {
      {"TestSubscribe", "1 subtest failed: slow_reader", "", 0},
      {"TestSubscribe/slow_reader", "got 1 < 2 & 3", "broker/broker_test.go", 90}};
  v.run.packages[3].failures = {{"", "undefined: missing", "gen/gen.go", 7}};
  v.run.packages[4].failures = {{"TestPool", "Did not finish: panic: boom", "", 0},
                                {"", "panic: boom", "internal/workers/pool/pool.go", 31}};
  return v;
}

Verdict
hostile()
{
  std::string controls;
  for (char c = 1; c < 32; ++c) {
    controls += c;
  }
  const std::string name = "TestX/\x1b[31mred\x1b]0;title\x07 \"'<&>]]>\xff\xed\xa0\x80\xef\xbf\xbe"
                           "\u202Eevil\u202C\u009B1m\x7f\t" +
                           controls;
  Verdict v = one_leak();
  Finding& f = v.findings.front();
  f.test = name;
  f.leakers = {{name, 1}, {"TestX/::error file=x::\r\nsecond", 2}};
  f.at.file = "broker/a \"b\" <c>.go";
  f.fix = "line one\n::set-output name=x::y\x1b[2J";
  f.message = "message\nwith \x1b[5mtwo\x1b[0m lines\xf0\x9f";
  f.state = std::string("chan receive\0 (nil chan)", 24);
  f.stack.front().function = "x.\xfe\xff(\x01)";
  v.problems = {{"\x1b[1A", "\xc3("}};
  add_hostile_policy(v, name);
  v.packages.front().states = {{"running\x01", 1}, {"select \xff", 2}};
  std::vector<TestCase>& tests = v.run.packages.front().tests;
  tests = {
      test(name, TestOutcome::fail, 0.1, "out \x1b[31m" + controls + "]]>\r\nline\rbar\xff\n"),
      test("TestDup\x01", TestOutcome::pass, 0),
      test("TestDup\x02", TestOutcome::fail, 0),
      test("TestTwice", TestOutcome::pass, 0.5),
      test("TestTwice", TestOutcome::fail, 0.25),
      test("Test日本語/" + std::string(300, 'n'), TestOutcome::skip, 0, "--- SKIP: x\n  why\n")};
  return v;
}

Verdict
no_verdict()
{
  Verdict v;
  v.reason = "no snapshot of example.com/app/broker was left behind (is TMPDIR writable?)";
  v.go_version = "go1.24.10";
  add(v, not_judged(k_broker, PackageEnd::passed, "the probe left no snapshot"));
  v.problems = {{"/tmp/probe/1.txt:3", "no header, got \"xyz\" (file left out)"}};
  v.run.packages = {package_run(k_broker, PackageEnd::passed, 0.42,
                                {test("TestSubscribe", TestOutcome::pass, 0.4)})};
  return v;
}

Verdict
many_findings()
{
  Verdict v;
  v.outcome = Outcome::leaks;
  v.go_version = "go1.26.8";
  for (int p = 0; p < 4; ++p) {
    const std::string package = fmt::format("example.com/app/pkg{}", p);
    for (int i = 0; i < 50; ++i) {
      Finding f =
          finding(package, fmt::format("TestCase{:02}", i),
                  fmt::format("{}.start{}", package, i % 25), fmt::format("pkg{}/s.go", p), 10 + i);
      f.fingerprint = fmt::format("v1:{:032x}", p * 50 + i);
      f.test = i % 2 == 0 ? f.test : "TestShared"; // names that would be the same
      v.findings.push_back(f);
    }
    PackageVerdict judged_package = judged(package, PackageEnd::passed, ledger(2, 3, 0, 50));
    judged_package.heap = HeapSummary{1000, 2000 + p, false, {}};
    add(v, std::move(judged_package));
    v.run.packages.push_back(package_run(package, PackageEnd::passed, 0.25,
                                         {test("TestShared", TestOutcome::pass, 0.1)}));
  }
  return v;
}

const std::vector<Named>&
all()
{
  static const std::vector<Named> verdicts = {
      {"clean", clean},       {"one_leak", one_leak},     {"several", several},
      {"hostile", hostile},   {"no_verdict", no_verdict}, {"every_field", every_field},
      {"memory", memory},     {"growing", growing},       {"with_baseline", with_baseline},
      {"loosened", loosened}, {"limits", limits},         {"with_base", with_base},
      {"moving", moving}};
  return verdicts;
}

ReportContext
context()
{
  static const std::map<std::pair<std::string, int>, std::string> lines = {
      {{"broker/broker_test.go", 88}, "\t\tch := hub.Subscribe(\"orders\")"},
      {{"broker/hub.go", 141}, "\tgo func() {"},
      {{"broker/hub.go", 143}, "\t\tfor m := range ch {"},
      {{"store/store.go", 12}, "\tgo refresh(time.Minute)"},
      {{"internal/workers/pool/pool_test.go", 40}, "\tp := pool.New[job](3)"},
      {{"internal/workers/pool/pool_with_a_long_name.go", 1203},
       "\t\tgo p.work(ctx, queue, retries)"},
      {{"internal/workers/pool/pool_with_a_long_name.go", 1204}, "\t\t\tp.results <- result"}};
  return {[](const std::string& file, int line) {
    const auto found = lines.find({file, line});
    return found == lines.end() ? std::string() : found->second;
  }};
}

} // namespace verdicts
