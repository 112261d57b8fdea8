#include "rules/heap/growth.hpp"
#include "tests/support/evidence_builder.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;

namespace {

constexpr std::int64_t k_mib = 1 << 20;

// What one stack keeps more after each round.
struct Kept
{
  std::vector<Frame> frames;
  std::int64_t bytes = 0;
  std::int64_t objects = 0;
};

Frame
of_test(const std::string& test, int line)
{
  return frame(test, "hub_test.go", line);
}

// Six rounds in which each stack keeps the same more; the counts are their sum.
LoneProcess
process_of(const std::vector<Kept>& all, bool sites, std::set<std::string> tests)
{
  LoneProcess process;
  process.tests = std::move(tests);
  for (int number = 1; number <= 6; ++number) {
    Round& round = process.evidence.rounds.emplace_back();
    round.number = number;
    round.live.emplace();
    if (sites) {
      round.heap.emplace();
    }
    for (const Kept& kept : all) {
      round.live->bytes += number * kept.bytes;
      round.live->objects += number * kept.objects;
      if (sites) {
        round.heap->sites.push_back(
            {kept.frames, 0, 0, number * kept.objects, number * kept.bytes});
      }
    }
  }
  return process;
}

Evidence
evidence_with(std::vector<LoneProcess> runs)
{
  Evidence evidence = evidence_of({});
  evidence.packages[0].before->memory.emplace();
  evidence.packages[0].after->memory.emplace().heap_alloc_bytes = 3 * k_mib;
  HeapPackage package;
  package.import_path = evidence.packages[0].import_path;
  package.runs = std::move(runs);
  evidence.heap = HeapCheck{2, {std::move(package)}};
  return evidence;
}

std::vector<Finding>
leaks_of(const Verdict& verdict)
{
  std::vector<Finding> out;
  for (const Finding& finding : verdict.findings) {
    if (is_heap_leak(finding)) {
      out.push_back(finding);
    }
  }
  return out;
}

const std::vector<Kept> k_map = {
    {{{"runtime.mallocgc", "", 1}, frame("(*Hub).put", "hub.go", 8), of_test("TestA", 5)},
     k_mib,
     1000},
    {{{"runtime.mallocgc", "", 1}, frame("(*Hub).put", "hub.go", 8), of_test("TestB", 9)},
     k_mib,
     1000}};

} // namespace

TEST_CASE("heap: what grows in every round is one finding, with tests, line, bytes and objects")
{
  const Evidence evidence = evidence_with(
      {process_of(k_map, false, {"TestA", "TestB"}), process_of(k_map, true, {"TestA", "TestB"})});
  const Verdict verdict = judged(evidence);
  CHECK(verdict.outcome == Outcome::leaks);
  const auto leaks = leaks_of(verdict);
  REQUIRE(leaks.size() == 1);
  const Finding& leak = leaks[0];
  CHECK(leak.tier == Tier::growing);
  CHECK(leak.severity == Severity::medium);
  CHECK(leak.rule == "heap-leak");
  CHECK(leak.rounds == std::vector<std::int64_t>(4, 2 * k_mib));
  CHECK(leak.objects == std::vector<std::int64_t>(4, 2000));
  CHECK(leak.at == Place{"example.com/app/broker.(*Hub).put", "broker/hub.go", 8});
  CHECK(leak.test == "TestA");
  CHECK(leak.called == Place{"example.com/app/broker.TestA", "broker/hub_test.go", 5});
  REQUIRE(leak.leakers.size() == 2);
  CHECK(leak.leakers[1].test == "TestB");
  CHECK(leak.leakers[1].at.line == 9);
  CHECK(leak.leakers[1].rounds == std::vector<std::int64_t>(4, k_mib));
  CHECK(leak.sites == std::vector<HeapGrowth>{{leak.at, 2 * k_mib, 2000}});
}

TEST_CASE("heap: the fingerprint survives moved lines and does not know tests")
{
  auto moved = k_map;
  moved.pop_back();
  moved[0].frames[1].line = 80;
  const auto print = [](const std::vector<Kept>& kept, std::set<std::string> tests) {
    return leaks_of(judged(evidence_with(
                        {process_of(kept, false, tests), process_of(kept, true, tests)})))
        .at(0)
        .fingerprint;
  };
  CHECK(print(k_map, {"TestA", "TestB"}) == print(moved, {"TestA"}));
}

TEST_CASE("heap: a table that is filled once is told in one line and is no finding")
{
  LoneProcess process = process_of(k_map, false, {"TestA", "TestB"});
  auto& rounds = process.evidence.rounds;
  rounds.resize(3);
  rounds[2].live = rounds[1].live;
  const Verdict verdict = judged(evidence_with({process}));
  CHECK(leaks_of(verdict).empty());
  CHECK(verdict.outcome == Outcome::pass);
  CHECK(verdict.packages[0].heap->note == "a warm-up, no leak: run again, round 3 added 0 B");
}

TEST_CASE("heap: what fuzz targets and examples left, which have no rounds, is no warm-up")
{
  LoneProcess tests = process_of({{{}, 0, 0}}, false, {"TestA"});
  tests.evidence.before.emplace().memory.emplace();
  Evidence evidence = evidence_with({tests});
  const auto said = [&] {
    const Verdict verdict = judged(evidence);
    return std::pair(verdict.packages.at(0).heap->note, verdict.problems);
  };
  CHECK(said().first == "a warm-up, no leak: run again, round 6 added 0 B");
  CHECK(said().second.empty());

  evidence.run.packages[0].tests.push_back({"FuzzA", TestOutcome::pass, {}, ""});
  CHECK(said().first == "its tests are no leak: run again, round 6 added 0 B; fuzz targets and "
                        "examples left 3.0 MiB and do not run again");
  REQUIRE(said().second.size() == 1);
  CHECK(said().second[0].what ==
        "its fuzz targets and examples left 3.0 MiB, and do not run again: "
        "whether that grows is not known");

  // The first round of the tests explains it.
  for (Round& round : evidence.heap->packages[0].runs[0].evidence.rounds) {
    round.live->bytes = 5 * k_mib / 2;
  }
  CHECK(said().first == "a warm-up, no leak: run again, round 6 added 0 B");
  CHECK(said().second.empty());
}

TEST_CASE("heap: what does not grow a second time is no leak")
{
  LoneProcess again = process_of(k_map, true, {"TestA", "TestB"});
  again.evidence.rounds[4].live = again.evidence.rounds[3].live;
  const Verdict verdict =
      judged(evidence_with({process_of(k_map, false, {"TestA", "TestB"}), again}));
  CHECK(leaks_of(verdict).empty());
  CHECK(verdict.packages[0].heap->note ==
        "no leak: it grew when its tests ran again, and not when they ran once more");
}

TEST_CASE("heap: what is full after some more rounds is no leak, what grows on is one")
{
  const std::set<std::string> both = {"TestA", "TestB"};
  const auto judged_with = [&](int full_after) {
    LoneProcess longer;
    longer.tests = both;
    for (int number = 1; number <= rules::k_step_rounds; ++number) {
      Round& round = longer.evidence.rounds.emplace_back();
      round.number = number;
      const std::int64_t full = std::min(number, full_after);
      round.live = LiveHeap{full * k_mib, full * 100};
    }
    return judged(evidence_with(
        {process_of(k_map, false, both), process_of(k_map, true, both), std::move(longer)}));
  };
  const Verdict filled = judged_with(9);
  CHECK(leaks_of(filled).empty());
  CHECK(filled.packages[0].heap->note == "filling up, no leak: rounds 11 to 20 added 0 B each");
  CHECK(leaks_of(judged_with(rules::k_step_rounds)).size() == 1);
}

TEST_CASE("heap: growth without a line that one process alone has shown is told and does not fail")
{
  Evidence evidence = evidence_with({process_of(k_map, false, {"TestA", "TestB"})});
  evidence.heap->packages[0].note = "the budget of 60s was used up";
  const Verdict verdict = judged(evidence);
  CHECK(verdict.outcome == Outcome::pass);
  const auto leaks = leaks_of(verdict);
  REQUIRE(leaks.size() == 1);
  CHECK(leaks[0].test.empty());
  CHECK(leaks[0].severity == Severity::note);
  CHECK(leaks[0].disposition == Disposition::below_threshold);
  CHECK(leaks[0].confirm_note ==
        "seen in one process, and not confirmed by another; the budget of 60s was used up");
  CHECK(leaks[0].rounds == std::vector<std::int64_t>(4, 2 * k_mib));
}

TEST_CASE("heap: growth without a line that a second process has shown again fails")
{
  const LoneProcess all = process_of(k_map, false, {"TestA", "TestB"});
  const Verdict verdict = judged(evidence_with({all, all}));
  CHECK(verdict.outcome == Outcome::leaks);
  const auto leaks = leaks_of(verdict);
  REQUIRE(leaks.size() == 1);
  CHECK(leaks[0].severity == Severity::medium);
  CHECK(leaks[0].confirm_note == "no allocation site could be named");
}

TEST_CASE("heap: growth without a line is that of the tests that grow alone")
{
  const auto leaks = leaks_of(judged(evidence_with({
      process_of(k_map, false, {"TestA", "TestB"}),
      process_of(k_map, false, {"TestB"}),
      process_of({}, false, {"TestA"}),
  })));
  REQUIRE(leaks.size() == 1);
  CHECK(leaks[0].test == "TestB");
  CHECK(leaks[0].severity == Severity::medium);
  const auto only = leaks_of(judged(evidence_with({process_of(k_map, false, {"TestA"})})));
  REQUIRE(only.size() == 1);
  CHECK(only[0].test == "TestA");
  CHECK(only[0].severity == Severity::note);
}

TEST_CASE("heap: what was to be looked at and could not be is a problem that every report tells")
{
  Evidence evidence = evidence_with({});
  evidence.heap->packages[0].note = "TestA had not ended when run again, left out";
  const Verdict verdict = judged(evidence);
  REQUIRE(verdict.problems.size() == 1);
  CHECK(verdict.problems[0].where == "example.com/app/broker");
  CHECK(verdict.problems[0].what == "its memory was to be looked at, and could not be judged: "
                                    "TestA had not ended when run again, left out");
}

TEST_CASE("heap: what was left out is told beside what the others have shown")
{
  Evidence evidence = evidence_with(
      {process_of(k_map, false, {"TestA", "TestB"}), process_of(k_map, true, {"TestA", "TestB"})});
  evidence.heap->packages[0].note = "TestC failed when run again, left out";
  CHECK(judged(evidence).packages[0].heap->note == "TestC failed when run again, left out");
}

TEST_CASE(
    "heap: a site that no stack names a test of is told by the test that brings it back alone")
{
  const std::vector<Kept> served = {
      {{{"runtime.mallocgc", "", 1}, frame("serve", "hub.go", 30)}, k_mib, 10}};
  const auto leaks = leaks_of(judged(evidence_with({
      process_of(served, false, {"TestA", "TestB", "TestC"}),
      process_of(served, true, {"TestA", "TestB", "TestC"}),
      process_of({}, true, {"TestA"}),
      process_of(served, true, {"TestB", "TestC"}),
      process_of(served, true, {"TestB"}),
  })));
  REQUIRE(leaks.size() == 1);
  CHECK(leaks[0].test == "TestB");
  CHECK(leaks[0].attribution == Attribution::ran_alone);
}

TEST_CASE("heap: what is allocated in the standard library stands at the line that called it")
{
  const std::vector<Kept> read = {{{go_frame("os.readFileContents", "os/file.go", 900),
                                    go_frame("os.ReadFile", "os/file.go", 850),
                                    frame("load", "hub.go", 12), of_test("TestA", 3)},
                                   k_mib,
                                   1}};
  const auto leaks = leaks_of(judged(
      evidence_with({process_of(read, false, {"TestA"}), process_of(read, true, {"TestA"})})));
  REQUIRE(leaks.size() == 1);
  CHECK(leaks[0].at.line == 12);
  CHECK(leaks[0].stack.size() == 4);
}

TEST_CASE("heap: where the stack was too deep for Go to record it, the line of the user's beside "
          "it is shown")
{
  const std::vector<Kept> deep = {
      {{go_frame("regexp/syntax.(*compiler).inst", "regexp/syntax/compile.go", 164),
        go_frame("regexp/syntax.(*compiler).compile", "regexp/syntax/compile.go", 180)},
       k_mib,
       300},
      {{go_frame("regexp.compile", "regexp/regexp.go", 170), frame("compiled", "hub.go", 12),
        of_test("TestA", 3)},
       9000,
       30}};
  const auto leaks = leaks_of(judged(
      evidence_with({process_of(deep, false, {"TestA"}), process_of(deep, true, {"TestA"})})));
  REQUIRE(leaks.size() == 1);
  CHECK(leaks[0].at.line == 12);
  CHECK(leaks[0].called.line == 3);
  CHECK(leaks[0].rounds == std::vector<std::int64_t>(4, k_mib + 9000));
}

TEST_CASE("heap: a test that keeps a trifle beside another one is not named")
{
  std::vector<Kept> kept = k_map;
  kept[0].bytes = 16; // TestA
  kept[0].objects = 1;
  const std::set<std::string> both = {"TestA", "TestB"};
  const auto leaks = leaks_of(
      judged(evidence_with({process_of(kept, false, both), process_of(kept, true, both)})));
  REQUIRE(leaks.size() == 1);
  CHECK(leaks[0].test == "TestB");
  CHECK(leaks[0].called.line == 9);
  CHECK(leaks[0].leakers.size() == 1);
}

TEST_CASE("heap: of several tests the first that keeps about as much as any stands for the leak")
{
  std::vector<Kept> kept = k_map;
  kept[0].bytes = k_mib / 4; // TestA
  const std::set<std::string> both = {"TestA", "TestB"};
  const auto leaks = leaks_of(
      judged(evidence_with({process_of(kept, false, both), process_of(kept, true, both)})));
  REQUIRE(leaks.size() == 1);
  CHECK(leaks[0].test == "TestB");
  CHECK(leaks[0].leakers.at(0).test == "TestA");
}

TEST_CASE(
    "heap: lines of the runtime that no stack of the user's leads to are not told with a leak")
{
  std::vector<Kept> kept = k_map;
  kept.push_back({{{"runtime.malg", "/usr/local/go/src/runtime/proc.go", 7}}, 500, 1});
  const auto leaks = leaks_of(judged(evidence_with({process_of(kept, true, {"TestA", "TestB"})})));
  REQUIRE(leaks.size() == 1);
  CHECK(leaks[0].sites.size() == 1);
}

TEST_CASE("heap: what grows in steps is told beside what grows in every round")
{
  const std::set<std::string> both = {"TestA", "TestB"};
  LoneProcess steps;
  steps.tests = both;
  const std::vector<Frame> linear = k_map[0].frames;
  const std::vector<Frame> doubling = {frame("(*Log).add", "log.go", 3), of_test("TestB", 9)};
  for (int number = 1; number <= rules::k_step_rounds; ++number) {
    Round& round = steps.evidence.rounds.emplace_back();
    std::int64_t size = k_mib;
    while (size < number * k_mib / 2) {
      size *= 2;
    }
    round.live = LiveHeap{number * k_mib + size, 100};
    round.heap.emplace();
    round.heap->sites = {{linear, 0, 0, number * 1000, number * k_mib}, {doubling, 0, 0, 1, size}};
  }
  const auto leaks = leaks_of(judged(evidence_with(
      {process_of(k_map, false, both), process_of(k_map, true, both), std::move(steps)})));
  REQUIRE(leaks.size() == 2);
  CHECK(leaks[0].at.line == 8);
  CHECK(leaks[0].rounds.size() == 4);
  CHECK(leaks[1].at == Place{"example.com/app/broker.(*Log).add", "broker/log.go", 3});
  CHECK(leaks[1].test == "TestB");
  CHECK(leaks[1].rounds.size() == 2);
}

TEST_CASE("heap: two lines that keep an object for each object are one leak")
{
  std::vector<Kept> pair = k_map;
  pair.pop_back();
  pair.push_back({{frame("newKey", "hub.go", 40), of_test("TestA", 5)}, 2 * k_mib, 1000});
  const auto leaks = leaks_of(judged(
      evidence_with({process_of(pair, false, {"TestA"}), process_of(pair, true, {"TestA"})})));
  REQUIRE(leaks.size() == 1);
  CHECK(leaks[0].at.line == 40);
  REQUIRE(leaks[0].sites.size() == 2);
  CHECK(leaks[0].sites[1].site.line == 8);
}

TEST_CASE("heap: an entry of kind heap allows it, up to so many bytes each round")
{
  const Evidence evidence = evidence_with(
      {process_of(k_map, false, {"TestA", "TestB"}), process_of(k_map, true, {"TestA", "TestB"})});
  Policy policy;
  AllowEntry entry;
  entry.id = ".leakgate.yml:3";
  entry.reason = "a cache of the process";
  entry.match.function.text = "*.put";
  policy.allow = {entry};
  CHECK(judged(evidence, policy).outcome == Outcome::leaks); // that is about goroutines
  policy.allow[0].match.heap = true;
  Verdict verdict = judged(evidence, policy);
  CHECK(verdict.outcome == Outcome::pass);
  CHECK(leaks_of(verdict).at(0).disposition == Disposition::allowed);
  policy.allow[0].max = k_mib;
  verdict = judged(evidence, policy);
  CHECK(verdict.outcome == Outcome::leaks);
  CHECK(leaks_of(verdict).at(0).disposition_reason ==
        "allowed up to 1.0 MiB each round by .leakgate.yml:3, got 2.0 MiB each round");
  policy.allow[0].max = 2 * k_mib;
  CHECK(judged(evidence, policy).outcome == Outcome::pass);
}

TEST_CASE("heap: a limit for each round lets pass what is below it")
{
  const Evidence evidence = evidence_with(
      {process_of(k_map, false, {"TestA", "TestB"}), process_of(k_map, true, {"TestA", "TestB"})});
  Policy policy;
  policy.thresholds.heap_per_round_bytes = 2 * k_mib;
  CHECK(judged(evidence, policy).outcome == Outcome::pass);
  policy.thresholds.heap_per_round_bytes = 2 * k_mib - 1;
  CHECK(judged(evidence, policy).outcome == Outcome::leaks);
}

TEST_CASE("heap: less than the floor in bytes is noted and does not fail")
{
  std::vector<Kept> small = k_map;
  small.pop_back();
  small[0].bytes = 3000;
  small[0].objects = 150;
  const Verdict verdict = judged(
      evidence_with({process_of(small, false, {"TestA"}), process_of(small, true, {"TestA"})}));
  CHECK(verdict.outcome == Outcome::pass);
  const auto leaks = leaks_of(verdict);
  REQUIRE(leaks.size() == 1);
  CHECK(leaks[0].severity == Severity::note);
  CHECK(leaks[0].disposition == Disposition::below_threshold);
}

TEST_CASE("heap: what keeps it is told where the source says so, through what gives it back")
{
  const std::vector<Kept> drawn = {
      {{go_frame("bytes.growSlice", "bytes/buffer.go", 267), frame("draw", "page.go", 29),
        frame("Page", "page.go", 18), of_test("TestA", 5)},
       k_mib,
       100}};
  const Evidence evidence =
      evidence_with({process_of(drawn, false, {"TestA"}), process_of(drawn, true, {"TestA"})});
  std::vector<std::string> asked;
  CodeFacts handed;
  CodeFacts stored;
  handed.keeping.handed = true;
  stored.keeping.stores = {{"pages", "pages[visitor] = page", "/src/app/broker/page.go", 20}};
  const auto facts = [&](const CodeQuery& query) -> const CodeFacts* {
    asked.push_back(query.file + ":" + std::to_string(query.line));
    return query.wait != "keep" ? nullptr : query.line == 29 ? &handed : &stored;
  };
  const auto leaks = leaks_of(judged(evidence, {}, {}, facts));
  REQUIRE(leaks.size() == 1);
  REQUIRE(leaks[0].kept_by.size() == 1);
  CHECK(leaks[0].kept_by[0].name == "pages");
  CHECK(leaks[0].kept_by[0].at == Place{"", "broker/page.go", 20});
  CHECK(leaks[0].rule == "heap-map");
  CHECK(leaks[0].fix.ends_with("; pages (broker/page.go:20) keeps it"));
  CHECK(asked.at(0) == "broker/page.go:29");
  CHECK(asked.at(1) == "broker/page.go:18");

  stored.keeping.stores[0].text = "head = &node{next: head}";
  stored.keeping.stores.push_back({"Cache.order", "c.order = x", "/src/app/broker/page.go", 21});
  const auto listed = leaks_of(judged(evidence, {}, {}, facts));
  CHECK(listed.at(0).rule == "heap-leak");
  CHECK(listed.at(0).fix ==
        "take it out of pages (broker/page.go:20) and Cache.order (broker/page.go:21) when "
        "the test ends, or give that a limit");
}

TEST_CASE("heap: code of others may hand memory to anybody, and nothing is told behind it")
{
  const std::vector<Kept> called_back = {
      {{frame("draw", "page.go", 29), go_frame("sync.(*Once).Do", "sync/once.go", 67),
        frame("Page", "page.go", 18), of_test("TestA", 5)},
       k_mib,
       100}};
  CodeFacts handed;
  handed.keeping.handed = true;
  CodeFacts stored;
  stored.keeping.stores = {{"pages", "pages[visitor] = page", "/src/app/broker/page.go", 20}};
  const auto facts = [&](const CodeQuery& query) -> const CodeFacts* {
    return query.line == 29 ? &handed : &stored;
  };
  const auto leaks = leaks_of(judged(evidence_with({process_of(called_back, false, {"TestA"}),
                                                    process_of(called_back, true, {"TestA"})}),
                                     {}, {}, facts));
  REQUIRE(leaks.size() == 1);
  CHECK(leaks[0].kept_by.empty());
}

TEST_CASE("heap: what a pool makes is what the caller of Get keeps")
{
  const std::vector<Kept> pooled = {
      {{frame("draw", "page.go", 29), go_frame("sync.(*Pool).Get", "sync/pool.go", 155),
        frame("Page", "page.go", 18), of_test("TestA", 5)},
       k_mib,
       100}};
  CodeFacts handed;
  handed.keeping.handed = true;
  CodeFacts stored;
  stored.keeping.stores = {{"pages", "pages[visitor] = page", "/src/app/broker/page.go", 20}};
  const auto facts = [&](const CodeQuery& query) -> const CodeFacts* {
    return query.line == 29 ? &handed : &stored;
  };
  const auto leaks = leaks_of(judged(
      evidence_with({process_of(pooled, false, {"TestA"}), process_of(pooled, true, {"TestA"})}),
      {}, {}, facts));
  REQUIRE(leaks.size() == 1);
  REQUIRE(leaks[0].kept_by.size() == 1);
  CHECK(leaks[0].kept_by[0].name == "pages");
  CHECK(leaks[0].rule == "heap-pool");
}

TEST_CASE(
    "heap: what is free again when the process ends is no leak, what is left beside it is one")
{
  LoneProcess process = process_of(k_map, true, {"TestA", "TestB"});
  HeapProfile& end = process.evidence.after.emplace().heap.emplace();
  const auto run = [&] {
    return judged(evidence_with({process_of(k_map, false, {"TestA", "TestB"}), process}));
  };
  const Verdict freed = run();
  CHECK(leaks_of(freed).empty());
  CHECK(freed.packages[0].heap->note == "no leak: its tests added 2.0 MiB each round, which was "
                                        "free again when the process ended");

  end.sites = {{k_map[1].frames, 0, 0, 6000, 6 * k_mib}};
  const auto rest = leaks_of(run());
  REQUIRE(rest.size() == 1);
  CHECK(rest[0].rounds == std::vector<std::int64_t>(4, k_mib));
  REQUIRE(rest[0].leakers.size() == 1);
  CHECK(rest[0].leakers[0].test == "TestB");

  // Counts do not tell what was freed.
  process.evidence.after->heap.reset();
  process.evidence.after->memory.emplace();
  CHECK(leaks_of(run()).size() == 1);
}

TEST_CASE("heap: where no site is known, what the process freed at its end may be what grew")
{
  const std::set<std::string> both = {"TestA", "TestB"};
  const auto severity = [&](std::int64_t at_end) {
    LoneProcess first = process_of(k_map, false, both);
    first.evidence.after.emplace().memory.emplace().heap_alloc_bytes = at_end;
    const auto leaks = leaks_of(judged(evidence_with({first, process_of(k_map, false, both)})));
    REQUIRE(leaks.size() == 1);
    return leaks[0].severity;
  };
  CHECK(severity(12 * k_mib) == Severity::medium);
  CHECK(severity(4 * k_mib) == Severity::note);
}

TEST_CASE("heap: the parts that a constructor makes are no second leak")
{
  const Frame made = frame("NewTable", "table.go", 9);
  std::vector<Kept> table = {{{frame("newSegment", "segment.go", 3),
                               frame("NewTable", "table.go", 11), of_test("TestA", 5)},
                              k_mib,
                              512},
                             {{made, of_test("TestA", 5)}, k_mib / 2, 2}};
  const auto count = [&] {
    return leaks_of(judged(evidence_with(
                        {process_of(table, false, {"TestA"}), process_of(table, true, {"TestA"})})))
        .size();
  };
  CHECK(count() == 1);
  table[1].bytes = 2 * k_mib; // the larger one may be the whole
  CHECK(count() == 1);
  table[0].objects = 511;
  CHECK(count() == 2);
  table[0].objects = 512;
  table[1].frames[0] = frame("NewIndex", "index.go", 9); // which makes no segments
  CHECK(count() == 2);
}

TEST_CASE("heap: a test that was too slow for its sites is told beside those that have some")
{
  const std::vector<Kept> mine = {k_map[0]};
  LoneProcess slow = process_of({{{}, k_mib, 9}}, false, {"TestB"});
  const auto run = [&] {
    return leaks_of(judged(evidence_with(
        {process_of(k_map, false, {"TestA", "TestB"}), process_of(mine, true, {"TestA"}), slow})));
  };
  const auto both = run();
  REQUIRE(both.size() == 2);
  CHECK(both[0].test == "TestA");
  CHECK(both[1].test == "TestB");
  CHECK(both[1].severity == Severity::note);
  CHECK(both[1].message == "memory grows with every round of the test");
  CHECK(both[1].fingerprint != both[0].fingerprint);

  slow.evidence.rounds.resize(3);
  CHECK(run().size() == 1);
}

TEST_CASE(
    "heap: where all tests are too slow for more rounds, those that are named tell what is full")
{
  const auto run = [](int full_after) {
    LoneProcess longer;
    longer.tests = {"TestB"};
    for (int number = 1; number <= rules::k_step_rounds; ++number) {
      Round& round = longer.evidence.rounds.emplace_back();
      round.number = number;
      const std::int64_t full = std::min(number, full_after);
      round.live = LiveHeap{full * k_mib, full * 100};
    }
    const std::vector<Kept> kept = {k_map[1]};
    return judged(evidence_with({process_of(kept, false, {"TestA", "TestB"}),
                                 process_of(kept, true, {"TestA", "TestB"}), std::move(longer)}));
  };
  const Verdict filled = run(9);
  CHECK(leaks_of(filled).empty());
  CHECK(filled.packages[0].heap->note ==
        "filling up, no leak: rounds 11 to 20 of TestB added 0 B each");
  CHECK(leaks_of(run(rules::k_step_rounds)).size() == 1);
}
