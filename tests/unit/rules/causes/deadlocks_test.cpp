#include "rules/source/function_source.hpp"
#include "tests/support/evidence_builder.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace leakgate;
using namespace leakgate::rules;
using namespace leakgate::test;

namespace {

// The lines of one file, the first of them line 1.
SourceLine
source(std::vector<std::string> lines)
{
  return [lines = std::move(lines)](const std::string&, int line) {
    return line < 1 || line > static_cast<int>(lines.size())
               ? std::string()
               : lines[static_cast<std::size_t>(line) - 1];
  };
}

Goroutine
locking(std::int64_t id, const char* function, int line, std::vector<Frame> callers = {})
{
  GoroutineBuilder builder = GoroutineBuilder(id, Wait::mutex, "sync.Mutex.Lock")
                                 .at(go_frame("sync.(*Mutex).Lock", "sync/mutex.go", 46))
                                 .at(frame(function, "hub.go", line));
  for (Frame& caller : callers) {
    builder.at(std::move(caller));
  }
  return builder.by(frame("Test", "hub_test.go", static_cast<int>(id)), 5).label("Test");
}

Goroutine
sending(std::int64_t id, const char* function, int line)
{
  return GoroutineBuilder(id, Wait::chan_send, "chan send")
      .at(frame(function, "hub.go", line))
      .by(frame("Test", "hub_test.go", static_cast<int>(id)), 5)
      .label("Test");
}

const Finding&
at(const Verdict& verdict, int line)
{
  const auto found = std::ranges::find_if(
      verdict.findings, [&](const Finding& finding) { return finding.blocked.line == line; });
  REQUIRE(found != verdict.findings.end());
  return *found;
}

const std::vector<std::string> k_send = {
    "func (h *Hub) Publish(v int) {", // 1
    "\th.mu.Lock()",
    "\tdefer h.mu.Unlock()",
    "\th.events <- v", // 4
    "}",
    "func (hub *Hub) Run() {",
    "\tfor {",
    "\t\thub.mu.Lock()", // 8
    "\t\thub.mu.Unlock()",
    "\t\t<-hub.events",
    "\t}",
    "}",
};

} // namespace

TEST_CASE("deadlocks: a send under a lock that its receiver wants")
{
  const Verdict verdict =
      judged(evidence_of({sending(9, "(*Hub).Publish", 4), locking(10, "(*Hub).Run", 8)}), {},
             source(k_send));
  const Finding& sender = at(verdict, 4);
  const Finding& receiver = at(verdict, 8);
  CHECK(sender.caused_by.empty());
  CHECK(sender.deadlock);
  CHECK(sender.rule == "deadlock");
  CHECK(sender.wants == "a receiver of h.events");
  REQUIRE(sender.holds.size() == 1);
  CHECK(sender.holds[0].name == "h.mu");
  CHECK(sender.holds[0].at.line == 2);
  CHECK(receiver.caused_by == sender.fingerprint);
  CHECK(receiver.wants == "hub.mu");
  CHECK(receiver.holds.empty());
}

TEST_CASE("deadlocks: a lock that was given back, or is of another type, closes no ring")
{
  std::vector<std::string> given_back = k_send;
  given_back[2] = "\th.mu.Unlock()";
  std::vector<std::string> other_type = k_send;
  other_type[5] = "func (hub *Bus) Run() {";
  std::vector<std::string> maybe = k_send;
  maybe[1] = "\tif v > 0 {";
  maybe[2] = "\t\th.mu.Lock()";
  for (const auto& lines : {given_back, other_type, maybe}) {
    const Verdict verdict =
        judged(evidence_of({sending(9, "(*Hub).Publish", 4), locking(10, "(*Hub).Run", 8)}), {},
               source(lines));
    CHECK_FALSE(at(verdict, 4).deadlock);
    CHECK(at(verdict, 8).caused_by.empty());
  }
}

TEST_CASE("deadlocks: a lock taken twice, also through a call")
{
  const SourceLine lines = source({
      "func (a *Account) Close() {",
      "\ta.mu.Lock()",
      "\tdefer a.mu.Unlock()",
      "\ta.empty()", // 4
      "}",
      "func (a *Account) empty() {",
      "\ta.mu.Lock()", // 7
      "}",
  });
  const Verdict verdict = judged(
      evidence_of({locking(9, "(*Account).empty", 7, {frame("(*Account).Close", "hub.go", 4)})}),
      {}, lines);
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].deadlock);
  CHECK(verdict.findings[0].message == "deadlock: a goroutine locks a.mu and holds it already");
  const Verdict once = judged(evidence_of({locking(9, "(*Account).empty", 7)}), {}, lines);
  CHECK_FALSE(once.findings[0].deadlock);
}

TEST_CASE("deadlocks: two of one function wait for each other, one alone does not tell")
{
  const SourceLine lines = source({
      "func transfer(from, to *Account) {",
      "\tfrom.mu.Lock()",
      "\tdefer from.mu.Unlock()",
      "\tto.mu.Lock()", // 4
      "}",
  });
  const Verdict two =
      judged(evidence_of({locking(9, "transfer", 4), locking(10, "transfer", 4)}), {}, lines);
  REQUIRE(two.findings.size() == 2);
  CHECK(two.findings[0].deadlock);
  CHECK(two.findings[1].caused_by == two.findings[0].fingerprint);
  const Verdict one = judged(evidence_of({locking(9, "transfer", 4)}), {}, lines);
  CHECK_FALSE(one.findings[0].deadlock);
}

TEST_CASE("deadlocks: who waits for a lock follows from the one that holds it")
{
  const SourceLine lines = source({
      "func (h *Hub) Drain() {",
      "\th.mu.Lock()",
      "\tdefer h.mu.Unlock()",
      "\th.out <- 1", // 4
      "}",
      "func (h *Hub) Add() {",
      "\th.mu.Lock()", // 7
      "\th.mu.Unlock()",
      "}",
  });
  const Verdict verdict =
      judged(evidence_of({sending(9, "(*Hub).Drain", 4), locking(10, "(*Hub).Add", 7)}), {}, lines);
  CHECK(at(verdict, 7).caused_by == at(verdict, 4).fingerprint);
  CHECK(at(verdict, 7).cause_reason == "it waits for h.mu, which that one holds");
  CHECK_FALSE(at(verdict, 7).deadlock);
}

TEST_CASE("function_around: what ran before a line, and no branch beside it")
{
  const SourceLine lines = source({
      "func f() {", // 1
      "\ta()", "\tif x {", "\t\tb()",
      "\t} else {", // 5
      "\t\tc()", "\t\td() // here", "\t}", "\te()",
      "}", // 10
  });
  const FunctionSource found = function_around(lines, {"f", "f.go", 7});
  CHECK(found.head == "func f() {");
  std::vector<int> before;
  std::ranges::transform(found.before, std::back_inserter(before), &CodeLine::number);
  CHECK(before == std::vector<int>{2, 3, 5, 6});
  CHECK(found.body.size() == 8);
  CHECK(function_around(lines, {"f", "f.go", 0}).head.empty());
  CHECK(function_around({}, {"f", "f.go", 7}).head.empty());
}
