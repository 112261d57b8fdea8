#include "rules/clusters/cluster.hpp"
#include "rules/stacks/signature.hpp"
#include "tests/support/clustering.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;

namespace {

std::vector<std::string>
fingerprints(std::vector<Goroutine> left)
{
  std::vector<std::string> out;
  for (const Finding& finding : judged(evidence_of(std::move(left)), {}).findings) {
    out.push_back(finding.fingerprint);
  }
  return out;
}

// Ten functions deep; `leaf` is the innermost.
Goroutine
deep(std::int64_t id, const char* leaf)
{
  GoroutineBuilder builder(id);
  builder.at(frame(leaf, "hub.go", 5));
  for (const char* name : {"b", "c", "d", "e", "f", "g", "h", "i"}) {
    builder.at(frame(name, "hub.go", 9));
  }
  return builder.at(frame("Run.func1", "hub.go", 15)).by(frame("Run", "hub.go", 14));
}

std::vector<Finding>
assigned(std::vector<Goroutine> left, std::vector<AllowEntry> allowed = {})
{
  Clustering clustering(std::move(left), std::move(allowed));
  std::vector<Finding> findings(clustering.clusters.size());
  rules::assign_fingerprints(clustering.clusters, k_package, clustering.sources, findings);
  return findings;
}

Goroutine
closure(std::int64_t id, const char* number, int line)
{
  return GoroutineBuilder(id)
      .at(frame(std::string("Run.func") + number, "hub.go", line + 1))
      .by(frame("Run", "hub.go", line));
}

} // namespace

TEST_CASE("the fingerprint of a place is v1: and 32 hex digits of the named fields")
{
  rules::Signature signature;
  signature.wait = "chan_receive";
  signature.creator = "a/b.Run";
  signature.frames = {"a/b.Run.func"};
  // sha256 of
  // "rule=goroutine-leak\x1fpackage=a/b\x1fwait=chan_receive\x1fcreator=a/b.Run\x1fframe=a/b.Run.func"
  CHECK(rules::fingerprint("goroutine-leak", "a/b", signature, 0) ==
        "v1:6a47ce50d4b39600171527b3b1105143");
  CHECK(rules::fingerprint("goroutine-leak", "a/b", signature, 1) ==
        "v1:cea85ef9dce39a28657807628dcb19e9");
}

TEST_CASE("edits above the leak keep its fingerprint")
{
  CHECK(fingerprints({closure(9, "1", 14)}) == fingerprints({closure(33, "4", 99)}));
}

TEST_CASE("the names that Go 1.26 and Go 1.27 give one leak have one fingerprint")
{
  const Goroutine go126 =
      GoroutineBuilder(9)
          .at({"example.com/app/broker.TestA.Deep.func2.1.1", "/src/app/other/deep.go", 43})
          .by({"example.com/app/broker.TestA.Deep.func2", "/src/app/other/deep.go", 42});
  const Goroutine go127 =
      GoroutineBuilder(9)
          .at({"example.com/app/other.Deep.func1.1.1", "/src/app/other/deep.go", 43})
          .by({"example.com/app/other.Deep.func1", "/src/app/other/deep.go", 42});
  CHECK(fingerprints({go126}) == fingerprints({go127}));
}

TEST_CASE("the inlined body of a range-over-func loop has one fingerprint, too")
{
  const Goroutine go126 = GoroutineBuilder(9)
                              .at(frame("TestA.func3", "hub.go", 75))
                              .by(frame("TestA.Each-range1", "hub.go", 75));
  const Goroutine go127 = GoroutineBuilder(9)
                              .at(frame("Each-range1.1", "hub.go", 75))
                              .by(frame("Each-range1", "hub.go", 75));
  CHECK(fingerprints({go126}) == fingerprints({go127}));
}

TEST_CASE("what the standard library does below the call that blocks is not part of it")
{
  const auto waits = [](const char* inner, const char* file) -> Goroutine {
    return GoroutineBuilder(9, Wait::mutex, "sync.Mutex.Lock")
        .at(go_frame(inner, file, 95))
        .at(go_frame("sync.(*Mutex).Lock", "sync/mutex.go", 46))
        .at(frame("Run.func1", "hub.go", 15))
        .by(frame("Run", "hub.go", 14));
  };
  CHECK(fingerprints({waits("internal/sync.(*Mutex).lockSlow", "internal/sync/mutex.go")}) ==
        fingerprints({waits("sync.(*Mutex).lockSlow", "sync/mutex.go")}));
}

TEST_CASE("a busy goroutine has one fingerprint wherever it was met")
{
  const auto busy = [](Wait wait, const char* state, const char* function) -> Goroutine {
    return GoroutineBuilder(9, wait, state)
        .at(frame(function, "hub.go", 99))
        .at(frame("Spin.func1", "hub.go", 15))
        .by(frame("Spin", "hub.go", 14));
  };
  CHECK(fingerprints({busy(Wait::running, "running", "hash")}) ==
        fingerprints({busy(Wait::runnable, "runnable", "next")}));
}

TEST_CASE("how deep a recursion went is not part of it")
{
  const auto recursion = [](int depth) -> Goroutine {
    GoroutineBuilder builder(9);
    for (int i = 0; i < depth; ++i) {
      builder.at(frame("walk", "hub.go", 20));
    }
    return builder.by(frame("Run", "hub.go", 14));
  };
  CHECK(fingerprints({recursion(3)}) == fingerprints({recursion(30)}));
}

TEST_CASE("package, wait, creator and stack each make another fingerprint")
{
  rules::Signature signature;
  signature.wait = "select";
  signature.creator = "a/b.Run";
  signature.frames = {"a/b.Run.func"};
  const std::string first = rules::fingerprint("r", "a/b", signature, 0);
  CHECK(first != rules::fingerprint("r", "a/c", signature, 0));
  CHECK(first != rules::fingerprint("q", "a/b", signature, 0));
  rules::Signature other = signature;
  other.wait = "mutex";
  CHECK(first != rules::fingerprint("r", "a/b", other, 0));
  other = signature;
  other.creator = "a/b.Go";
  CHECK(first != rules::fingerprint("r", "a/b", other, 0));
  other = signature;
  other.frames.push_back("a/b.main");
  CHECK(first != rules::fingerprint("r", "a/b", other, 0));
}

TEST_CASE("equal leaks at two places of a package are two findings, told apart by their order")
{
  const std::vector<std::string> both = fingerprints({closure(9, "1", 14), closure(10, "2", 24)});
  REQUIRE(both.size() == 2);
  CHECK(both[0] != both[1]);
  CHECK(both[0] == fingerprints({closure(9, "1", 14)})[0]);
}

TEST_CASE("each variant of a cluster has the fingerprint that it would have alone")
{
  const std::vector<Finding> both = assigned({deep(1, "x"), deep(2, "a"), deep(3, "x")});
  REQUIRE(both.size() == 1);
  const auto& variants = both[0].variants;
  REQUIRE(variants.size() == 2);
  CHECK(variants[0].count == 2);
  CHECK(variants[0].fingerprint == assigned({deep(1, "x")})[0].places[0]);
  CHECK(variants[0].blocked == Place{"example.com/app/broker.x", "broker/hub.go", 5});
  CHECK(variants[0].stack == deep(1, "x").frames);
  CHECK(variants[1].count == 1);
  CHECK(variants[1].fingerprint == assigned({deep(1, "a")})[0].places[0]);
  CHECK(both[0].places == std::vector{variants[0].fingerprint, variants[1].fingerprint});
}

TEST_CASE("a cluster with one stack lists no variants")
{
  CHECK(assigned({deep(1, "x"), deep(2, "x")})[0].variants.empty());
}

TEST_CASE("an allow entry for one test moves the fingerprint of no other place")
{
  const auto of_test = [](Goroutine goroutine, const char* test) {
    goroutine.labels.push_back({"test.name", test});
    return goroutine;
  };
  const std::vector<Goroutine> left = {of_test(closure(1, "1", 14), "TestA"),
                                       of_test(closure(2, "1", 14), "TestB"),
                                       of_test(closure(3, "2", 24), "TestC")};
  AllowEntry entry;
  entry.id = ".leakgate.yml:3";
  entry.reason = "known";
  entry.match.test = {"TestA", false};
  const std::vector<Finding> before = assigned(left);
  const std::vector<Finding> after = assigned(left, {entry});
  REQUIRE(before.size() == 2);
  REQUIRE(after.size() == 3);
  CHECK(after[0].fingerprint == before[0].fingerprint);
  CHECK(after[2].fingerprint == before[1].fingerprint);
  CHECK(after[1].fingerprint != before[0].fingerprint);
  CHECK(after[1].fingerprint != before[1].fingerprint);
}

TEST_CASE("a fingerprint is v2: and 32 hex digits over who started it and what it runs")
{
  rules::Identity identity;
  identity.creator = "a/b.Run";
  identity.chain = {"a/b.Run.func"};
  const std::string plain = rules::identity_fingerprint("a/b", identity, "", 0);
  // sha256 of "package=a/b\x1f" "creator=a/b.Run\x1fruns=a/b.Run.func"
  CHECK(plain == "v2:f8afac7b203f1af86d1c944369f675ea");
  CHECK(plain != rules::identity_fingerprint("a/b", identity, "", 1));
  CHECK(plain != rules::identity_fingerprint("a/b", identity, "select a/b.Run.func", 0));
  CHECK(plain != rules::identity_fingerprint("a/c", identity, "", 0));
  identity.chain.push_back("a/b.work");
  CHECK(plain != rules::identity_fingerprint("a/b", identity, "", 0));
}

TEST_CASE("where it waits is not part of it")
{
  const auto waits = [](Wait wait, const char* state, const char* leaf) -> Goroutine {
    return GoroutineBuilder(9, wait, state)
        .at(frame(leaf, "hub.go", 30))
        .at(frame("Run.func1", "hub.go", 15))
        .by(frame("Run", "hub.go", 14));
  };
  const auto of = [](Goroutine goroutine) { return fingerprints({std::move(goroutine)}); };
  const auto first = of(waits(Wait::select, "select", "poll"));
  CHECK(first == of(waits(Wait::sleep, "sleep", "backOff")));
  CHECK(first == of(waits(Wait::running, "running", "hash")));
  CHECK(first == of(waits(Wait::mutex, "sync.Mutex.Lock", "poll")));
}

TEST_CASE(
    "leaks of one go statement that are stuck at different places are two, one of them as alone")
{
  const auto stuck = [](std::int64_t id, Wait wait, const char* state,
                        const char* leaf) -> Goroutine {
    return GoroutineBuilder(id, wait, state)
        .at(frame(leaf, "hub.go", 30))
        .at(frame("Run.func1", "hub.go", 15))
        .by(frame("Run", "hub.go", 14));
  };
  const Goroutine receives = stuck(9, Wait::chan_receive, "chan receive", "take");
  const Goroutine sends = stuck(10, Wait::chan_send, "chan send", "put");
  const std::vector<Finding> both = assigned({receives, sends});
  REQUIRE(both.size() == 2);
  CHECK(both[0].fingerprint != both[1].fingerprint);
  CHECK(both[0].fingerprint == assigned({receives})[0].fingerprint);
  CHECK(both[0].places == assigned({receives})[0].places);
  CHECK(both[1].places == assigned({sends})[0].places);
}
