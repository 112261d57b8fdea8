#include "tests/support/clustering.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <tuple>

using namespace leakgate;
using namespace leakgate::test;

namespace {

// A goroutine with one frame for each letter, leaf first, below the function that it runs.
Goroutine
stack(std::int64_t id, const std::string& letters, int go_line = 14)
{
  GoroutineBuilder builder(id);
  for (const char letter : letters) {
    builder.at(frame(std::string("step") + letter, "hub.go", letter));
  }
  return builder.at(frame("Run.func1", "hub.go", go_line + 1)).by(frame("Run", "hub.go", go_line));
}

Goroutine
labelled(Goroutine goroutine, const char* test)
{
  goroutine.labels.push_back({"test.name", test});
  return goroutine;
}

std::string
of_pair(int pair, const std::string& what)
{
  return "p" + std::to_string(100 + pair) + "_" + what;
}

std::size_t
clusters_of(std::vector<Goroutine> goroutines)
{
  return Clustering(std::move(goroutines)).clusters.size();
}

// Everything that is seen of a cluster, without ids.
using Shape = std::tuple<std::vector<Name>, std::int64_t, std::vector<std::int64_t>, std::size_t>;

std::vector<Shape>
shapes_of(std::vector<Goroutine> goroutines)
{
  const Clustering clustering(std::move(goroutines));
  std::vector<Shape> out;
  for (const rules::Cluster& cluster : clustering.clusters) {
    std::vector<std::int64_t> counts;
    for (const rules::ClusterVariant& variant : cluster.variants) {
      counts.push_back(variant.count);
    }
    out.emplace_back(cluster.signature.frames, cluster.count, counts, cluster.stacks.size());
  }
  return out;
}

std::vector<Goroutine>
random_goroutines(unsigned seed)
{
  std::mt19937 random(seed);
  std::vector<Goroutine> out;
  for (int id = 1; id <= 60; ++id) {
    std::string letters = "abcdefghij";
    for (auto changes = random() % 3; changes > 0; --changes) {
      letters[random() % letters.size()] = static_cast<char>('k' + random() % 4);
    }
    out.push_back(stack(id, letters, 14 + static_cast<int>(random() % 2)));
    if (random() % 8 == 0) {
      out.back().wait = Wait::running;
      out.back().state = "running";
    }
  }
  return out;
}

} // namespace

TEST_CASE("stacks that share four fifths of their functions are one leak")
{
  // 9 of 10 with one more: 9 / 11. 8 of 10, two others: 8 / 12.
  CHECK(clusters_of({stack(1, "abcdefghi"), stack(2, "abcdefghX")}) == 1);
  CHECK(clusters_of({stack(1, "abcdefghi"), stack(2, "abcdefgXY")}) == 2);
}

TEST_CASE("exactly 0.8 joins, a little less does not")
{
  // 4 of 5 functions; 3 of 4.
  CHECK(clusters_of({stack(1, "abcd"), stack(2, "abc")}) == 1);
  CHECK(clusters_of({stack(1, "abc"), stack(2, "ab")}) == 2);
}

TEST_CASE("short stacks are joined only when they are equal")
{
  CHECK(clusters_of({stack(1, "a"), stack(2, "b")}) == 2);
  CHECK(clusters_of({stack(1, "ab"), stack(2, "ac")}) == 2);
  CHECK(clusters_of({stack(1, "ab"), stack(2, "ab")}) == 1);
}

TEST_CASE("two go statements stay two clusters, since they are two lines to fix")
{
  CHECK(clusters_of({stack(1, "abcdefghi", 14), stack(2, "abcdefghi", 24)}) == 2);
  CHECK(clusters_of({stack(1, "abcdefghi", 14), stack(2, "abcdefghX", 24)}) == 2);
}

TEST_CASE("two kinds of waiting stay two clusters")
{
  Goroutine sends = stack(2, "abcdefghX");
  sends.wait = Wait::chan_send;
  sends.state = "chan send";
  CHECK(clusters_of({stack(1, "abcdefghi"), sends}) == 2);
}

TEST_CASE("where the creator is not known the function that runs takes its place")
{
  Goroutine one = stack(1, "abcdefghi");
  Goroutine like = stack(2, "abcdefghX");
  Goroutine other = stack(3, "abcdefghY");
  one.created_by.reset();
  like.created_by.reset();
  other.created_by.reset();
  other.frames.edit().back() = frame("Serve", "hub.go", 70);
  CHECK(clusters_of({one, like}) == 1);
  CHECK(clusters_of({one, other}) == 2);
}

TEST_CASE("an allow entry that holds for some of the tests splits a cluster, labels do not")
{
  AllowEntry entry;
  entry.id = ".leakgate.yml:3";
  entry.reason = "known";
  entry.match.test = {"TestB", false};
  const std::vector<Goroutine> goroutines = {labelled(stack(1, "abcdefghi"), "TestA"),
                                             labelled(stack(2, "abcdefghX"), "TestB"),
                                             labelled(stack(3, "abcdefghY"), "TestC")};
  CHECK(Clustering(goroutines).clusters.size() == 1);
  const Clustering split(goroutines, {entry});
  REQUIRE(split.clusters.size() == 2);
  CHECK(split.clusters[0].count + split.clusters[1].count == 3);
}

TEST_CASE("how deep a recursion went does not matter, also through two functions")
{
  std::string mutual;
  for (int i = 0; i < 40; ++i) {
    mutual += "ab";
  }
  CHECK(clusters_of({stack(1, "xab"), stack(2, "x" + mutual)}) == 1);
}

TEST_CASE("the variants of a cluster are kept, the largest first, then by signature")
{
  const Clustering clustering({stack(1, "abcdefghX"), stack(2, "abcdefghi"), stack(3, "abcdefghY"),
                               stack(4, "abcdefghY"), stack(5, "abcdefghY")});
  REQUIRE(clustering.clusters.size() == 1);
  const auto& variants = clustering.clusters[0].variants;
  REQUIRE(variants.size() == 3);
  CHECK(variants[0].count == 3);
  CHECK(variants[0].representative->id == 3);
  CHECK(variants[1].representative->id == 1); // stepX sorts before stepi
  CHECK(variants[2].representative->id == 2);
}

TEST_CASE("a cluster has the signature that sorts first, not that of most of its goroutines")
{
  const Clustering few({stack(1, "abcdefghX"), stack(2, "abcdefghY")});
  const Clustering many({stack(1, "abcdefghX"), stack(2, "abcdefghY"), stack(3, "abcdefghY")});
  REQUIRE(few.clusters.size() == 1);
  REQUIRE(many.clusters.size() == 1);
  CHECK(few.clusters[0].signature == many.clusters[0].signature);
  CHECK(many.clusters[0].signature.frames[8] == Name("example.com/app/broker.stepX"));
}

TEST_CASE("at most 64 stacks of one go statement gather others, what comes after stays alone")
{
  // Each pair shares nothing but Run.func1 with the others. Of the pairs 00 to 63 one
  // leads and the other joins; of 64 and 65 neither leads.
  std::vector<Goroutine> goroutines;
  for (int pair = 0; pair < 66; ++pair) {
    for (const char* last : {"x", "y"}) {
      GoroutineBuilder builder(pair + 1);
      for (int i = 0; i < 9; ++i) {
        builder.at(frame(of_pair(pair, std::to_string(i)), "hub.go", 1));
      }
      builder.at(frame(of_pair(pair, last), "hub.go", 1));
      goroutines.push_back(
          builder.at(frame("Run.func1", "hub.go", 15)).by(frame("Run", "hub.go", 14)));
    }
  }
  CHECK(clusters_of(goroutines) == 64 + 2 * 2);
}

TEST_CASE("the order of the goroutines makes no difference")
{
  for (unsigned seed = 1; seed <= 20; ++seed) {
    std::vector<Goroutine> goroutines = random_goroutines(seed);
    const std::vector<Shape> expected = shapes_of(goroutines);
    std::mt19937 random(seed);
    for (int i = 0; i < 5; ++i) {
      std::ranges::shuffle(goroutines, random);
      CHECK(shapes_of(goroutines) == expected);
    }
  }
}

TEST_CASE("labels make no difference to the clusters")
{
  for (unsigned seed = 1; seed <= 20; ++seed) {
    std::vector<Goroutine> goroutines = random_goroutines(seed);
    const std::vector<Shape> expected = shapes_of(goroutines);
    for (Goroutine& goroutine : goroutines) {
      goroutine.labels.push_back({"test.name", "Test" + std::to_string(goroutine.id % 7)});
      goroutine.labels.push_back({"worker", std::to_string(goroutine.id)});
    }
    CHECK(shapes_of(goroutines) == expected);
  }
}
