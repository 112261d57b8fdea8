#include "rules/matching/allow_list.hpp"
#include "rules/population/stack_table.hpp"
#include "rules/stacks/ancestry.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;
using namespace leakgate::rules;

namespace {

const SourceRoots k_roots = {{{k_module, k_dir}}, {"/go"}, "/cache", ""};

// The first entry for the goroutine, in the package of the test builders.
const AllowEntry*
find_allow(const Goroutine& goroutine, const Policy& policy, std::string_view test = "TestA")
{
  const AllowList list(policy, k_roots, k_package);
  StackTable stacks(list);
  return stacks.allow_of(stacks.index_of(goroutine), test);
}

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
  return runtime_reason(goroutine);
}

} // namespace

TEST_CASE("each built-in allow entry has an id, a pattern and a reason")
{
  CHECK(builtin_allow().size() == 5);
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

TEST_CASE("the interrupt handler of Ginkgo 2 is allowed, whatever it was inlined into")
{
  const std::string package = "github.com/onsi/ginkgo/v2/internal/interrupt_handler";
  for (const std::string& function :
       {package + ".(*InterruptHandler).registerForInterrupts.func2",
        package + ".NewInterruptHandler.(*InterruptHandler).registerForInterrupts.func1"}) {
    const Goroutine handler =
        GoroutineBuilder(9, Wait::select, "select")
            .at({function, "/cache/" + package + "/interrupt_handler.go", 131})
            .by({package + ".NewInterruptHandler", "/cache/" + package + "/interrupt_handler.go",
                 87})
            .label("TestHub");
    const AllowEntry* entry = find_allow(handler, {});
    REQUIRE(entry != nullptr);
    CHECK(entry->id == "ginkgo-interrupts");
  }
}

TEST_CASE("that of Ginkgo 1 is allowed, too")
{
  const std::string function =
      "github.com/onsi/ginkgo/internal/specrunner.(*SpecRunner).registerForInterrupts";
  const Goroutine handler =
      GoroutineBuilder(9).at({function, "/cache/g.go", 223}).by({function, "/cache/g.go", 60});
  REQUIRE(find_allow(handler, {}) != nullptr);
  CHECK(find_allow(handler, {})->id == "ginkgo-1-interrupts");
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

Policy
policy_with(std::vector<GoroutineMatch> matches)
{
  Policy policy;
  policy.config_dir = k_dir;
  for (GoroutineMatch& match : matches) {
    AllowEntry entry;
    entry.id = ".leakgate.yml:" + std::to_string(policy.allow.size() + 1);
    entry.match = std::move(match);
    entry.reason = "it is ours";
    policy.allow.push_back(std::move(entry));
  }
  return policy;
}

GoroutineMatch
match_of(const char* function, const char* top, const char* creator)
{
  GoroutineMatch match;
  match.function.text = function;
  match.top.text = top;
  match.creator.text = creator;
  return match;
}

GoroutineMatch
of_test(const char* test)
{
  GoroutineMatch match;
  match.test.text = test;
  return match;
}

Goroutine
worker()
{
  return GoroutineBuilder(9).at(frame("worker", "hub.go", 8)).by(frame("Start", "hub.go", 7));
}

std::string
allowed_by(const Policy& policy, std::string_view test)
{
  const AllowEntry* entry = find_allow(worker(), policy, test);
  return entry == nullptr ? "" : entry->id;
}

} // namespace

TEST_CASE("all fields of a user's entry must match; an empty one always does")
{
  const Policy by_all =
      policy_with({match_of("os/signal.*", "os/signal.signal_recv", "os/signal.Notify.*")});
  const Policy by_wrong_top = policy_with({match_of("*.worker", "*.other", "")});
  const Policy by_creator = policy_with({match_of("", "", "*.Start")});
  CHECK(find_allow(worker(), by_all) == nullptr);
  CHECK(find_allow(worker(), by_wrong_top) == nullptr);
  CHECK(find_allow(worker(), by_creator) == by_creator.allow.data());
}

TEST_CASE("a built-in entry comes before the user's, and of the user's the first")
{
  const Policy policy = policy_with({match_of("*", "", ""), match_of("*.worker", "", "")});
  CHECK(find_allow(signal_loop(), policy)->id == "os-signal");
  CHECK(find_allow(worker(), policy)->id == ".leakgate.yml:1");
}

TEST_CASE("an entry about tests allows the goroutines of these alone")
{
  const Policy policy = policy_with({of_test("TestA*"), of_test("TestB"), of_test("TestB/*")});
  CHECK(allowed_by(policy, "TestA/sub") == ".leakgate.yml:1");
  CHECK(allowed_by(policy, "TestB") == ".leakgate.yml:2");
  CHECK(allowed_by(policy, "TestB/sub") == ".leakgate.yml:3");
  CHECK(allowed_by(policy, "TestC").empty());
  CHECK(allowed_by(policy, "").empty());
}

TEST_CASE("the answer is the same for every goroutine of a stack and a test, asked in any order")
{
  const Policy policy = policy_with({of_test("TestA"), match_of("*.worker", "", "")});
  const AllowList list(policy, k_roots, k_package);
  StackTable stacks(list);
  const Goroutine first = worker(), second = worker();
  const std::size_t stack = stacks.index_of(first);
  CHECK(stacks.index_of(second) == stack);
  for (int round = 0; round < 2; ++round) {
    CHECK(stacks.allow_of(stack, "TestB") == &policy.allow[1]);
    CHECK(stacks.allow_of(stack, "TestA") == &policy.allow[0]);
    CHECK(stacks.allow_of(stack, "") == &policy.allow[1]);
  }
}

TEST_CASE("an entry about other packages does not hold here")
{
  Policy policy = policy_with({match_of("*.worker", "", ""), match_of("*.worker", "", "")});
  policy.allow[0].match.package = "./rates/...";
  policy.allow[1].match.package = "./broker";
  CHECK(allowed_by(policy, "TestA") == ".leakgate.yml:2");
}

TEST_CASE("an entry holds through its last day and no longer")
{
  Policy policy = policy_with({match_of("*.worker", "", "")});
  policy.allow[0].expires = "2026-11-21";
  CHECK(allowed_by(policy, "TestA") == ".leakgate.yml:1");
  policy.today = "2026-11-21";
  CHECK(allowed_by(policy, "TestA") == ".leakgate.yml:1");
  policy.today = "2026-11-22";
  CHECK(allowed_by(policy, "TestA").empty());
  CHECK(has_expired(policy.allow[0], policy));
}

TEST_CASE("an entry that asks for what no exception can ask for allows nothing")
{
  Policy policy = policy_with({match_of("*.worker", "", ""), match_of("*.worker", "", "")});
  policy.allow[0].match.source.text = "*";
  policy.allow[1].match.goroutines = 1;
  CHECK(allowed_by(policy, "TestA").empty());
}

TEST_CASE("an entry is asked for the wait that all Go versions agree on")
{
  GoroutineMatch match;
  match.waits = {Wait::wait_group};
  const Policy policy = policy_with({match});
  const Goroutine waits = GoroutineBuilder(9, Wait::semaphore, "semacquire")
                              .at(go_frame("sync.(*WaitGroup).Wait", "sync/waitgroup.go", 118))
                              .at(frame("worker", "hub.go", 8));
  CHECK(find_allow(waits, policy) == policy.allow.data());
}

TEST_CASE("the main goroutine, the probe and the runtime answer to nobody")
{
  CHECK(own(main_goroutine().frames) == "the main goroutine");
  CHECK(own({go_frame("testing.leakgateSample", "testing/zz_leakgate.go", 1)}) == "the probe");
  CHECK(own({{"runtime.gopark", "", 1}, {"runtime.ensureSigM.func1", "", 2}}) == "the Go runtime");
  CHECK(own({go_frame("io.Copy", "io/io.go", 1),
             go_frame("testing.runExample.func1", "testing/run_example.go", 43)}) ==
        "reads the output of an example");
  CHECK(own({go_frame("internal/runtime/exithook.Run", "internal/runtime/exithook/hooks.go", 79),
             frame("Exit.func1", "hub.go", 4)}) == "the process is ending on it");
}

TEST_CASE("a user's goroutine that runs in the runtime or waits for a finalizer is the user's")
{
  Goroutine spinning;
  spinning.created_by = frame("Spin", "hub.go", 3);
  CHECK(runtime_reason(spinning).empty());
  CHECK(own({frame("Free.func1", "hub.go", 3), {"runtime.runFinalizers", "", 1}}).empty());
  Goroutine yields;
  yields.frames = {{"runtime.Gosched", "", 1}};
  yields.created_by = frame("Spin", "hub.go", 3);
  CHECK(runtime_reason(yields).empty());
}

TEST_CASE("what is only called like a package of Go is the user's")
{
  const Frame t_runner = go_frame("testing.tRunner", "testing/testing.go", 2039);
  CHECK(own({frame("TestA.func1", "hub_test.go", 9), t_runner}).empty());
  CHECK(own({{"testing.(*T).Run", "", 1}}).empty());
  CHECK(own({{"testing.Benchmark", "", 1}}).empty());
  CHECK(own({{"testing.example.com/x.Run", "", 1}}).empty());
  CHECK(own({{"testing.leakgate.example.com/x.Run", "", 1}}).empty());
  CHECK(own({{"runtime.gopark", "", 1}, {"runtime.example.com/x.Run", "", 1}}).empty());
  Goroutine inside;
  inside.frames = {{"internal/runtime/x.Run", "", 1}};
  inside.created_by = Frame{"internal/runtime/x.Start", "", 2};
  CHECK(runtime_reason(inside).empty());
}
