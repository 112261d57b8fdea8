#include "rules/rounds/lone_processes.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace leakgate;
using namespace leakgate::test;

namespace {

const Frame k_slow = go_frame("sync.(*Once).doSlow", "sync/once.go", 78);
const Frame k_do = go_frame("sync.(*Once).Do", "sync/once.go", 69);

const std::map<int, std::string> k_lines = {
    {1, "package broker"},
    {3, "var start sync.Once"},
    {5, "var ("},
    {6, "\tother = sync.OnceFunc(func() {"},
    {7, "\t\tgo run()"},
    {8, "\t})"},
    {9, ")"},
    {11, "func (h *Hub) Start() {"},
    {12, "\th.once.Do(func() {"},
    {13, "\t\tgo run()"},
    {14, "\t})"},
    {15, "\tstart.Do(func() {"},
    {16, "\t\tgo run()"},
    {17, "\t})"},
    {18, "\tstart.Do(run)"},
    {19, "\tvar mine sync.Once"},
    {20, "\tmine.Do(run)"},
    {21, "\tother()"},
    {22, "}"},
};

bool
once(std::vector<Frame> frames)
{
  const Evidence evidence = evidence_of({});
  rules::SourceNames sources(evidence.roots);
  const SourceLine lines = [](const std::string& file, int line) -> std::string {
    const auto at = k_lines.find(line);
    return file == "broker/hub.go" && at != k_lines.end() ? at->second : "";
  };
  const Frame statement = frames.front();
  const Goroutine goroutine = GoroutineBuilder(9)
                                  .at(frame("run", "hub.go", 30))
                                  .by(statement, 5)
                                  .in_test(5, std::move(frames));
  CHECK_FALSE(rules::started_by_package_once(goroutine, sources, {}));
  return rules::started_by_package_once(goroutine, sources, lines);
}

} // namespace

TEST_CASE("a sync.Once in a variable of the package runs once a process")
{
  CHECK(once({frame("(*Hub).Start.func2", "hub.go", 16), k_slow, k_do,
              frame("(*Hub).Start", "hub.go", 15)}));
  // The compiler may hide who calls it; where the literal stands is enough.
  CHECK(once(
      {frame("(*Hub).Start.func2", "hub.go", 16), k_slow, k_do, frame("TestA", "hub_test.go", 9)}));
  CHECK(once({frame("run", "hub.go", 30), k_slow, k_do, frame("(*Hub).Start", "hub.go", 18)}));
}

TEST_CASE("what sync.OnceFunc made for a variable of the package does, too")
{
  const Frame inner = go_frame("sync.OnceFunc.func1.1", "sync/oncefunc.go", 33);
  const Frame outer = go_frame("sync.OnceFunc.func1", "sync/oncefunc.go", 22);
  CHECK(once({frame("init.func1", "hub.go", 7), inner, k_slow, k_do, outer,
              frame("(*Hub).Start", "hub.go", 21)}));
}

TEST_CASE("a sync.Once in a field or on the stack may run many times")
{
  CHECK_FALSE(once({frame("(*Hub).Start.func1", "hub.go", 13), k_slow, k_do,
                    frame("(*Hub).Start", "hub.go", 12)}));
  CHECK_FALSE(
      once({frame("run", "hub.go", 30), k_slow, k_do, frame("(*Hub).Start", "hub.go", 20)}));
  CHECK_FALSE(
      once({frame("(*Hub).Start.func2", "hub.go", 16), frame("(*Hub).Start", "hub.go", 15)}));
}
