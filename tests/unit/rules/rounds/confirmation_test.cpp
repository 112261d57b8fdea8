#include "rules/rounds/confirmation.hpp"
#include "rules/rounds/tiers.hpp"
#include "tests/support/clustering.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;

namespace {

Goroutine
leak(std::int64_t id, const char* test = "TestA", int line = 14)
{
  GoroutineBuilder builder(id);
  builder.at(frame("Run.func1", "hub.go", 15)).by(frame("Run", "hub.go", line));
  return *test == '\0' ? builder : builder.label(test);
}

// The group of a profile that shows `count` of these.
Goroutine
in_profile(Goroutine goroutine, std::int64_t count)
{
  goroutine.id = 0;
  goroutine.state.clear();
  goroutine.created_by.reset();
  std::vector<Frame>& frames = goroutine.frames.edit();
  frames.insert(frames.begin(), Frame{"runtime.gopark", "/go/src/runtime/proc.go", 1});
  goroutine.count = count;
  return goroutine;
}

Round
round_of(int number, std::vector<Goroutine> profile)
{
  Round round;
  round.number = number;
  round.profile = std::move(profile);
  return round;
}

// Three rounds of TestA that passed, with so many of leak() at the end of each.
Confirmation
confirmation(std::vector<std::int64_t> totals, std::vector<Goroutine> left)
{
  Evidence evidence = evidence_of(std::move(left));
  Confirmation out;
  out.rounds = 3;
  out.run = evidence.run;
  out.packages = evidence.packages;
  for (const std::int64_t total : totals) {
    out.run.packages[0].tests.push_back({"TestA", TestOutcome::pass, {}, ""});
    out.packages[0].rounds.push_back(round_of(static_cast<int>(out.packages[0].rounds.size()) + 1,
                                              {in_profile(leak(0), total)}));
  }
  return out;
}

std::vector<rules::ShownByTest>
all_confirmed(std::vector<Goroutine> first_run, const Confirmation& confirmation,
              std::int64_t waited_ms = 0)
{
  Clustering clustering(std::move(first_run), {}, Looks{60, {}});
  const CodeFactsAt no_facts;
  const std::vector<const PackageEvidence*> none;
  return rules::confirmed_growth(clustering.clusters, k_package, confirmation, waited_ms,
                                 clustering.sources, clustering.source_line,
                                 {clustering.sources, no_facts, none});
}

// Of the one test that left the one leak.
rules::ShownRounds
confirmed(std::vector<Goroutine> first_run, const Confirmation& confirmation,
          std::int64_t waited_ms = 0)
{
  const std::vector<rules::ShownByTest> all =
      all_confirmed(std::move(first_run), confirmation, waited_ms);
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].size() == 1);
  return all[0].begin()->second;
}

// Rounds as the probe records them where a dump is cheap enough: what each has left, and what of
// earlier ones is gone.
Confirmation
by_id(std::vector<std::vector<Goroutine>> rounds, std::vector<Goroutine> left,
      std::vector<std::vector<std::int64_t>> ended = {})
{
  Confirmation out = confirmation({}, std::move(left));
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    Round round;
    round.number = static_cast<int>(i) + 1;
    round.at_ms = 100 * (static_cast<std::int64_t>(i) + 1);
    round.dump_taken = true;
    round.came = std::move(rounds[i]);
    if (i < ended.size()) {
      round.ended = std::move(ended[i]);
    }
    out.packages[0].rounds.push_back(std::move(round));
    out.run.packages[0].tests.push_back({"TestA", TestOutcome::pass, {}, ""});
  }
  return out;
}

Goroutine
sleeping(Goroutine goroutine)
{
  goroutine.wait = Wait::sleep;
  goroutine.state = "sleep";
  return goroutine;
}

using Rounds = std::vector<std::int64_t>;

} // namespace

TEST_CASE("a leak that its test adds in every round is found again by go statement and stack")
{
  const auto found = confirmed({leak(7)}, confirmation({1, 2, 3}, {leak(30), leak(31), leak(32)}));
  CHECK(found.rounds == Rounds{1, 1, 1});
  CHECK(found.note.empty());
}

TEST_CASE("a singleton was added in the first round")
{
  const auto found = confirmed({leak(7)}, confirmation({1, 1, 1}, {leak(30)}));
  CHECK(found.rounds == Rounds{1, 0, 0});
  CHECK(found.note.empty());
}

TEST_CASE("what was there before the rounds is not theirs")
{
  Confirmation again = confirmation({2, 3, 4}, {leak(3), leak(30), leak(31), leak(32)});
  again.packages[0].before->dump.push_back(leak(3));
  again.packages[0].before->profile = {in_profile(leak(3), 1)};
  CHECK(confirmed({leak(7)}, again).rounds == Rounds{1, 1, 1});
}

TEST_CASE("goroutines that ended between two rounds are shown as they are")
{
  const auto found = confirmed({leak(7)}, confirmation({3, 2, 1}, {leak(30)}));
  CHECK(found.rounds == Rounds{3, -1, -1});
  CHECK(found.note.empty());
}

TEST_CASE("any variant of the cluster finds it again")
{
  const auto deep = [](std::int64_t id, const char* leaf) -> Goroutine {
    GoroutineBuilder builder(id);
    builder.at(frame(leaf, "hub.go", 5));
    for (const char* name : {"b", "c", "d", "e", "f", "g", "h", "i"}) {
      builder.at(frame(name, "hub.go", 9));
    }
    return builder.at(frame("Run.func1", "hub.go", 15))
        .by(frame("Run", "hub.go", 14))
        .label("TestA");
  };
  Confirmation again = confirmation({}, {deep(30, "y"), deep(31, "y")});
  again.run.packages[0].tests = {{"TestA", TestOutcome::pass, {}, ""}};
  again.packages[0].rounds = {round_of(1, {in_profile(deep(0, "y"), 1)}),
                              round_of(2, {in_profile(deep(0, "y"), 2)})};
  CHECK(confirmed({deep(7, "x"), deep(8, "y")}, again).rounds == Rounds{1, 1});
}

TEST_CASE("rounds count what a goroutine is, whatever it was doing")
{
  Goroutine caught = leak(7);
  caught.wait = Wait::running;
  caught.state = "running";
  const Goroutine elsewhere = sleeping(leak(31));
  CHECK(confirmed({caught},
                  by_id({{leak(30)}, {elsewhere}, {leak(32)}}, {leak(30), elsewhere, leak(32)}))
            .rounds == Rounds{1, 1, 1});
}

TEST_CASE("each test of a leak has rounds of its own")
{
  const auto all =
      all_confirmed({leak(7, "TestA"), leak(8, "TestB")},
                    by_id({{leak(30, "TestA"), leak(31, "TestB")}, {leak(32, "TestB")}},
                          {leak(30, "TestA"), leak(31, "TestB"), leak(32, "TestB")}));
  REQUIRE(all.size() == 1);
  CHECK(all[0].at("TestA").rounds == Rounds{1, 0});
}

TEST_CASE("a test that fails takes no rounds from the others")
{
  Confirmation again =
      by_id({{leak(30, "TestA"), leak(31, "TestB")}, {leak(32, "TestA"), leak(33, "TestB")}},
            {leak(30, "TestA"), leak(31, "TestB"), leak(32, "TestA"), leak(33, "TestB")});
  again.run.packages[0].tests.push_back({"TestB", TestOutcome::fail, {}, ""});
  const auto all = all_confirmed({leak(7, "TestA"), leak(8, "TestB")}, again);
  CHECK(all[0].at("TestA").rounds == Rounds{1, 1});
  CHECK(all[0].at("TestB").rounds.empty());
  CHECK(all[0].at("TestB").note ==
        "its test failed when it ran alone 3 times: judged from the first run");
}

TEST_CASE("a test that leaks and is skipped then leaks all the same")
{
  Confirmation again = by_id({{leak(30)}, {leak(31)}}, {leak(30), leak(31)});
  again.run.packages[0].tests[1].outcome = TestOutcome::skip;
  CHECK(confirmed({leak(7)}, again).rounds == Rounds{1, 1});
}

TEST_CASE("what the first round left and is gone at the end ends by itself")
{
  const auto found = confirmed({leak(7)}, by_id({{leak(30)}, {leak(31)}, {leak(32)}}, {leak(32)}));
  CHECK(found.rounds == Rounds{1, 1, 1});
  CHECK(found.ends_by_itself);
  CHECK(found.ends_after_ms == 200);
}

TEST_CASE("what is gone while later rounds run may have been ended by a test, unless it slept")
{
  const auto closed = confirmed(
      {leak(7)}, by_id({{leak(30)}, {leak(31)}, {leak(32)}}, {leak(32)}, {{}, {30}, {31}}));
  CHECK(!closed.ends_by_itself);
  CHECK(closed.replaced);
  CHECK(closed.note == "what one round left was gone after the next");
  const auto slept =
      confirmed({sleeping(leak(7))}, by_id({{sleeping(leak(30))}, {sleeping(leak(31))}},
                                           {sleeping(leak(31))}, {{}, {30}}));
  CHECK(slept.ends_by_itself);
  CHECK(slept.ends_after_ms == 100);
}

namespace {

constexpr auto k_elsewhere =
    "in the first run it is stuck elsewhere than what ended when its test ran "
    "alone: judged from the first run";

// As leak(), at another line of the same function.
Goroutine
stuck(std::int64_t id)
{
  Goroutine goroutine = leak(id);
  goroutine.frames.edit().front().line = 17;
  return goroutine;
}

} // namespace

TEST_CASE("what ended is not what is stuck elsewhere in the first run")
{
  // It slept, was still there 0.1 s after its round, and then ended.
  const Confirmation slept = by_id({{sleeping(leak(30))}, {sleeping(leak(31))}}, {}, {{}, {30}});
  const auto found = confirmed({leak(7)}, slept);
  CHECK(found.rounds.empty());
  CHECK(!found.ends_by_itself);
  CHECK(found.note == k_elsewhere);
  CHECK(confirmed({sleeping(leak(7))}, slept).ends_by_itself);
  // One function waits at two lines.
  CHECK(confirmed({stuck(7)}, by_id({{leak(30)}, {leak(31)}}, {})).note == k_elsewhere);
  // One of two is enough.
  CHECK(confirmed({leak(7), stuck(8)}, by_id({{leak(30)}, {leak(31)}}, {})).note == k_elsewhere);
}

TEST_CASE("what a later look met where the first run is stuck has ended there")
{
  Confirmation again = by_id({{leak(30)}, {leak(31)}}, {});
  again.packages[0].looks = {60, {{stuck(30), 5, 300, 900}}};
  CHECK(confirmed({stuck(7)}, again).ends_by_itself);
}

TEST_CASE("what each round replaced is not what is stuck elsewhere in the first run")
{
  const auto rounds = [](const Goroutine& last) {
    return by_id({{leak(30)}, {leak(31)}, {last}}, {last}, {{}, {30}, {31}});
  };
  CHECK(confirmed({stuck(7)}, rounds(leak(32))).note == k_elsewhere);
  CHECK(confirmed({stuck(7)}, rounds(stuck(32))).replaced);
}

TEST_CASE("what was gone in half of the time that the first run waited is not what outlived that")
{
  const Confirmation again = by_id({{leak(30)}, {leak(31)}, {leak(32)}}, {leak(32)});
  const auto found = confirmed({leak(7)}, again, 2000);
  CHECK(found.rounds.empty());
  CHECK(found.note == "gone 0.2 s after its test when that ran alone, still there after 2.0 s in "
                      "the first run: judged from the first run");
  CHECK(confirmed({leak(7)}, again, 399).ends_by_itself);
  // What works may only be slower on a busy machine.
  Goroutine works = leak(7);
  works.wait = Wait::running;
  works.state = "running";
  CHECK(confirmed({works}, again, 2000).ends_by_itself);
}

TEST_CASE("what another test started this time, as the first to come, is started once")
{
  const Confirmation again =
      by_id({{leak(30, "TestB"), leak(31, "TestB")}, {leak(32, "TestB")}, {leak(33, "TestB")}},
            {leak(30, "TestB"), leak(31, "TestB"), leak(32, "TestB"), leak(33, "TestB")});
  const auto found = confirmed({leak(7)}, again);
  CHECK(found.rounds == Rounds{1, 0, 0});
  CHECK(found.note == "another test started it this time");
}

TEST_CASE("a test that leaves something else in later rounds has not left it once")
{
  const Goroutine other = leak(31, "TestA", 99);
  const auto found = confirmed({leak(7)}, by_id({{leak(30)}, {other}}, {leak(30), other}));
  CHECK(found.contradicted);
  CHECK(found.note == "its test left others behind in later rounds: judged from the first run");
}

TEST_CASE("what another test leaves in later rounds changes nothing")
{
  const Goroutine other = leak(31, "TestB", 99);
  CHECK(!confirmed({leak(7)}, by_id({{leak(30)}, {other}}, {leak(30), other})).contradicted);
}

TEST_CASE("more in the first run than in the first round speaks against started once")
{
  const auto found = confirmed({leak(7), leak(8)}, by_id({{leak(30)}, {}}, {leak(30)}));
  CHECK(found.contradicted);
  CHECK(found.note == "2 in the first run, 1 when its tests ran alone: judged from the first run");
}

TEST_CASE("what is neither growing nor one-time is said in words")
{
  const auto found = confirmed({leak(7)}, confirmation({1, 2, 2}, {leak(30), leak(31)}));
  CHECK(found.rounds == Rounds{1, 1, 0});
  CHECK(found.note == "came back in 2 of 3 rounds, which decides nothing: judged from the "
                      "first run");
}

TEST_CASE("a package that was not repeated says why")
{
  Confirmation none;
  none.rounds = 3;
  none.note = "the budget of 60s was used up";
  const auto found = confirmed({leak(7)}, none);
  CHECK(found.rounds.empty());
  CHECK(found.note == "not repeated: the budget of 60s was used up");
}

TEST_CASE("a test that was not meant to run again needs no note")
{
  CHECK(confirmed({leak(7, "TestB")}, confirmation({1, 2, 3}, {leak(30)})).note.empty());
  CHECK(confirmed({leak(7)}, Confirmation{}).note.empty());
}

TEST_CASE("a test that failed in one of the rounds is judged from the first run")
{
  Confirmation again = confirmation({1, 2, 3}, {leak(30), leak(31), leak(32)});
  again.run.packages[0].tests[1].outcome = TestOutcome::fail;
  const auto found = confirmed({leak(7)}, again);
  CHECK(found.rounds.empty());
  CHECK(found.note == "its test failed when it ran alone 3 times: judged from the first run");
}

TEST_CASE("a subtest fails with the test around it")
{
  Confirmation again = confirmation({1, 2, 3}, {leak(30), leak(31), leak(32)});
  again.run.packages[0].tests[1].outcome = TestOutcome::fail;
  CHECK(confirmed({leak(7, "TestA/sub")}, again).note ==
        "its test failed when it ran alone 3 times: judged from the first run");
}

TEST_CASE("a test that was skipped in one of the rounds is judged from the first run")
{
  Confirmation again = confirmation({1, 1, 1}, {leak(30)});
  again.run.packages[0].tests[2].outcome = TestOutcome::skip;
  CHECK(confirmed({leak(7)}, again).note ==
        "its test was skipped when it ran alone 3 times: judged from the first run");
}

TEST_CASE("a process that did not come to its end says nothing")
{
  Confirmation again = confirmation({1, 2, 3}, {leak(30)});
  again.packages[0].source = EvidenceSource::crash;
  CHECK(confirmed({leak(7)}, again).note ==
        "its test process did not come to its end when it ran alone: judged from the first run");
}

TEST_CASE("a leak that is not there when its test runs alone is judged from the first run")
{
  const auto found = confirmed({leak(7)}, confirmation({0, 0, 0}, {}));
  CHECK(found.rounds.empty());
  CHECK(found.note == "no leak when its test ran alone: judged from the first run");
}

TEST_CASE("another go statement is another leak")
{
  const Goroutine other = leak(30, "TestA", 99);
  CHECK(confirmed({leak(7)}, by_id({{other}, {}}, {other})).note ==
        "no leak when its test ran alone: judged from the first run");
}

TEST_CASE("one round tells nothing")
{
  CHECK(confirmed({leak(7)}, confirmation({1}, {leak(30)})).note ==
        "only one round ran when its test ran alone: judged from the first run");
}

TEST_CASE("what no test started, and examples, cannot be repeated")
{
  const Confirmation again = confirmation({1, 2, 3}, {leak(30)});
  CHECK(confirmed({leak(7, "")}, again).note == "not repeated: no test started it");
  CHECK(confirmed({leak(7, "ExampleHub")}, again).note ==
        "not repeated: examples run once whatever -count says");
  CHECK(confirmed({leak(7, "FuzzHub")}, again).note ==
        "not repeated: only tests run again, and this is a fuzz target");
}

TEST_CASE("clusters of one test that a profile shows alike cannot be told apart")
{
  const auto found = all_confirmed({leak(7), leak(8, "TestA", 60)},
                                   confirmation({2, 4, 6}, {leak(30), leak(31, "TestA", 60)}));
  REQUIRE(found.size() == 2);
  CHECK(found[0].at("TestA").note == "two leaks share this stack, so rounds cannot be counted for "
                                     "each: judged from the first run");
  CHECK(found[1].at("TestA").note == found[0].at("TestA").note);
  CHECK(found[0].at("TestA").rounds.empty());
}

namespace {

// A process of its own in which these tests left these goroutines.
LoneProcess
lone(std::set<std::string> tests, std::vector<Goroutine> left)
{
  Evidence evidence = evidence_of(std::move(left));
  return {std::move(tests), evidence.run.packages[0], evidence.packages[0]};
}

// TestA cannot run twice in one process.
Confirmation
not_twice(std::vector<LoneProcess> processes)
{
  Confirmation out = confirmation({1}, {leak(30)});
  out.run.packages[0].tests.push_back({"TestA", TestOutcome::fail, {}, ""});
  out.lone = std::move(processes);
  return out;
}

} // namespace

TEST_CASE("without rounds: what any test starts, and only once, is there once a process")
{
  const auto found =
      confirmed({leak(7)}, not_twice({lone({"TestA"}, {leak(30)}), lone({"TestA"}, {leak(31)}),
                                      lone({"TestB"}, {leak(32, "TestB")})}));
  CHECK(found.once_a_process);
  CHECK(found.rounds.empty());
  CHECK(found.note == "its test cannot run twice in one process; without it other tests start it, "
                      "and never more than once");
}

TEST_CASE("without rounds: a guard of the package tells it, whatever hindered the rounds")
{
  const Goroutine worker =
      GoroutineBuilder(7)
          .at(frame("run", "hub.go", 30))
          .by(frame("Start.func1", "hub.go", 4), 5)
          .in_test(5, {frame("Start.func1", "hub.go", 4),
                       go_frame("sync.(*Once).doSlow", "sync/once.go", 78),
                       go_frame("sync.(*Once).Do", "sync/once.go", 69), frame("Start", "hub.go", 3),
                       frame("TestA", "hub_test.go", 9)});
  Confirmation skipped = confirmation({1, 1, 1}, {leak(30)});
  for (TestCase& test : skipped.run.packages[0].tests) {
    test.outcome = TestOutcome::skip;
  }
  const auto shown = [&](const std::string& guard, const Confirmation* confirmation) {
    Clustering clustering({worker}, {}, Looks{60, {}});
    CodeFacts facts;
    facts.statement = "once";
    facts.ending.call = guard;
    facts.ending.line = 3;
    const CodeFactsAt facts_at = [&](const CodeQuery&) { return &facts; };
    const std::vector<const PackageEvidence*> none;
    const rules::StartedOnce started_once(clustering.sources, facts_at, none);
    std::vector<rules::ShownByTest> out(1);
    if (confirmation != nullptr) {
      out = rules::confirmed_growth(clustering.clusters, k_package, *confirmation, 0,
                                    clustering.sources, {}, started_once);
    }
    rules::add_what_source_says(clustering.clusters, std::vector<rules::ShownByTest>(1),
                                started_once, out);
    return out.at(0).begin()->second;
  };
  CHECK(shown("start.Do", &skipped).once_a_process);
  CHECK(shown("start.Do", &skipped)
            .note.ends_with("; a process starts it once: start.Do at broker/hub.go:3"));
  CHECK(shown("start.Do", &skipped).note.find("judged from") == std::string::npos);
  CHECK_FALSE(shown("", &skipped).once_a_process);
  CHECK(shown("start.Do", nullptr).note == "a process starts it once: start.Do at broker/hub.go:3");
}

TEST_CASE("without rounds: what each test adds is a leak")
{
  const std::vector<rules::ShownByTest> all =
      all_confirmed({leak(7), leak(8, "TestB")},
                    not_twice({lone({"TestA"}, {leak(30)}), lone({"TestB"}, {leak(32, "TestB")})}));
  CHECK_FALSE(all[0].at(Name("TestA")).once_a_process);
  CHECK(all[0].at(Name("TestA")).note ==
        "its test cannot run twice in one process; alone it left 1, other tests without it 1, all "
        "together 2");
}

TEST_CASE("without rounds: what no other test starts stays a leak")
{
  const auto found =
      confirmed({leak(7)}, not_twice({lone({"TestA"}, {leak(30)}), lone({"TestB"}, {})}));
  CHECK_FALSE(found.once_a_process);
  CHECK(found.note.starts_with("its test cannot run twice in one process, and no other test"));
}

TEST_CASE("without rounds: a test that leaves nothing alone, or did not run alone, tells nothing")
{
  const auto nothing =
      confirmed({leak(7)}, not_twice({lone({"TestA"}, {}), lone({"TestA"}, {leak(9)}),
                                      lone({"TestB"}, {leak(32, "TestB")})}));
  CHECK_FALSE(nothing.once_a_process);
  CHECK(nothing.note == "its test failed when it ran alone 3 times: judged from the first run");
  CHECK_FALSE(confirmed({leak(7)}, not_twice({lone({"TestB"}, {leak(9)})})).once_a_process);
}

TEST_CASE("a test that two rounds have shown all of has two, whatever came of it later")
{
  Confirmation again = by_id({{leak(30)}, {leak(31)}, {}}, {leak(30), leak(31)});
  again.run.packages[0].tests.pop_back(); // it ran twice
  CHECK(confirmed({leak(7)}, again).rounds == Rounds{1, 1});
  CHECK(confirmed({leak(7)}, again).note.empty());
  again.packages[0].rounds[2].came = {leak(32)};
  again.packages[0].after->dump.push_back(leak(32));
  CHECK(confirmed({leak(7)}, again).rounds == Rounds{1, 2});
}

TEST_CASE("a test that two rounds have shown all of is not taken for a singleton when some of it "
          "ends in a third")
{
  Confirmation again = by_id({{leak(30)}, {leak(31)}, {}}, {leak(30)}, {{}, {}, {31}});
  again.run.packages[0].tests.pop_back();
  const auto found = confirmed({leak(7)}, again);
  CHECK(found.rounds == Rounds{1, 1, -1});
  CHECK(rules::tier_of_rounds(found.rounds) == Tier::lingering);
}
