#include "rules/stacks/profile_stacks.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;
using namespace leakgate::rules;

namespace {

Wait
wait_of(std::vector<const char*> functions)
{
  std::vector<Frame> frames;
  for (const char* function : functions) {
    frames.push_back({function, "", 1});
  }
  return wait_from_frames(frames).wait;
}

} // namespace

TEST_CASE("the wait of a profile's group is read off the runtime function that parked it")
{
  CHECK(wait_of({"runtime.gopark", "runtime.chanrecv", "runtime.chanrecv1", "a/b.F"}) ==
        Wait::chan_receive);
  CHECK(wait_of({"runtime.gopark", "runtime.chansend", "runtime.chansend1", "a/b.F"}) ==
        Wait::chan_send);
  CHECK(wait_of({"runtime.gopark", "runtime.selectgo", "a/b.F"}) == Wait::select);
  CHECK(wait_of({"runtime.gopark", "runtime.block", "a/b.F"}) == Wait::select_no_cases);
  CHECK(wait_of({"runtime.gopark", "runtime.goparkunlock", "runtime.semacquire1",
                 "internal/sync.runtime_SemacquireMutex", "a/b.F"}) == Wait::mutex);
  CHECK(wait_of({"runtime.gopark", "runtime.semacquire1", "sync.runtime_SemacquireRWMutexR"}) ==
        Wait::rwmutex_read);
  CHECK(wait_of({"runtime.gopark", "runtime.semacquire1", "sync.runtime_SemacquireRWMutex"}) ==
        Wait::rwmutex_write);
  CHECK(wait_of({"runtime.gopark", "runtime.semacquire1", "sync.runtime_SemacquireWaitGroup"}) ==
        Wait::wait_group);
  // A loop that makes garbage waits for the collector.
  CHECK(wait_of({"runtime.gopark", "runtime.semacquire1", "runtime.semacquire", "runtime.gcStart",
                 "runtime.mallocgc", "a/b.F"}) == Wait::running);
  CHECK(wait_of({"runtime.gopark", "sync.runtime_notifyListWait", "sync.(*Cond).Wait"}) ==
        Wait::cond);
  CHECK(wait_of({"runtime.gopark", "time.Sleep", "a/b.F"}) == Wait::sleep);
  CHECK(wait_of({"runtime.gopark", "runtime.netpollblock", "internal/poll.runtime_pollWait"}) ==
        Wait::io);
  CHECK(wait_of({"syscall.Syscall6", "os.(*Process).Wait"}) == Wait::syscall);
  CHECK(wait_of({"runtime.notetsleepg", "os/signal.signal_recv"}) == Wait::syscall);
  CHECK(wait_of({"runtime.asyncPreempt2", "runtime.asyncPreempt", "a/b.F"}) == Wait::runnable);
  CHECK(wait_of({"a/b.F"}) == Wait::running);
  CHECK(wait_of({"runtime.gopark", "runtime.somethingNew"}) == Wait::unknown);
  CHECK(wait_of({}) == Wait::unknown);
  CHECK(wait_of({"syscall.example.com/x.F"}) == Wait::running);
  CHECK(wait_of({"runtime.block.example.com/x.F"}) == Wait::running);
}

TEST_CASE("groups that a dump would show alike are one group with the sum of the counts")
{
  const auto box = [](const char* type) -> Goroutine {
    return GoroutineBuilder(0, Wait::unknown, "")
        .at({"runtime.gopark", "/go/src/runtime/proc.go", 460})
        .at({"runtime.chanrecv1", "/go/src/runtime/chan.go", 506})
        .at(frame(std::string("(*Box[") + type + "]).Run.func1", "hub.go", 51))
        .label("TestA")
        .times(2);
  };
  const std::vector<Goroutine> groups = as_in_dump({box("go.shape.int"), box("go.shape.string")});
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].count == 4);
  CHECK(groups[0].wait == Wait::chan_receive);
  CHECK(groups[0].state == "chan receive");
  REQUIRE(groups[0].frames.size() == 1);
  CHECK(groups[0].frames[0] == frame("(*Box[...]).Run.func1", "hub.go", 51));
}

TEST_CASE("a stack that is the runtime's alone keeps its frames")
{
  const Goroutine worker =
      GoroutineBuilder(0).at({"runtime.gopark", "", 1}).at({"runtime.bgsweep", "", 2});
  CHECK(as_in_dump({worker})[0].frames == worker.frames);
}
