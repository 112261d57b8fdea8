#include "tests/support/clustering.hpp"

#include <doctest/doctest.h>

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
  REQUIRE(cluster.variants.size() == 1);
  CHECK(cluster.variants[0].count == 3);
  CHECK(cluster.variants[0].representative->id == 2);
}

TEST_CASE("a goroutine that helps the collector counts as caught running")
{
  const Clustering clustering({waiting(1, Wait::runtime, "GC assist wait", 24), receiver(2)});
  REQUIRE(clustering.clusters.size() == 1);
  CHECK(clustering.clusters[0].variants[0].representative->id == 2);
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
  REQUIRE(cluster.tests.size() == 2);
  CHECK(cluster.tests.at("TestA") == 1);
  CHECK(cluster.tests.at("TestB") == 5);
}
