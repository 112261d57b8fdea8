#include "rules/population/timer_line.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace leakgate;
using namespace leakgate::test;

namespace {

const Frame k_timer = go_frame("time.goFunc", "time/sleep.go", 215);

const std::map<int, std::string> k_lines = {
    {1, "package broker"},
    {3, "func (h *Hub) suspect(name string) *time.Timer {"},
    {4, "\treturn time.AfterFunc(h.after, func() {"},
    {5, "\t\tfor range 3 {"},
    {6, "\t\t\th.events <- name"},
    {7, "\t\t}"},
    {8, "\t})"},
    {9, "}"},
    {11, "func Later(h *Hub) {"},
    {12, "\ttime.AfterFunc(time.Second, h.expire)"},
    {13, "\ttime.AfterFunc(time.Second, h.twice)"},
    {14, "\ttime.AfterFunc(time.Minute, h.twice)"},
    {15, "}"},
};

Place
armed(const Goroutine& goroutine)
{
  const Evidence evidence = evidence_of({});
  rules::SourceNames sources(evidence.roots);
  const SourceLine lines = [](const std::string& file, int line) -> std::string {
    const auto at = k_lines.find(line);
    return file == "broker/hub.go" && at != k_lines.end() ? at->second : "";
  };
  CHECK_FALSE(rules::timer_place(goroutine, sources, {}).known());
  return rules::timer_place(goroutine, sources, lines);
}

} // namespace

TEST_CASE("the callback of a timer: the call around the literal has armed it")
{
  const Goroutine callback =
      GoroutineBuilder(9).at(frame("(*Hub).suspect.func1", "hub.go", 6)).by(k_timer);
  CHECK(armed(callback) == Place{"example.com/app/broker.(*Hub).suspect", "broker/hub.go", 4});
}

TEST_CASE("what the callback has started was led to by the same call")
{
  const Goroutine child = GoroutineBuilder(9)
                              .at(frame("run", "hub.go", 30))
                              .by(frame("(*Hub).suspect.func1", "hub.go", 6), 8)
                              .ancestor(8, {frame("(*Hub).suspect.func1", "hub.go", 6)}, k_timer);
  CHECK(armed(child).line == 4);
}

TEST_CASE("a method as the callback: the one line that names it, and none of two")
{
  const auto method = [](const char* name) {
    return GoroutineBuilder(9).at(frame(name, "hub.go", 40)).by(k_timer);
  };
  CHECK(armed(method("(*Hub).expire")) ==
        Place{"example.com/app/broker.Later", "broker/hub.go", 12});
  CHECK(armed(method("(*Hub).expire-fm")).line == 12);
  CHECK_FALSE(armed(method("(*Hub).twice")).known());
  CHECK_FALSE(armed(method("(*Hub).never")).known());
}

TEST_CASE("no timer, no line")
{
  CHECK_FALSE(armed(GoroutineBuilder(9)
                        .at(frame("(*Hub).suspect.func1", "hub.go", 6))
                        .by(frame("Run", "hub.go", 4)))
                  .known());
  CHECK_FALSE(armed(GoroutineBuilder(9).at(go_frame("x.run", "x/x.go", 4)).by(k_timer)).known());
}
