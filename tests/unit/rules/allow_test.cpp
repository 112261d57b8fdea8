#include "rules/allow.hpp"
#include "rules/own_goroutines.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;
using namespace leakgate::rules;

namespace {

Goroutine
signal_loop()
{
  return GoroutineBuilder(82, Wait::syscall, "syscall")
      .at(go_frame("os/signal.signal_recv", "runtime/sigqueue.go", 152))
      .at(go_frame("os/signal.loop", "os/signal/signal_unix.go", 23))
      .by(go_frame("os/signal.Notify.func1.1", "os/signal/signal.go", 152), 70)
      .label("TestHTTP");
}

std::string_view
own(std::vector<Frame> frames)
{
  Goroutine goroutine;
  goroutine.frames = std::move(frames);
  return own_reason(goroutine);
}

} // namespace

TEST_CASE("each built-in allow entry has an id, a pattern and a reason")
{
  CHECK(builtin_allow().size() == 3);
  for (const AllowEntry& entry : builtin_allow()) {
    CHECK_FALSE(entry.id.empty());
    CHECK_FALSE(entry.reason.empty());
    CHECK_FALSE(entry.match.function.empty());
  }
}

TEST_CASE("the goroutine of os/signal is allowed")
{
  const AllowEntry* entry = find_allow(signal_loop(), {});
  REQUIRE(entry != nullptr);
  CHECK(entry->id == "os-signal");
}

TEST_CASE("a goroutine that waits for signals itself is not")
{
  const Goroutine waits =
      GoroutineBuilder(9).at(frame("Run.func1", "run.go", 8)).by(frame("Run", "run.go", 7));
  CHECK(find_allow(waits, {}) == nullptr);
}

TEST_CASE("idle HTTP connections are not allowed by anybody's default")
{
  const Goroutine reader =
      GoroutineBuilder(61, Wait::io, "IO wait")
          .at(go_frame("net/http.(*persistConn).readLoop", "net/http/transport.go", 2330))
          .by(go_frame("net/http.(*Transport).dialConn", "net/http/transport.go", 1994));
  CHECK(find_allow(reader, {}) == nullptr);
}

namespace {

std::vector<AllowEntry>
entries(const char* function, const char* top, const char* creator)
{
  AllowEntry entry;
  entry.id = "mine";
  entry.match.function.text = function;
  entry.match.top.text = top;
  entry.match.creator.text = creator;
  entry.reason = "it is ours";
  return {entry};
}

} // namespace

TEST_CASE("all fields of a user's entry must match; an empty one always does")
{
  const auto by_all = entries("os/signal.*", "os/signal.signal_recv", "os/signal.Notify.*");
  const auto by_wrong_top = entries("*.worker", "*.other", "");
  const auto by_creator = entries("", "", "*.Start");
  const Goroutine worker =
      GoroutineBuilder(9).at(frame("worker", "hub.go", 8)).by(frame("Start", "hub.go", 7));
  CHECK(find_allow(worker, by_all) == nullptr);
  CHECK(find_allow(worker, by_wrong_top) == nullptr);
  CHECK(find_allow(worker, by_creator) == &by_creator[0]);
}

TEST_CASE("the main goroutine, tests cut off, the probe and the runtime answer to nobody")
{
  const Frame t_runner = go_frame("testing.tRunner", "testing/testing.go", 2039);
  CHECK(own(main_goroutine().frames) == "the main goroutine");
  CHECK(own({frame("TestA", "hub_test.go", 9), t_runner}) ==
        "package testing, or a test that the exit cut off");
  CHECK(own({go_frame("testing.leakgateSample", "testing/zz_leakgate.go", 1)}) == "the probe");
  CHECK(own({{"runtime.gopark", "", 1}, {"runtime.ensureSigM.func1", "", 2}}) == "the Go runtime");
  CHECK(own({go_frame("internal/runtime/exithook.Run", "internal/runtime/exithook/hooks.go", 79),
             frame("Exit.func1", "hub.go", 4)}) == "the process is ending on it");
}

TEST_CASE("a user's goroutine that runs in the runtime or waits for a finalizer is the user's")
{
  Goroutine spinning;
  spinning.created_by = frame("Spin", "hub.go", 3);
  CHECK(own_reason(spinning).empty());
  CHECK(own({frame("Free.func1", "hub.go", 3), {"runtime.runFinalizers", "", 1}}).empty());
  Goroutine yields;
  yields.frames = {{"runtime.Gosched", "", 1}};
  yields.created_by = frame("Spin", "hub.go", 3);
  CHECK(own_reason(yields).empty());
}
