#include "tests/support/evidence_builder.hpp"
#include "tests/support/match_builder.hpp"
#include "tests/unit/rules/judged.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <vector>

using namespace leakgate;
using namespace leakgate::test;

namespace {

constexpr const char* k_test = "TestJoin";

// A goroutine of a node, started in `starter`, which a test calls at `line`.
GoroutineBuilder
part(std::int64_t id, const char* function, int line, const char* starter = "join")
{
  return GoroutineBuilder(id)
      .at(frame(function, "node.go", line))
      .by(frame(starter, "node.go", line - 5), 5)
      .label(k_test);
}

Goroutine
of_test(GoroutineBuilder builder, const char* starter, int at = 20, const char* test = k_test)
{
  return builder.in_test(5, {frame(starter, "node.go", 1), frame(test, "node_test.go", at)});
}

const Finding&
blocked_in(const Verdict& verdict, const char* function)
{
  const auto found = std::ranges::find_if(verdict.findings, [&](const Finding& finding) {
    return finding.blocked.function.ends_with(function);
  });
  REQUIRE(found != verdict.findings.end());
  return *found;
}

SourceLine
lines_of(std::map<int, std::string> lines)
{
  return [lines = std::move(lines)](const std::string&, int line) {
    const auto found = lines.find(line);
    return found == lines.end() ? std::string(line < 100 ? "\t\tx()" : "") : found->second;
  };
}

} // namespace

TEST_CASE("causes: what one call of a test has started is one cause")
{
  const Verdict verdict = judged(evidence_of({
      of_test(part(9, "(*Node).gossip", 30), "join"),
      of_test(part(10, "(*Node).collect", 40), "join"),
  }));
  REQUIRE(verdict.findings.size() == 2);
  const Finding& first = verdict.findings[0];
  CHECK(first.caused_by.empty());
  CHECK(verdict.findings[1].caused_by == first.fingerprint);
  CHECK(verdict.findings[1].cause_reason == "started by the same call");
  CHECK(verdict.ledger.reported == 2);
}

// A cache is started with its policy, and clearing it starts its loop again.
TEST_CASE("causes: what stands for a blocked line may follow from a call that started more")
{
  const auto loop = [](std::int64_t id, const char* starter, int line) {
    return of_test(part(id, "(*Cache).run", 30, starter), starter, line);
  };
  const Verdict verdict = judged(evidence_of({
      of_test(part(9, "(*Policy).run", 40), "join"),
      of_test(part(10, "(*Policy).run", 40), "join"),
      loop(11, "join", 20),
      loop(12, "clear", 25),
  }));
  REQUIRE(verdict.findings.size() == 3);
  const Finding& first = verdict.findings[0];
  CHECK(first.blocked.function.ends_with("(*Policy).run"));
  CHECK(first.caused_by.empty());
  CHECK(verdict.findings[1].caused_by == first.fingerprint);
  CHECK(verdict.findings[2].caused_by == first.fingerprint);
}

TEST_CASE("causes: another line, another function or another test is another call")
{
  const Goroutine one = of_test(part(9, "(*Node).gossip", 30), "join");
  const auto alone = [&](const Goroutine& other) {
    const Verdict verdict = judged(evidence_of({one, other}));
    REQUIRE(verdict.findings.size() == 2);
    return verdict.findings[0].caused_by.empty() && verdict.findings[1].caused_by.empty();
  };
  CHECK(alone(of_test(part(10, "(*Node).collect", 40), "join", 21)));
  CHECK(alone(of_test(part(10, "(*Node).collect", 40, "listen"), "listen")));
  // The `go` statement of the test itself is no call.
  CHECK(alone(part(10, "TestJoin.func1", 40, k_test).in_test(5, {frame(k_test, "node.go", 20)})));
}

TEST_CASE("causes: what is stuck in its work stands for itself beside a service")
{
  Goroutine sender = of_test(part(10, "(*Node).report", 40), "join");
  sender.wait = Wait::chan_send;
  sender.state = "chan send";
  const Verdict verdict =
      judged(evidence_of({of_test(part(9, "(*Node).gossip", 30), "join"), sender}));
  REQUIRE(verdict.findings.size() == 2);
  CHECK(blocked_in(verdict, "report").caused_by.empty());
  CHECK(blocked_in(verdict, "gossip").caused_by.empty());
}

TEST_CASE("causes: a leak that another test left as well is not explained by the call of one")
{
  const Verdict verdict = judged(evidence_of({
      of_test(part(9, "(*Node).gossip", 30), "join"),
      of_test(part(10, "(*Node).collect", 40), "join"),
      GoroutineBuilder(11)
          .at(frame("(*Node).collect", "node.go", 40))
          .by(frame("join", "node.go", 35), 6)
          .label("TestOther")
          .in_test(6, {frame("join", "node.go", 1), frame("TestOther", "node_test.go", 50)}),
  }));
  REQUIRE(verdict.findings.size() == 2);
  // The larger one is the cause: it was started by both.
  CHECK(blocked_in(verdict, "collect").caused_by.empty());
  CHECK(blocked_in(verdict, "gossip").caused_by == blocked_in(verdict, "collect").fingerprint);
}

TEST_CASE("causes: one method that many go statements lead to")
{
  const auto accept = [](std::int64_t id, const char* test, int line) {
    const std::string name = std::string(test) + ".func1";
    return GoroutineBuilder(id)
        .at(frame("(*Listener).Accept", "listener.go", 12))
        .at(frame(name, "a_test.go", line))
        .by(frame(test, "a_test.go", line), 5)
        .label(test);
  };
  const Verdict verdict = judged(
      evidence_of({accept(9, "TestA", 10), accept(10, "TestB", 20), accept(11, "TestC", 30)}));
  REQUIRE(verdict.findings.size() == 3);
  CHECK(verdict.findings[1].caused_by == verdict.findings[0].fingerprint);
  CHECK(verdict.findings[2].caused_by == verdict.findings[0].fingerprint);
  // Each test has a listener of its own.
  CHECK(verdict.findings[2].cause_reason == "it waits at the same line, and needs the same there");
}

TEST_CASE("causes: who waits for a group follows from its workers")
{
  const auto worker = [](std::int64_t id) {
    return GoroutineBuilder(id)
        .at(frame("work", "pool.go", 12))
        .by(frame("run", "pool.go", 22), 5)
        .label(k_test);
  };
  const Goroutine waiter = GoroutineBuilder(11, Wait::wait_group, "sync.WaitGroup.Wait")
                               .at(go_frame("sync.(*WaitGroup).Wait", "sync/waitgroup.go", 118))
                               .at(frame("run.func1", "pool.go", 26))
                               .by(frame("run", "pool.go", 25), 5)
                               .label(k_test);
  const auto judge = [&](const char* code) {
    return judged(evidence_of({worker(9), worker(10), waiter}), {},
                  lines_of({{10, "func work(jobs chan int, wg *sync.WaitGroup) {"},
                            {11, "\t" + std::string(code)},
                            {12, "\tfor range jobs {"},
                            {13, "\t}"},
                            {14, "}"},
                            {20, "func run() {"},
                            {25, "\tgo func() {"},
                            {26, "\t\twg.Wait()"},
                            {27, "\t}()"},
                            {28, "}"}}));
  };
  const Verdict verdict = judge("defer wg.Done()");
  CHECK(blocked_in(verdict, "run.func1").caused_by == blocked_in(verdict, "work").fingerprint);
  CHECK(blocked_in(verdict, "run.func1").cause_reason == "it waits for that one to end");
  // One that never says that it is done is not waited for.
  CHECK(blocked_in(judge("<-ctx.Done()"), "run.func1").caused_by.empty());
}

// A router that is not closed: one of its methods starts who waits, another one the handlers.
TEST_CASE("causes: who waits for a group of an object follows from what its methods started")
{
  const auto judge = [&](const char* done) {
    const Goroutine handler = GoroutineBuilder(9, Wait::select, "select")
                                  .at(frame("(*handler).run", "router.go", 12))
                                  .at(frame("(*Router).RunHandlers.func1", "router.go", 22))
                                  .by(frame("(*Router).RunHandlers", "router.go", 21), 7)
                                  .label(k_test);
    const Goroutine waiter = GoroutineBuilder(11, Wait::wait_group, "sync.WaitGroup.Wait")
                                 .at(go_frame("sync.(*WaitGroup).Wait", "sync/waitgroup.go", 118))
                                 .at(frame("(*Router).watch.func1", "router.go", 32))
                                 .by(frame("(*Router).watch", "router.go", 31), 7)
                                 .label(k_test);
    const Verdict verdict = judged(evidence_of({handler, waiter}), {},
                                   lines_of({{10, "func (h *handler) run() {"},
                                             {12, "\tselect {}"},
                                             {13, "}"},
                                             {20, "func (r *Router) RunHandlers() {"},
                                             {21, "\tgo func() {"},
                                             {22, "\t\th.run()"},
                                             {23, "\t\t" + std::string(done)},
                                             {24, "\t}()"},
                                             {25, "}"},
                                             {30, "func (r *Router) watch() {"},
                                             {31, "\tgo func() {"},
                                             {32, "\t\tr.handlersWg.Wait()"},
                                             {33, "\t}()"},
                                             {34, "}"}}));
    return blocked_in(verdict, "watch.func1").cause_reason;
  };
  CHECK(judge("r.handlersWg.Done()") == "it waits for that one to end");
  CHECK(judge("r.others.Done()").empty());
}

TEST_CASE("causes: what was started by several that wait at one line goes with these")
{
  const auto runner = [](std::int64_t id, const char* test) {
    return GoroutineBuilder(id)
        .at(frame("(*Router).Run", "router.go", 30))
        .by(frame(test, "router_test.go", static_cast<int>(id) * 10), id + 100)
        .label(test);
  };
  const auto child = [](std::int64_t id, std::int64_t starter, const char* test) {
    return GoroutineBuilder(id)
        .at(frame("(*handler).run", "router.go", 40))
        .by(frame("(*Router).Run", "router.go", 28), starter)
        .label(test);
  };
  const Verdict verdict = judged(evidence_of(
      {runner(9, "TestA"), runner(10, "TestB"), child(21, 9, "TestA"), child(22, 10, "TestB")}));
  REQUIRE(verdict.findings.size() == 3);
  const Finding& handlers = blocked_in(verdict, "(*handler).run");
  CHECK(handlers.count == 2);
  CHECK_FALSE(handlers.caused_by.empty());
  CHECK(std::ranges::count_if(verdict.findings, [](const Finding& finding) {
          return finding.caused_by.empty();
        }) == 1);
}

TEST_CASE("causes: what was started at several lines goes with the line that started most of it")
{
  const auto runner = [](std::int64_t id, int line, const char* test) {
    return GoroutineBuilder(id)
        .at(frame("(*Router).Run", "router.go", line))
        .by(frame(test, "router_test.go", static_cast<int>(id) * 10), id + 100)
        .label(test);
  };
  const auto child = [](std::int64_t id, std::int64_t starter, const char* test) {
    return GoroutineBuilder(id)
        .at(frame("(*handler).run", "router.go", 40))
        .by(frame("(*Router).Run", "router.go", 28), starter)
        .label(test);
  };
  std::vector<GoroutineBuilder> all = {runner(9, 30, "TestA"), runner(10, 33, "TestB"),
                                       child(21, 9, "TestA"), child(22, 10, "TestB")};
  // As many from the one as from the other: nobody knows which it goes with.
  CHECK(blocked_in(judged(evidence_of({all[0], all[1], all[2], all[3]})), "(*handler).run")
            .caused_by.empty());
  all.push_back(runner(11, 30, "TestC"));
  all.push_back(child(23, 11, "TestC"));
  const Verdict verdict = judged(evidence_of({all[0], all[1], all[2], all[3], all[4], all[5]}));
  const Finding& handlers = blocked_in(verdict, "(*handler).run");
  CHECK(handlers.count == 3);
  CHECK(handlers.cause_reason == "it was started by that one");
}

TEST_CASE("causes: a function of the test that waits is not ended by what called it")
{
  const Verdict verdict = judged(evidence_of({
      of_test(part(9, "(*Node).gossip", 30), "join"),
      of_test(GoroutineBuilder(10)
                  .at(frame("TestJoin.func1", "node_test.go", 25))
                  .at(frame("(*Node).work", "node.go", 50))
                  .by(frame("join", "node.go", 45), 5)
                  .label(k_test),
              "join"),
  }));
  REQUIRE(verdict.findings.size() == 2);
  CHECK(verdict.findings[0].caused_by.empty());
  CHECK(verdict.findings[1].caused_by.empty());
}

TEST_CASE("causes: a cause that is allowed explains nothing")
{
  AllowEntry entry;
  entry.id = ".leakgate.yml:2";
  entry.reason = "stays";
  entry.match = match().function("example.com/app/broker.(*Node).gossip");
  Policy policy;
  policy.allow = {entry};
  const Verdict verdict = judged(evidence_of({
                                     of_test(part(9, "(*Node).gossip", 30), "join"),
                                     of_test(part(10, "(*Node).collect", 40), "join"),
                                 }),
                                 policy);
  CHECK(blocked_in(verdict, "gossip").disposition == Disposition::allowed);
  CHECK(blocked_in(verdict, "collect").caused_by.empty());
}

TEST_CASE("causes: both sides of an HTTP client's connection, by the goroutine that dialled")
{
  const auto side = [](std::int64_t id, Wait wait, const char* state, const char* loop,
                       std::int64_t dialler) {
    return GoroutineBuilder(id, wait, state)
        .at(go_frame(std::string("net/http.(*persistConn).") + loop, "net/http/transport.go", 2450))
        .by(go_frame("net/http.(*Transport).dialConn", "net/http/transport.go", 1994), dialler)
        .label(k_test);
  };
  const auto writer_of = [&](std::int64_t dialler) {
    const Verdict verdict =
        judged(evidence_of({side(9, Wait::select, "select", "readLoop", 70),
                            side(10, Wait::select, "select", "writeLoop", dialler)}));
    return blocked_in(verdict, "writeLoop").caused_by.empty() ? std::string()
                                                              : verdict.findings[0].rule;
  };
  CHECK(writer_of(70) == "http-response-body");
  CHECK(writer_of(71).empty());
}

TEST_CASE("causes: who allows the reader of an HTTP client's connection allows its writer")
{
  const auto side = [](std::int64_t id, const char* loop, std::int64_t dialler) {
    return GoroutineBuilder(id, Wait::select, "select")
        .at(go_frame(std::string("net/http.(*persistConn).") + loop, "net/http/transport.go", 2450))
        .by(go_frame("net/http.(*Transport).dialConn", "net/http/transport.go", 1994), dialler)
        .label(k_test);
  };
  AllowEntry entry;
  entry.id = ".leakgate.yml:2";
  entry.reason = "kept alive";
  entry.match = match().function("net/http.(*persistConn).readLoop");
  entry.max = 2;
  Policy policy;
  policy.allow = {entry};
  const std::vector<Goroutine> connections = {side(9, "readLoop", 70), side(10, "writeLoop", 70),
                                              side(11, "readLoop", 71), side(12, "writeLoop", 71)};
  const Verdict verdict = judged(evidence_of(connections), policy);
  const Finding& writer = blocked_in(verdict, "writeLoop");
  CHECK(verdict.outcome == Outcome::pass);
  CHECK(writer.disposition == Disposition::allowed);
  CHECK(writer.disposition_reason ==
        ".leakgate.yml:2: it ends with "
        "net/http.(*persistConn).readLoop, which is allowed: kept alive");
  REQUIRE(verdict.allowed.size() == 1);
  CHECK(verdict.allowed[0].count == 4);

  // One writer more is not the other half of what is allowed.
  std::vector<Goroutine> more = connections;
  more.push_back(side(13, "writeLoop", 72));
  CHECK(blocked_in(judged(evidence_of(more), policy), "writeLoop").disposition ==
        Disposition::reported);
  // An entry that does not hold carries nothing with it, nor does the one of the writer its reader.
  policy.allow[0].max = 1;
  CHECK(judged(evidence_of(connections), policy).ledger.reported == 4);
  policy.allow[0].max.reset();
  policy.allow[0].match = match().function("net/http.(*persistConn).writeLoop");
  CHECK(judged(evidence_of(connections), policy).ledger.reported == 2);
}

TEST_CASE(
    "causes: who allows a handler that hangs allows the reader of its connection, and no other")
{
  const auto reader = [](std::int64_t id, std::int64_t server) {
    return GoroutineBuilder(id, Wait::io, "IO wait")
        .at(go_frame("net/http.(*connReader).backgroundRead", "net/http/server.go", 702))
        .by(go_frame("net/http.(*connReader).startBackgroundRead", "net/http/server.go", 698),
            server)
        .label(k_test);
  };
  const Goroutine handler =
      GoroutineBuilder(9)
          .at(frame("(*API).hang", "api.go", 12))
          .at(go_frame("net/http.serverHandler.ServeHTTP", "net/http/server.go", 3340))
          .at(go_frame("net/http.(*conn).serve", "net/http/server.go", 2109))
          .by(go_frame("net/http.(*Server).Serve", "net/http/server.go", 3493), 5)
          .label(k_test);
  AllowEntry entry;
  entry.id = ".leakgate.yml:2";
  entry.reason = "hangs";
  entry.match = match().function("example.com/app/broker.(*API).hang");
  Policy policy;
  policy.allow = {entry};
  CHECK(judged(evidence_of({handler, reader(10, 9)}), policy).outcome == Outcome::pass);
  CHECK(judged(evidence_of({handler, reader(10, 9), reader(11, 8)}), policy).ledger.reported == 2);
}

TEST_CASE("causes: an HTTP/2 connection that a test itself serves")
{
  const std::string http2 = "golang.org/x/net/http2.";
  const auto part = [&](std::int64_t id, const std::string& function, Wait wait,
                        const char* state) {
    return GoroutineBuilder(id, wait, state)
        .at(go_frame(http2 + function, "http2.go", 3))
        .label(k_test);
  };
  const Verdict verdict = judged(evidence_of({
      part(9, "(*ClientConn).readLoop", Wait::io, "IO wait")
          .by(go_frame(http2 + "(*Transport).newClientConn", "http2.go", 4), 5),
      part(10, "(*serverConn).serve", Wait::select, "select")
          .at(frame("TestJoin.func1", "node_test.go", 20))
          .by(frame(k_test, "node_test.go", 20), 5),
      part(11, "(*serverConn).readFrames", Wait::io, "IO wait")
          .by(go_frame(http2 + "(*serverConn).serve", "http2.go", 5), 10),
  }));
  REQUIRE(verdict.findings.size() == 3);
  const Finding& client = blocked_in(verdict, "readLoop");
  CHECK(client.caused_by.empty());
  CHECK(blocked_in(verdict, "TestJoin.func1").caused_by == client.fingerprint);
  CHECK(blocked_in(verdict, "readFrames").caused_by == client.fingerprint);
}

TEST_CASE("causes: what follows from a part of a cause is not said to follow from all of it")
{
  const auto waits = [](std::int64_t id, const char* test) {
    return GoroutineBuilder(id)
        .at(frame("(*Node).gossip", "node.go", 30))
        .by(frame(test, "node_test.go", static_cast<int>(id)), 5)
        .label(test);
  };
  const Verdict verdict = judged(evidence_of({
      waits(9, "TestA"),
      waits(10, "TestB"),
      GoroutineBuilder(11)
          .at(frame("(*Node).send", "node.go", 40))
          .by(frame("(*Node).gossip", "node.go", 28), 10)
          .label("TestB"),
  }));
  const Finding& part = blocked_in(verdict, "send");
  const auto cause = std::ranges::find(verdict.findings, part.caused_by, &Finding::fingerprint);
  REQUIRE(cause != verdict.findings.end());
  CHECK(cause->test == "TestA"); // and the one that started it is of TestB
  CHECK(part.cause_reason == "it was started by one of these");
}

TEST_CASE("causes: a line goes with the call that led there, and for that reason")
{
  const Verdict verdict = judged(evidence_of({
      of_test(part(9, "(*Node).gossip", 30), "join"),
      of_test(part(10, "(*Node).wait", 40), "join"),
      of_test(part(11, "(*Node).wait", 40).by(frame("join", "node.go", 36), 5), "join"),
  }));
  REQUIRE(verdict.findings.size() == 3);
  const Finding& first = blocked_in(verdict, "gossip");
  CHECK(first.caused_by.empty());
  for (const Finding& finding : verdict.findings) {
    CHECK((&finding == &first || finding.caused_by == first.fingerprint));
    CHECK((&finding == &first || finding.cause_reason == "started by the same call"));
  }
}

TEST_CASE("causes: what a leaked handler or worker has started follows from it")
{
  const Goroutine worker = GoroutineBuilder(9)
                               .at(frame("(*Node).gossip", "node.go", 30))
                               .by(frame(k_test, "node_test.go", 20), 5)
                               .label(k_test);
  const auto child = [](Wait wait, const char* state) {
    return GoroutineBuilder(10, wait, state)
        .at(frame("(*Node).send", "node.go", 40))
        .by(frame("(*Node).gossip", "node.go", 28), 9)
        .label(k_test);
  };
  const Verdict service = judged(evidence_of({worker, child(Wait::chan_receive, "chan receive")}));
  CHECK(blocked_in(service, "send").cause_reason == "it was started by that one");
  const Verdict stuck = judged(evidence_of({worker, child(Wait::chan_send, "chan send")}));
  CHECK(blocked_in(stuck, "send").caused_by.empty());
}

TEST_CASE("causes: a leak of two tests through one helper is told by the helper")
{
  std::vector<Goroutine> goroutines;
  for (const std::int64_t id : {9, 10, 11}) {
    const std::string test = "Test" + std::to_string(id);
    goroutines.push_back(
        GoroutineBuilder(id)
            .at(frame("(*Client).read", "client.go", 12))
            .by(frame("dial", "client.go", 8), id + 100)
            .label(test)
            .in_test(id + 100,
                     {frame("dial", "client.go", 9), frame("newClient", "help_test.go", 56),
                      frame(test, "client_test.go", static_cast<int>(id) * 10)}));
  }
  const Verdict verdict = judged(evidence_of(goroutines));
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].through ==
        Place{"example.com/app/broker.newClient", "broker/help_test.go", 56});
}

TEST_CASE("what is tested is no helper of its tests")
{
  std::vector<Goroutine> goroutines;
  for (const std::int64_t id : {9, 10, 11}) {
    const std::string test = "Test" + std::to_string(id);
    goroutines.push_back(
        GoroutineBuilder(id)
            .at(frame("(*Client).read", "client.go", 12))
            .by(frame("dial", "client.go", 8), id + 100)
            .label(test)
            .in_test(id + 100, {frame("dial", "client.go", 8),
                                frame(test, "client_test.go", static_cast<int>(id) * 10)}));
  }
  const Verdict verdict = judged(evidence_of(goroutines));
  REQUIRE(verdict.findings.size() == 1);
  CHECK_FALSE(verdict.findings[0].through.known());
}

TEST_CASE("a test of the largest group that comes by one call stands for the finding")
{
  const auto leak = [](std::int64_t id, const char* test, const char* call, bool line = true) {
    GoroutineBuilder builder = GoroutineBuilder(id)
                                   .at(frame("(*Client).read", "client.go", 12))
                                   .by(frame("dial", "client.go", 8), id + 100)
                                   .label(test);
    return line ? Goroutine(builder.in_test(
                      id + 100, {frame("dial", "client.go", 9), frame(call, "client.go", 20),
                                 frame(test, "client_test.go", static_cast<int>(id) * 10)}))
                : Goroutine(builder);
  };
  const Verdict verdict =
      judged(evidence_of({leak(9, "TestA", "Open"), leak(10, "TestB", "New"),
                          leak(11, "TestC", "New"), leak(12, "TestD", "New", false)}));
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].test == "TestB");
  CHECK(verdict.findings[0].at.line == 100);
  CHECK(verdict.findings[0].leakers.front().test == "TestB");
  CHECK(verdict.findings[0].leakers.size() == 4);
}

TEST_CASE("order: within a severity most goroutines, then most tests, then place")
{
  const auto leak = [](std::int64_t id, const char* function, const char* test) {
    return GoroutineBuilder(id)
        .at(frame(function, "z.go", static_cast<int>(function[0])))
        .by(frame("start", "z.go", static_cast<int>(function[0]) - 50), 5)
        .label(test);
  };
  const Verdict verdict = judged(evidence_of({
      leak(9, "a", "TestA"),
      leak(10, "b", "TestA"),
      leak(11, "b", "TestA"),
      leak(12, "c", "TestA"),
      leak(13, "c", "TestB"),
  }));
  REQUIRE(verdict.findings.size() == 3);
  CHECK(verdict.findings[0].blocked.function == "example.com/app/broker.c");
  CHECK(verdict.findings[1].blocked.function == "example.com/app/broker.b");
  CHECK(verdict.findings[2].blocked.function == "example.com/app/broker.a");
}

TEST_CASE("a test that has a line stands for the finding")
{
  const auto leak = [](std::int64_t id, const char* test) {
    return GoroutineBuilder(id)
        .at(frame("(*Client).read", "client.go", 12))
        .by(frame("dial", "client.go", 8), id + 100)
        .label(test);
  };
  const Verdict verdict = judged(evidence_of(
      {leak(9, "TestA"),
       leak(10, "TestB")
           .in_test(110, {frame("dial", "client.go", 9), frame("TestB", "client_test.go", 40)})}));
  REQUIRE(verdict.findings.size() == 1);
  CHECK(verdict.findings[0].test == "TestB");
  CHECK(verdict.findings[0].at.line == 40);
  CHECK(verdict.findings[0].leakers.size() == 2);
}

TEST_CASE("a test that hung when it ran again is a finding, and fails nothing by itself")
{
  Evidence evidence = evidence_of({});
  evidence.confirmation.emplace();
  evidence.confirmation->rounds = 3;
  evidence.confirmation->hung = {{k_package, "TestSlow", 13000}};
  const Verdict verdict = judged(evidence);
  REQUIRE(verdict.findings.size() == 1);
  const Finding& hung = verdict.findings[0];
  CHECK(hung.kind == FindingKind::hung);
  CHECK(hung.message == "TestSlow had not ended after 13 s when it ran again");
  CHECK(hung.test == "TestSlow");
  CHECK(hung.disposition == Disposition::below_threshold);
  CHECK(verdict.outcome == Outcome::pass);
}
