#include "rules/baseline/update.hpp"
#include "tests/support/evidence_builder.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace leakgate;
using namespace leakgate::test;

namespace {

// `count` goroutines of one leak; `name` is its function.
std::vector<Goroutine>
leaks(const std::string& name, int count, std::int64_t first_id = 100, Wait wait = Wait::sleep)
{
  std::vector<Goroutine> out;
  for (int i = 0; i < count; ++i) {
    out.push_back(GoroutineBuilder(first_id + i, wait, wait == Wait::sleep ? "sleep" : "select")
                      .at(frame(name + ".func1", "leaks.go", 15))
                      .by(frame(name, "leaks.go", 14))
                      .label("Test" + name));
  }
  return out;
}

std::vector<Goroutine>
together(const std::vector<std::vector<Goroutine>>& groups)
{
  std::vector<Goroutine> all;
  std::int64_t id = 100;
  for (const auto& group : groups) {
    for (Goroutine goroutine : group) {
      goroutine.id = id++;
      all.push_back(std::move(goroutine));
    }
  }
  return all;
}

AllowEntry
entry_for(const std::string& function, int line = 12)
{
  AllowEntry entry;
  entry.id = ".leakgate.yml:" + std::to_string(line);
  entry.match.function.text = function;
  entry.reason = "known";
  entry.origin = {".leakgate.yml", line, 5};
  return entry;
}

Policy
allowing(std::vector<AllowEntry> entries)
{
  Policy policy;
  policy.allow = std::move(entries);
  return policy;
}

std::vector<std::string>
reported(const Verdict& verdict)
{
  std::vector<std::string> out;
  for (const Finding& finding : verdict.findings) {
    if (finding.disposition == Disposition::reported) {
      out.push_back(finding.started.function + " x" + std::to_string(finding.count));
    }
  }
  return out;
}

const std::string k_poll = std::string(k_package) + ".Poll";

} // namespace

TEST_CASE("the first run of an old module passes with the baseline that was made of it")
{
  const Evidence evidence = evidence_of(together({leaks("Poll", 3), leaks("Watch", 2)}));
  Policy policy;
  policy.baseline = updated_baseline({}, {judged(evidence)}, "2026-10-01");
  policy.baseline->file = ".leakgate-baseline.json";
  const Verdict verdict = judged(evidence, policy);
  CHECK(verdict.outcome == Outcome::pass);
  CHECK(verdict.ledger.baseline == 5);
  CHECK(verdict.ledger.reported == 0);
  REQUIRE(verdict.findings.size() == 2);
  CHECK(verdict.findings[0].disposition_reason ==
        "baseline .leakgate-baseline.json: 3 recorded on 2026-10-01");
  REQUIRE(verdict.baseline);
  CHECK(*verdict.baseline == BaselineSummary{".leakgate-baseline.json", 2, 2, {}, {}});
}

TEST_CASE("one goroutine more fails, with that leak alone reported")
{
  Policy policy;
  policy.baseline = updated_baseline(
      {}, {judged(evidence_of(together({leaks("Poll", 3), leaks("Watch", 2)})))}, "2026-10-01");
  const Verdict verdict =
      judged(evidence_of(together({leaks("Poll", 4), leaks("Watch", 2)})), policy);
  CHECK(verdict.outcome == Outcome::leaks);
  CHECK(reported(verdict) == std::vector<std::string>{k_poll + " x4"});
  CHECK(verdict.findings[0].disposition_reason == "baseline has 3, got 4");
  CHECK(verdict.findings[0].baseline_count == 3);
}

TEST_CASE("fewer passes and is shown, gone as well")
{
  Policy policy;
  policy.baseline = updated_baseline(
      {}, {judged(evidence_of(together({leaks("Poll", 3), leaks("Watch", 2)})))}, "2026-10-01");
  const Verdict verdict = judged(evidence_of(leaks("Poll", 1)), policy);
  CHECK(verdict.outcome == Outcome::pass);
  REQUIRE(verdict.baseline);
  REQUIRE(verdict.baseline->fewer.size() == 1);
  CHECK(verdict.baseline->fewer[0].count == 1);
  REQUIRE(verdict.baseline->gone.size() == 1);
  CHECK(verdict.baseline->gone[0].what == "sleep in broker.Watch.func1");
}

TEST_CASE("beside a baseline of 500 leaks a new one is the only one reported, and in front")
{
  std::vector<std::vector<Goroutine>> old;
  for (int i = 0; i < 500; ++i) {
    old.push_back(leaks("Old" + std::to_string(i), 1 + i % 3));
  }
  Policy policy;
  policy.baseline = updated_baseline({}, {judged(evidence_of(together(old)))}, "2026-10-01");
  CHECK(policy.baseline->entries.size() == 500);
  old.insert(old.begin() + 250, leaks("Poll", 2));
  const Verdict verdict = judged(evidence_of(together(old)), policy);
  CHECK(verdict.outcome == Outcome::leaks);
  CHECK(reported(verdict) == std::vector<std::string>{k_poll + " x2"});
  CHECK(verdict.findings[0].started.function == k_poll);
  CHECK(verdict.findings.size() == 501);
}

TEST_CASE("what was there before is no finding, whatever it is")
{
  Evidence evidence = evidence_of(together({leaks("Poll", 30), leaks("Watch", 2)}));
  evidence.packages[0].before = evidence.packages[0].after;
  const Verdict verdict = judged(evidence);
  CHECK(verdict.outcome == Outcome::pass);
  CHECK(verdict.findings.empty());
  CHECK(verdict.ledger.in_before == 33);
}

TEST_CASE("an entry more never adds a reported finding, nor makes a pass fail")
{
  const Evidence evidence = evidence_of(
      together({leaks("Poll", 3), leaks("Watch", 2), leaks("Pump", 4, 1, Wait::select)}));
  const std::vector<AllowEntry> candidates = {entry_for(k_poll + ".func1", 1),
                                              entry_for("*Watch*", 2), entry_for("*.P*", 3),
                                              entry_for("nothing", 4), entry_for("*", 5)};
  std::mt19937 random(7);
  for (int run = 0; run < 40; ++run) {
    Policy policy;
    if (run % 2 == 0) {
      policy.thresholds.goroutine_growth = run % 7;
      policy.baseline =
          updated_baseline({}, {judged(evidence_of(leaks("Poll", 1 + run % 4)))}, "2026-10-01");
    }
    std::vector<std::string> last = reported(judged(evidence, policy));
    for (int step = 0; step < 4; ++step) {
      policy.allow.push_back(candidates[random() % candidates.size()]);
      const Verdict verdict = judged(evidence, policy);
      const std::vector<std::string> now = reported(verdict);
      for (const std::string& each : now) {
        CHECK(std::ranges::find(last, each) != last.end());
      }
      CHECK((verdict.outcome == Outcome::pass) == now.empty());
      last = now;
    }
  }
}

TEST_CASE("policy and order of goroutines together give one verdict")
{
  Evidence evidence = evidence_of(
      together({leaks("Poll", 3), leaks("Watch", 2), leaks("Pump", 4, 1, Wait::select)}));
  evidence.coverage = Coverage::everything;
  Policy policy = allowing({entry_for("*Watch*"), entry_for("nothing", 14)});
  policy.baseline = updated_baseline({}, {judged(evidence)}, "2026-10-01");
  const Verdict expected = judged(evidence, policy);
  CHECK(expected.ledger.allowed == 2);
  CHECK(expected.ledger.baseline == 7);
  std::mt19937 random(7);
  for (int i = 0; i < 20; ++i) {
    std::ranges::shuffle(evidence.packages[0].after->dump, random);
    CHECK(judged(evidence, policy) == expected);
  }
}

TEST_CASE("an allow entry over its number is reported with both numbers")
{
  Policy policy = allowing({entry_for("*Poll*")});
  policy.allow[0].max = 1;
  const Verdict verdict = judged(evidence_of(leaks("Poll", 3)), policy);
  CHECK(verdict.outcome == Outcome::leaks);
  CHECK(verdict.findings[0].disposition_reason == "allowed up to 1 by .leakgate.yml:12, got 3");
  CHECK(verdict.allowed.empty());
}

TEST_CASE("an entry that was used is a hit, one that was not is a note, and neither fails")
{
  Evidence evidence = evidence_of(leaks("Poll", 3));
  evidence.coverage = Coverage::everything;
  const Verdict verdict =
      judged(evidence, allowing({entry_for("*Poll*"), entry_for("*Gone*", 14)}));
  CHECK(verdict.outcome == Outcome::pass);
  CHECK(verdict.allowed ==
        std::vector<AllowHit>{{".leakgate.yml:12", "known", 3, "function *Poll*"}});
  REQUIRE(verdict.findings.size() == 2);
  CHECK(verdict.findings[1].rule == "allow-stale");
  CHECK(verdict.findings[1].disposition == Disposition::below_threshold);
  CHECK(verdict.findings[1].disposition_reason ==
        "severity note is below low, from which on the gate fails");
}

TEST_CASE("a stale entry fails where the policy fails on notes")
{
  Evidence evidence = evidence_of({});
  evidence.coverage = Coverage::everything;
  Policy policy = allowing({entry_for("*Gone*", 14)});
  policy.fail_severity = Severity::note;
  CHECK(judged(evidence, policy).outcome == Outcome::leaks);
}

TEST_CASE("a package may be permitted to grow, by the entry that names it")
{
  Policy policy;
  policy.packages = {{"example.com/app/...", {}, {".leakgate.yml", 20, 5}}};
  policy.packages[0].thresholds.goroutine_growth = 3;
  const Verdict few = judged(evidence_of(leaks("Poll", 3)), policy);
  CHECK(few.outcome == Outcome::pass);
  CHECK(few.findings[0].disposition_reason ==
        "3 goroutines left in the package, 3 are permitted (.leakgate.yml:20)");
  CHECK(judged(evidence_of(leaks("Poll", 4)), policy).ledger.reported == 4);
}

TEST_CASE("a heap over its limit fails, and is in no column of the ledger")
{
  Evidence evidence = evidence_of({});
  evidence.packages[0].before->memory.emplace().heap_alloc_bytes = 1 << 20;
  evidence.packages[0].after->memory.emplace().heap_alloc_bytes = 5 << 20;
  evidence.packages[0].finalizer_wait_ns = 1;
  CHECK(judged(evidence).outcome == Outcome::pass);
  CHECK(judged(evidence).metrics.at("HeapDeltaBytes") == 4 << 20);
  Policy policy;
  policy.thresholds.heap_growth_bytes = 1 << 20;
  const Verdict verdict = judged(evidence, policy);
  CHECK(verdict.outcome == Outcome::leaks);
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].message ==
        "live heap grew by 4.0 MiB (+400 %) in one run, warm-up included, limit 1 MiB");
  REQUIRE(verdict.rules.size() == 1);
  CHECK(verdict.rules[0].id == "heap-growth");
  policy.fail_severity = Severity::high;
  CHECK(judged(evidence, policy).outcome == Outcome::pass);
}

TEST_CASE("a pattern of the user's names the leak, says why it matched and how bad it is")
{
  Policy policy;
  Pattern pattern;
  pattern.rule = {"our-poller", "poller", Severity::note, "", "call Poller.Stop", ""};
  pattern.subject = "poller";
  pattern.match.function.text = "*.Poll.func1";
  pattern.match.source.text = "time.Sleep*";
  pattern.match.goroutines = 2;
  policy.patterns = {pattern};
  const CodeFacts facts{CodeFacts::Kind::call, "time.Sleep(d)", 0, {}};
  const CodeFactsAt line = [&](const CodeQuery& query) {
    return query.file == "broker/leaks.go" && query.line == 15 ? &facts : nullptr;
  };
  const Verdict verdict = judged(evidence_of(leaks("Poll", 2)), policy, {}, line);
  const Finding& finding = verdict.findings[0];
  CHECK(finding.rule == "our-poller");
  CHECK(finding.rule_reason.find("source \"time.Sleep(d)\"") != std::string::npos);
  CHECK(finding.severity == Severity::note);
  CHECK(finding.message == "poller still sleeping");
  CHECK(finding.fix == "call Poller.Stop");
  CHECK(finding.disposition == Disposition::below_threshold);
  CHECK(verdict.rules == std::vector<RuleInfo>{pattern.rule});
  CHECK(judged(evidence_of(leaks("Poll", 1)), policy, {}, line).findings[0].rule != "our-poller");
  CHECK(judged(evidence_of(leaks("Poll", 2)), policy).findings[0].rule != "our-poller");
  CHECK(judged(evidence_of(leaks("Poll", 2))).findings[0].fingerprint == finding.fingerprint);
}

TEST_CASE("the goroutines of one test are those of one round, and no iterations of a benchmark")
{
  const auto rule_of = [](const std::string& test, int count, std::size_t rounds) {
    std::vector<Goroutine> senders;
    for (int i = 0; i < count; ++i) {
      senders.push_back(GoroutineBuilder(100 + i, Wait::chan_send, "chan send")
                            .at(frame("Ask.func1", "ask.go", 15))
                            .by(frame("Ask", "ask.go", 14))
                            .label(test));
    }
    Evidence evidence = evidence_of(senders);
    evidence.packages[0].rounds.resize(rounds);
    return judged(evidence).findings[0].rule;
  };
  CHECK(rule_of("TestAsk", 1, 0) == "chan-send");
  CHECK(rule_of("TestAsk", 2, 0) == "spawn-loop-send");
  CHECK(rule_of("TestAsk", 4, 4) == "chan-send");
  CHECK(rule_of("TestAsk", 7, 4) == "chan-send");
  CHECK(rule_of("TestAsk", 8, 4) == "spawn-loop-send");
  CHECK(rule_of("BenchmarkAsk", 100, 0) == "chan-send");
}

TEST_CASE("what the configuration loosens stands in the verdict")
{
  Policy policy;
  policy.loosened = {{{".leakgate.yml", 3, 1}, "fails only from tier growing on", "fail_on.tier"}};
  CHECK(judged(evidence_of({}), policy).loosened == policy.loosened);
}

TEST_CASE("the rounds of the run's own -count decide the tier, and the tier the column")
{
  Evidence evidence = evidence_of(leaks("Poll", 3));
  evidence.packages[0].rounds = {{1, 0, 0, leaks("Poll", 1), false, {}, {}},
                                 {2, 0, 0, leaks("Poll", 2), false, {}, {}},
                                 {3, 0, 0, leaks("Poll", 3), false, {}, {}}};
  const Verdict growing = judged(evidence);
  CHECK(growing.findings[0].tier == Tier::growing);
  CHECK(growing.findings[0].rounds == std::vector<std::int64_t>{1, 1, 1});
  CHECK(growing.outcome == Outcome::leaks);
  evidence.packages[0].after = dump_snapshot(leaks("Poll", 1));
  evidence.packages[0].rounds[1].profile = evidence.packages[0].rounds[0].profile;
  evidence.packages[0].rounds[2].profile = evidence.packages[0].rounds[0].profile;
  const Verdict once = judged(evidence);
  CHECK(once.findings[0].tier == Tier::one_time);
  CHECK(once.findings[0].disposition_reason ==
        "tier one-time is weaker than lingering, from which on the gate fails");
  CHECK(once.outcome == Outcome::pass);
}

TEST_CASE("a confirmation is told in words, with what cut it short")
{
  Evidence evidence = evidence_of(leaks("Poll", 1));
  evidence.confirmation.emplace().rounds = 3;
  PackageRun run;
  run.import_path = k_package;
  for (const char* test : {"TestA", "TestA/sub", "TestB", "TestA", "TestA"}) {
    run.tests.push_back({test, TestOutcome::pass, {}, {}});
  }
  evidence.confirmation->run.packages = {run};
  CHECK(judged(evidence).confirmed == "3 rounds of 2 tests");
  std::vector<TestCase>& ran = evidence.confirmation->run.packages[0].tests;
  ran.push_back({"TestB", TestOutcome::pass, {}, {}});
  CHECK(judged(evidence).confirmed == "2 to 3 rounds of 2 tests");
  ran.erase(ran.begin());
  CHECK(judged(evidence).confirmed == "2 rounds of 2 tests");
  evidence.confirmation->note = "the budget of 60s was used up";
  const Verdict verdict = judged(evidence);
  CHECK(verdict.confirmed == "2 rounds of 2 tests; the budget of 60s was used up");
  CHECK(verdict.findings[0].confirm_note == "not repeated: the budget of 60s was used up");
  CHECK(verdict.findings[0].tier == Tier::lingering);
  evidence.confirmation->run = {};
  CHECK(judged(evidence).confirmed == "no test: the budget of 60s was used up");
}

TEST_CASE("only what would fail was worth repeating, so nothing else explains why it was not")
{
  Evidence evidence = evidence_of(leaks("Poll", 1));
  Policy policy;
  policy.baseline = updated_baseline({}, {judged(evidence)}, "2026-10-01");
  evidence.confirmation.emplace().rounds = 3;
  evidence.confirmation->note = "the budget of 60s was used up";
  CHECK_FALSE(judged(evidence).findings[0].confirm_note.empty());
  CHECK(judged(evidence, policy).findings[0].confirm_note.empty());
}

TEST_CASE("each goroutine that is nobody's leak is in a group with its reason")
{
  Evidence evidence = evidence_of(leaks("Poll", 2));
  evidence.packages[0].after->dump.push_back(
      GoroutineBuilder(12).at({"runtime.gopark", "", 1}).at({"runtime.bgsweep", "", 2}));
  const auto kept = judged(evidence).packages[0].kept;
  CHECK(kept == std::vector<KeptGroup>{
                    {"in_before", "there before the tests", "main.main", "running", 1},
                    {"runtime", "the Go runtime", "runtime.bgsweep", "chan receive", 1}});
}
