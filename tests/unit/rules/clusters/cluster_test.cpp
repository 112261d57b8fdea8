#include "tests/support/clustering.hpp"

#include <doctest/doctest.h>

#include <utility>

using namespace leakgate;
using namespace leakgate::test;

namespace {

Goroutine
waiting(std::int64_t id, Wait wait, const char* state, int line)
{
  return GoroutineBuilder(id, wait, state)
      .at(frame("Run.func1", "hub.go", line))
      .by(frame("Run", "hub.go", 14));
}

Goroutine
receiver(std::int64_t id)
{
  return waiting(id, Wait::chan_receive, "chan receive", 20);
}

Goroutine
selecting(std::int64_t id)
{
  return waiting(id, Wait::select, "select", 22);
}

Goroutine
running(std::int64_t id)
{
  return waiting(id, Wait::running, "running", 24);
}

} // namespace

TEST_CASE("a goroutine caught running joins those that wait and makes no variant")
{
  const Clustering clustering({running(1), receiver(2), receiver(3)});
  REQUIRE(clustering.clusters.size() == 1);
  const rules::Cluster& cluster = clustering.clusters[0];
  CHECK(cluster.wait == Wait::chan_receive);
  CHECK(cluster.count == 3);
  CHECK(cluster.representative.goroutine->id == 1);
  CHECK(cluster.stacks.size() == 2);
  CHECK(cluster.face().id == 2);
}

TEST_CASE("a goroutine that helps the collector counts as caught running")
{
  const Clustering clustering({waiting(1, Wait::runtime, "GC assist wait", 24), receiver(2)});
  REQUIRE(clustering.clusters.size() == 1);
  CHECK(clustering.clusters[0].face().id == 2);
}

TEST_CASE("where the same go statement waits in two ways, the running ones join the first by name")
{
  for (const auto& order : {std::vector<Goroutine>{running(1), receiver(2), selecting(3)},
                            std::vector<Goroutine>{selecting(3), receiver(2), running(1)}}) {
    const Clustering clustering(order);
    REQUIRE(clustering.clusters.size() == 2);
    CHECK(clustering.clusters[0].wait == Wait::chan_receive);
    CHECK(clustering.clusters[0].count == 2);
    CHECK(clustering.clusters[1].wait == Wait::select);
    CHECK(clustering.clusters[1].count == 1);
  }
}

TEST_CASE("running goroutines of another go statement stay by themselves")
{
  Goroutine elsewhere = running(1);
  elsewhere.created_by = frame("Run", "hub.go", 99);
  const Clustering clustering({elsewhere, receiver(2)});
  REQUIRE(clustering.clusters.size() == 2);
  CHECK(clustering.clusters[0].wait == Wait::chan_receive);
  CHECK(clustering.clusters[1].wait == Wait::running);
}

TEST_CASE("a cluster counts goroutines, proofs and tests")
{
  Goroutine dead = receiver(1);
  dead.leaked = true;
  dead.labels.push_back({"test.name", "TestA"});
  Goroutine group = receiver(2);
  group.count = 5;
  group.labels.push_back({"test.name", "TestB"});
  const Clustering clustering({group, dead, receiver(3)});
  REQUIRE(clustering.clusters.size() == 1);
  const rules::Cluster& cluster = clustering.clusters[0];
  CHECK(cluster.count == 7);
  CHECK(cluster.proven == 1);
  CHECK(cluster.representative.goroutine->id == 1);
  REQUIRE(cluster.tests.size() == 3);
  CHECK(cluster.tests.at("TestA").count == 1);
  CHECK(cluster.tests.at("TestA").proven == 1);
  CHECK(cluster.tests.at("TestB").count == 5);
  CHECK(cluster.tests.at("").count == 1);
}

namespace {

// What looks saw of one goroutine: each as often as its count says.
Looks
looks(std::int64_t taken, std::vector<Goroutine> seen)
{
  Looks out;
  out.taken = taken;
  for (Goroutine& goroutine : seen) {
    const std::int64_t times = std::exchange(goroutine.count, 1);
    out.sightings.push_back({std::move(goroutine), times, 0, 2000});
  }
  return out;
}

Goroutine
times(Goroutine goroutine, std::int64_t count)
{
  goroutine.count = count;
  return goroutine;
}

Goroutine
sleeping(std::int64_t id)
{
  return waiting(id, Wait::sleep, "sleep", 28);
}

} // namespace

TEST_CASE("a goroutine that was met at two places is one leak, shown where it waits for something")
{
  for (const Goroutine& last : {sleeping(2), selecting(2), running(2)}) {
    const Clustering clustering(
        {last}, {},
        looks(60, {times(selecting(2), 28), times(sleeping(2), 30), times(running(2), 2)}));
    REQUIRE(clustering.clusters.size() == 1);
    const rules::Cluster& cluster = clustering.clusters[0];
    CHECK(cluster.moving);
    CHECK(!cluster.parked);
    CHECK(cluster.count == 1);
    CHECK(cluster.wait == Wait::select);
    CHECK(cluster.face().frames[0].line == 22);
    CHECK(cluster.variants.size() == 3);
  }
}

TEST_CASE("a goroutine that was met before it had begun does not loop")
{
  const auto fresh = [](const char* function, int line) -> Goroutine {
    return GoroutineBuilder(2, Wait::runnable, "runnable")
        .at(frame(function, "hub.go", line))
        .by(frame("(*Hub).Start", "hub.go", 36), 1);
  };
  const auto moves = [](const Goroutine& first) {
    Goroutine last = selecting(2);
    last.created_by = frame("(*Hub).Start", "hub.go", 36);
    Goroutine waits = last;
    const Clustering clustering({last}, {}, looks(60, {times(waits, 59), times(first, 1)}));
    REQUIRE(clustering.clusters.size() == 1);
    return clustering.clusters[0].moving;
  };
  CHECK_FALSE(moves(fresh("(*Hub).Start.gowrap1", 36)));
  CHECK_FALSE(moves(fresh("(*Hub).Start.func1", 36)));
  CHECK(moves(fresh("(*Hub).Start.func1", 38)));
}

TEST_CASE("a place that few looks met does not show a loop")
{
  const Clustering clustering({sleeping(2)}, {},
                              looks(60, {times(selecting(2), 3), times(sleeping(2), 57)}));
  REQUIRE(clustering.clusters.size() == 1);
  CHECK(clustering.clusters[0].wait == Wait::sleep);
}

TEST_CASE(
    "goroutines of a loop that were met at one place each belong to one that moves between these")
{
  const Clustering clustering({sleeping(2), selecting(3), sleeping(4)}, {},
                              looks(60, {times(selecting(2), 28), times(sleeping(2), 32)}));
  REQUIRE(clustering.clusters.size() == 1);
  CHECK(clustering.clusters[0].count == 3);
}

TEST_CASE("what stayed at different places in every look is two leaks, what sleeps will go on")
{
  CHECK(Clustering({receiver(2), selecting(3)}, {}, looks(60, {})).clusters.size() == 2);
  const Clustering sleeps({receiver(2), sleeping(3)}, {}, looks(60, {}));
  REQUIRE(sleeps.clusters.size() == 1);
  CHECK(sleeps.clusters[0].wait == Wait::chan_receive);
  CHECK(!sleeps.clusters[0].parked);
}

TEST_CASE("parked is what several looks met at one place where it does not wait for time")
{
  CHECK(Clustering({receiver(2)}, {}, looks(60, {})).clusters[0].parked);
  CHECK(!Clustering({receiver(2)}).clusters[0].parked);
  CHECK(!Clustering({sleeping(2)}, {}, looks(60, {})).clusters[0].parked);
  CHECK(!Clustering({running(2)}, {}, looks(60, {})).clusters[0].parked);
}

TEST_CASE("what is proven stays where it is, wherever the few looks before the proof met it")
{
  Goroutine dead = receiver(2);
  dead.leaked = true;
  const Clustering clustering({dead}, {},
                              looks(3, {times(selecting(2), 2), times(receiver(2), 1)}));
  REQUIRE(clustering.clusters.size() == 1);
  const rules::Cluster& cluster = clustering.clusters[0];
  CHECK(!cluster.moving);
  CHECK(cluster.parked);
  CHECK(cluster.wait == Wait::chan_receive);
  CHECK(cluster.variants.size() == 1);
}

TEST_CASE("of a busy goroutine the lines where it was met do not make it move")
{
  const Clustering clustering(
      {running(2)}, {},
      looks(60, {times(running(2), 30), times(waiting(2, Wait::runnable, "runnable", 25), 30)}));
  REQUIRE(clustering.clusters.size() == 1);
  CHECK(!clustering.clusters[0].moving);
  CHECK(clustering.clusters[0].wait == Wait::running);
}

TEST_CASE("goroutines that one helper started run different functions of the user's")
{
  const auto through_errgroup = [](std::int64_t id, const char* function) -> Goroutine {
    return GoroutineBuilder(id)
        .at(frame(function, "hub.go", 40))
        .at({"golang.org/x/sync/errgroup.(*Group).Go.func1",
             "/cache/golang.org/x/sync@v0.10.0/errgroup/errgroup.go", 78})
        .by({"golang.org/x/sync/errgroup.(*Group).Go",
             "/cache/golang.org/x/sync@v0.10.0/errgroup/errgroup.go", 75});
  };
  const Clustering clustering({through_errgroup(1, "fetch"), through_errgroup(2, "watch")});
  REQUIRE(clustering.clusters.size() == 2);
  CHECK(clustering.clusters[0].identity.chain.size() == 2);
  CHECK(!(clustering.clusters[0].identity == clustering.clusters[1].identity));
}

TEST_CASE("a function of the user's that only calls what it was given is a helper, too")
{
  const auto through_go = [](std::int64_t id, const char* function) -> Goroutine {
    return GoroutineBuilder(id)
        .at(frame(function, "hub.go", 40))
        .at(frame("Go.func1", "safego.go", 9))
        .by(frame("Go", "safego.go", 7));
  };
  const auto line = [](const char* text) {
    return [text](const std::string&, int) { return std::string(text); };
  };
  const std::vector<Goroutine> two = {through_go(1, "fetch"), through_go(2, "watch")};
  const Clustering called({through_go(1, "fetch")}, {}, {}, line("\t\tfetch(ctx)"));
  CHECK(called.clusters[0].identity.chain.size() == 1);
  const Clustering given(two, {}, {}, line("\t\tf(ctx)"));
  REQUIRE(given.clusters.size() == 2);
  CHECK(given.clusters[0].identity.chain.size() == 2);
}

TEST_CASE("a goroutine met running in the helper, before the call, is what it was met doing later")
{
  const auto in_helper = [](std::int64_t id, Wait wait) -> Goroutine {
    return GoroutineBuilder(id, wait, wait == Wait::runnable ? "runnable" : "running")
        .at(frame("Go.func1", "safego.go", 9))
        .by(frame("Go", "safego.go", 7));
  };
  const auto called = [](std::int64_t id, const char* function, Wait wait) -> Goroutine {
    return GoroutineBuilder(id, wait, wait == Wait::sleep ? "sleep" : "chan receive")
        .at(frame(function, "hub.go", 40))
        .at(frame("Go.func1", "safego.go", 9))
        .by(frame("Go", "safego.go", 7));
  };
  const SourceLine given = [](const std::string&, int) { return std::string("\t\tf(ctx)"); };
  Looks seen =
      looks(60, {times(called(1, "fetch", Wait::chan_receive), 59),
                 times(in_helper(1, Wait::runnable), 1), times(called(2, "watch", Wait::sleep), 59),
                 times(in_helper(2, Wait::runnable), 1)});
  const auto check = [&](const std::vector<Goroutine>& last) {
    const Clustering clustering(last, {}, seen, given);
    REQUIRE(clustering.clusters.size() == 2);
    for (const rules::Cluster& cluster : clustering.clusters) {
      CHECK(cluster.count == 1);
      CHECK(cluster.identity.chain.size() == 2);
      CHECK(!cluster.moving);
      CHECK(!is_running(cluster.wait));
    }
  };
  check({called(1, "fetch", Wait::chan_receive), called(2, "watch", Wait::sleep)});
  check({in_helper(1, Wait::running), in_helper(2, Wait::running)});
  // Looks may all have come too early for a third one: it joins, and costs the others no name.
  const Clustering third({called(1, "fetch", Wait::chan_receive), in_helper(3, Wait::runnable)}, {},
                         looks(60, {}), given);
  REQUIRE(third.clusters.size() == 1);
  CHECK(third.clusters[0].identity.chain.size() == 2);
}
