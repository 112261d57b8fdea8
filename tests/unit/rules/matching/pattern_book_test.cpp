#include "rules/config/config.hpp"
#include "rules/matching/pattern_book.hpp"
#include "tests/support/evidence_builder.hpp"
#include "tests/support/match_builder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

using namespace leakgate;
using namespace leakgate::test;
using namespace leakgate::rules;

namespace {

std::vector<rules::PatternInput>
one_place(rules::PatternInput subject)
{
  return {std::move(subject)};
}

const SourceRoots k_roots = {{{k_module, k_dir}}, {"/go"}, "/cache", ""};

Pattern
pattern(const char* id, GoroutineMatch match)
{
  Pattern made;
  made.rule.id = id;
  made.match = std::move(match);
  return made;
}

Policy
policy_with(std::vector<Pattern> patterns)
{
  Policy policy;
  policy.config_dir = k_dir;
  policy.patterns = std::move(patterns);
  return policy;
}

Goroutine
worker()
{
  return GoroutineBuilder(9).at(frame("worker", "hub.go", 8)).by(frame("Start", "hub.go", 7));
}

// `id (reason)` of the choice for a worker that blocks in `statement`.
std::string
chosen(const Policy& policy, const char* statement = "", std::int64_t goroutines = 1)
{
  const Goroutine goroutine = worker();
  const PatternBook book(policy, k_roots);
  const PatternChoice choice = book.choose(
      one_place({goroutine, goroutine.wait, k_package, "TestA", statement, goroutines}));
  return choice.pattern->rule.id + " (" + choice.reason + ")";
}

const Pattern&
builtin(std::string_view id)
{
  const auto all = builtin_patterns();
  const auto found = std::ranges::find(all, id, [](const Pattern& each) { return each.rule.id; });
  REQUIRE_MESSAGE(found != all.end(), id);
  return *found;
}

// The built-in pattern for a goroutine that waits like this and runs `entry`.
const Pattern&
builtin_for(Wait wait, const char* entry = "example.com/app/broker.worker")
{
  const Policy policy;
  const Goroutine goroutine =
      GoroutineBuilder(9, wait, "").at({entry, "", 1}).by(frame("Start", "hub.go", 7));
  return *PatternBook(policy, k_roots)
              .choose(one_place({goroutine, wait, k_package, "TestA", "", 1}))
              .pattern;
}

} // namespace

TEST_CASE("every built-in pattern file is one that a user could have written")
{
  REQUIRE_FALSE(pattern_files().empty());
  for (const PatternFile& file : pattern_files()) {
    CAPTURE(file.name);
    const auto parsed = parse_patterns(file.content, std::string(file.name));
    if (!parsed) {
      for (const std::string& message : parsed.error()) {
        MESSAGE(message);
      }
    }
    REQUIRE(parsed.has_value());
    CHECK_FALSE(parsed->empty());
  }
}

TEST_CASE("each built-in pattern has an id of its own and all that a person reads")
{
  std::set<std::string> ids;
  for (const Pattern& each : builtin_patterns()) {
    CAPTURE(each.rule.id);
    CHECK(ids.insert(each.rule.id).second);
    CHECK_FALSE(each.rule.title.empty());
    CHECK_FALSE(each.rule.why.empty());
    CHECK_FALSE(each.rule.fix.empty());
    CHECK_FALSE(each.rule.explain.empty());
    CHECK(each.origin == Origin{});
  }
  CHECK(std::ranges::is_sorted(builtin_patterns(), {},
                               [](const Pattern& each) { return each.rule.id; }));
}

TEST_CASE("only the generic pattern matches every goroutine")
{
  for (const Pattern& each : builtin_patterns()) {
    CAPTURE(each.rule.id);
    CHECK((each.match == GoroutineMatch{}) == (each.rule.id == "goroutine-leak"));
  }
}

TEST_CASE("what no other pattern knows is the generic leak")
{
  const Goroutine strange = GoroutineBuilder(9, Wait::unknown, "state of a later Go");
  const Policy policy;
  const PatternChoice choice =
      PatternBook(policy, k_roots)
          .choose(one_place({strange, Wait::unknown, k_package, "", "", 0}));
  CHECK(choice.pattern == &builtin("goroutine-leak"));
  CHECK(choice.reason == "matches every goroutine");
}

TEST_CASE("a user's pattern goes before every built-in one")
{
  const Policy policy = policy_with({pattern("mine", match().waits({Wait::chan_receive}))});
  CHECK(chosen(policy) == "mine (state chan receive)");
}

TEST_CASE("of the user's patterns the most specific is chosen, whatever their order")
{
  const Pattern wide = pattern("a", match().entry("example.com/app/broker.work*"));
  const Pattern wider = pattern("b", match().entry("*.worker"));
  const Pattern narrow = pattern("c", match().waits({Wait::chan_receive}).creator("*"));
  const std::string expected = "c (state chan receive, creator example.com/app/broker.Start)";
  CHECK(chosen(policy_with({wide, wider, narrow})) == expected);
  CHECK(chosen(policy_with({narrow, wider, wide})) == expected);
  CHECK(chosen(policy_with({wider, wide})) == "a (entry example.com/app/broker.worker)");
}

TEST_CASE("equally specific patterns are told apart by their ids")
{
  const Pattern first = pattern("a", match().entry("*.worker"));
  const Pattern second = pattern("b", match().entry("*.worker"));
  CHECK(chosen(policy_with({second, first})) == "a (entry example.com/app/broker.worker)");
}

TEST_CASE("a pattern that does not match is passed over")
{
  const Policy policy = policy_with({pattern("source", match().source("re:range")),
                                     pattern("many", match().goroutines(3)), pattern("all", {})});
  CHECK(chosen(policy) == "all (matches every goroutine)");
  CHECK(chosen(policy, "for e := range ch {") == "source (source \"for e := range ch {\")");
  CHECK(chosen(policy, "", 3) == "many (3 goroutines of one test)");
}

TEST_CASE("each kind of wait has a pattern of its own for what nothing more is known of")
{
  const std::vector<std::pair<Wait, const char*>> rows = {
      {Wait::chan_send, "chan-send"},
      {Wait::chan_send_nil, "chan-send-nil"},
      {Wait::chan_receive, "chan-receive"},
      {Wait::chan_receive_nil, "chan-receive-nil"},
      {Wait::select, "select"},
      {Wait::select_no_cases, "select-no-cases"},
      {Wait::mutex, "mutex"},
      {Wait::rwmutex_read, "rwmutex-read"},
      {Wait::rwmutex_write, "rwmutex-write"},
      {Wait::wait_group, "wait-group"},
      {Wait::cond, "cond"},
      {Wait::semaphore, "semaphore"},
      {Wait::sleep, "sleep"},
      {Wait::io, "io"},
      {Wait::syscall, "syscall"},
      {Wait::running, "running"},
      {Wait::unknown, "goroutine-leak"},
  };
  for (const auto& [wait, id] : rows) {
    CHECK(builtin_for(wait).rule.id == id);
  }
}

TEST_CASE("what needs another goroutine is severe, what may end by itself is not")
{
  for (const Wait wait :
       {Wait::chan_send, Wait::chan_send_nil, Wait::chan_receive, Wait::chan_receive_nil,
        Wait::select, Wait::select_no_cases, Wait::mutex, Wait::rwmutex_read, Wait::rwmutex_write,
        Wait::wait_group, Wait::cond, Wait::running}) {
    CHECK(builtin_for(wait).rule.severity == Severity::high);
  }
  for (const Wait wait : {Wait::semaphore, Wait::sleep, Wait::io, Wait::syscall, Wait::unknown}) {
    CHECK(builtin_for(wait).rule.severity == Severity::medium);
  }
}

namespace {

// The pattern for a goroutine of the user's that waits so, where the source says that.
std::string
named(Wait wait, CodeFacts::Kind kind, std::vector<CodeCase> cases, int loop_line = 3)
{
  const Goroutine goroutine = GoroutineBuilder(9, wait, "")
                                  .at(frame("worker", "hub.go", 8))
                                  .by(frame("Start", "hub.go", 7));
  const Policy policy;
  BlockedCode code = with_callers({kind, "statement", loop_line, std::move(cases)}, {});
  return PatternBook(policy, k_roots)
      .choose(one_place({goroutine, wait, k_package, "TestA", "", 1, std::move(code)}))
      .pattern->rule.id;
}

CodeCase
receives(Leaves leaves, ChannelKind kind = ChannelKind::plain, bool binds = false)
{
  CodeCase out;
  out.op = CodeCase::Op::receive;
  out.text = "<-c";
  out.leaves = leaves;
  out.binds = binds;
  out.channel.kind = kind;
  return out;
}

} // namespace

TEST_CASE("a select is named by the case that would end it")
{
  const auto select = [](std::vector<CodeCase> cases, int loop_line = 3) {
    return named(Wait::select, CodeFacts::Kind::select, std::move(cases), loop_line);
  };
  CHECK(select({receives(Leaves::never), receives(Leaves::always)}) == "select-done");
  CHECK(select({receives(Leaves::always, ChannelKind::context)}) == "select-context");
  CHECK(select({receives(Leaves::never)}) == "select-no-exit");
  CHECK(select({receives(Leaves::never, ChannelKind::ticker)}) == "select-ticker");
  CHECK(select({receives(Leaves::never, ChannelKind::after)}) == "select-ticker");
  CHECK(select({receives(Leaves::always, ChannelKind::after)}, 0) == "select-timeout");
  CHECK(select({receives(Leaves::always, ChannelKind::plain, true)}, 0) == "select-once");
  CHECK(select({receives(Leaves::when_closed, ChannelKind::plain, true)}) == "select-closed");
  CHECK(select({receives(Leaves::may)}) == "select");
  CHECK(select({}) == "select");
}

TEST_CASE("a receive is named by its channel and by what its loop leaves on")
{
  const auto receive = [](CodeCase only, int loop_line, CodeFacts::Kind kind) {
    return named(Wait::chan_receive, kind, {std::move(only)}, loop_line);
  };
  using Kind = CodeFacts::Kind;
  CHECK(receive(receives(Leaves::when_closed), 0, Kind::range) == "chan-range");
  CHECK(receive(receives(Leaves::when_closed), 3, Kind::receive) == "chan-range");
  CHECK(receive(receives(Leaves::never), 3, Kind::receive) == "chan-loop");
  CHECK(receive(receives(Leaves::always), 0, Kind::receive) == "chan-receive");
  CHECK(receive(receives(Leaves::always, ChannelKind::context), 0, Kind::receive) ==
        "context-wait");
  CHECK(receive(receives(Leaves::never, ChannelKind::ticker), 0, Kind::range) == "ticker");
  CHECK(receive(receives(Leaves::never, ChannelKind::tick), 0, Kind::range) == "time-tick");
  CHECK(receive(receives(Leaves::always, ChannelKind::after), 0, Kind::receive) == "time-after");
  CHECK(receive(receives(Leaves::never, ChannelKind::after), 3, Kind::receive) ==
        "time-after-loop");
  CHECK(receive(receives(Leaves::always, ChannelKind::timer), 0, Kind::receive) == "timer");
}

TEST_CASE("a receive that a method would end by closing the channel is told so")
{
  const auto receive = [](ClosingCall call, Leaves leaves = Leaves::when_closed) {
    CodeCase only = receives(leaves);
    only.channel.closed = {std::move(call)};
    return named(Wait::chan_receive, CodeFacts::Kind::receive, {std::move(only)}, 3);
  };
  const ClosingCall close{"(*Hub).Close", "/src/app/hub.go", 9, false, false};
  CHECK(receive(close) == "chan-closer");
  CHECK(receive(close, Leaves::always) == "chan-closer");
  CHECK(receive(close, Leaves::never) == "chan-loop");
  CHECK(receive({"(*fake).Close", "/src/app/hub_test.go", 9, false, true}) == "chan-closer");
  // At the end of whoever sends, in a test, which nobody calls.
  CHECK(receive({"(*Hub).send", "/src/app/hub.go", 9, true, false}) == "chan-range");
  CHECK(receive({"TestHub", "/src/app/hub_test.go", 9, false, true}) == "chan-range");
}

TEST_CASE("who names functions of a library goes before who reads source")
{
  const Goroutine goroutine = GoroutineBuilder(9, Wait::select, "")
                                  .at({"net/http.(*persistConn).readLoop", "", 1})
                                  .by(frame("Start", "hub.go", 7));
  BlockedCode code = with_callers(
      {CodeFacts::Kind::select, "s", 3, {receives(Leaves::always, ChannelKind::context)}}, {});
  const Policy policy;
  CHECK(PatternBook(policy, k_roots)
            .choose(one_place({goroutine, Wait::select, k_package, "TestA", "", 1, code}))
            .pattern->rule.id == "http-response-body");
}

TEST_CASE("a call of the user's into a library is told as such")
{
  BlockedCode code;
  code.library = code.own_call = true;
  const Policy policy;
  const Goroutine goroutine = GoroutineBuilder(9, Wait::chan_receive, "");
  CHECK(PatternBook(policy, k_roots)
            .choose(one_place({goroutine, Wait::chan_receive, k_package, "TestA", "", 5, code}))
            .pattern->rule.id == "library-call");
  const Goroutine sleeper = GoroutineBuilder(9, Wait::chan_receive, "")
                                .at({"github.com/benbjohnson/clock.(*Mock).Sleep", "", 1})
                                .by(frame("Start", "hub.go", 7));
  CHECK(PatternBook(policy, k_roots)
            .choose(one_place({sleeper, Wait::chan_receive, k_package, "TestA", "", 5, code}))
            .pattern->rule.id == "mock-clock");
}

TEST_CASE("what lies in a library is not told to change its code")
{
  BlockedCode code;
  code.library = true;
  for (const Wait wait : {Wait::select, Wait::chan_receive, Wait::chan_send, Wait::wait_group}) {
    const Goroutine goroutine = GoroutineBuilder(9, wait, "");
    const Policy policy;
    CHECK(PatternBook(policy, k_roots)
              .choose(one_place({goroutine, wait, k_package, "TestA", "", 5, code}))
              .pattern->rule.id == "library-wait");
  }
  const Goroutine goroutine = GoroutineBuilder(9, Wait::sleep, "");
  const Policy policy;
  CHECK(PatternBook(policy, k_roots)
            .choose(one_place({goroutine, Wait::sleep, k_package, "TestA", "", 5, code}))
            .pattern->rule.id == "library-sleep");
}

TEST_CASE("a connection inside of a dependency is told to be closed by what owns it")
{
  const auto named_in = [](Wait wait, const char* function, bool library, bool dependency) {
    const Goroutine goroutine =
        GoroutineBuilder(9, wait, "").at({function, "", 1}).at({"node.(*Net).listen", "", 7});
    BlockedCode code;
    code.library = library;
    code.dependency = dependency;
    const Policy policy;
    return PatternBook(policy, k_roots)
        .choose(one_place({goroutine, wait, k_package, "TestA", "", 1, code}))
        .pattern->rule.id;
  };
  for (const char* function : {"net.(*TCPListener).Accept", "net.(*UDPConn).ReadFrom",
                               "net.(*conn).Read", "crypto/tls.(*Conn).Read"}) {
    CHECK(named_in(Wait::io, function, true, true) == "library-io");
    CHECK(named_in(Wait::io, function, false, false) != "library-io");
    CHECK(named_in(Wait::io, function, true, false) != "library-io"); // Go's own
  }
  CHECK(named_in(Wait::io, "net.(*TCPListener).Accept", false, false) == "accept-loop");
}

TEST_CASE("a send in a loop that nothing ends is told of the loop, not of the receiver")
{
  const auto send = [](Leaves leaves, std::string element) {
    CodeCase only;
    only.op = CodeCase::Op::send;
    only.leaves = leaves;
    only.channel.kind = ChannelKind::plain;
    only.channel.element = std::move(element);
    return named(Wait::chan_send, CodeFacts::Kind::send, {std::move(only)}, 3);
  };
  CHECK(send(Leaves::never, "job") == "chan-send-loop");
  CHECK(send(Leaves::may, "job") == "chan-send");
  CHECK(send(Leaves::always, "job") == "chan-send");
  CHECK(send(Leaves::never, "struct{}") == "chan-signal");
}

TEST_CASE("a connection of net/http is named by what its goroutine runs and waits for")
{
  const Pattern& idle = builtin_for(Wait::io, "net/http.(*persistConn).readLoop");
  CHECK(idle.rule.id == "http-idle-connection");
  CHECK(idle.subject == "idle keep-alive connection");
  CHECK(idle.rule.severity == Severity::low);
  const Pattern& body = builtin_for(Wait::select, "net/http.(*persistConn).readLoop");
  CHECK(body.rule.id == "http-response-body");
  CHECK(body.subject == "reader of an HTTP client connection");
  CHECK(body.rule.severity == Severity::high);
  CHECK(body.rule.why == "the response body was neither read to its end nor closed");
  CHECK(builtin_for(Wait::select, "net/http.(*persistConn).writeLoop").rule.id ==
        "http-connection-writer");
  CHECK(builtin_for(Wait::io, "net/http.(*conn).serve").rule.id == "http-server-connection");
}

TEST_CASE("a pattern of the user's is about any place of a loop, a built-in one about the first")
{
  const Goroutine waits = GoroutineBuilder(1, Wait::select, "select").at(frame("Poll", "p.go", 4));
  const Goroutine sleeps = GoroutineBuilder(1, Wait::sleep, "sleep").at(frame("Poll", "p.go", 9));
  const std::vector<rules::PatternInput> places = {
      {waits, Wait::select, k_package, "TestA", "", 1},
      {sleeps, Wait::sleep, k_package, "TestA", "", 1}};
  Policy policy;
  CHECK(PatternBook(policy, k_roots).choose(places).pattern->rule.id == "select");
  Pattern own;
  own.rule.id = "our-poller";
  own.match.waits = {Wait::sleep};
  policy.patterns = {own};
  const auto choice = PatternBook(policy, k_roots).choose(places);
  CHECK(choice.pattern->rule.id == "our-poller");
  CHECK(choice.reason == "state sleep");
}
