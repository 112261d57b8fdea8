#include "tests/unit/rules/config/config_errors.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace leakgate;
using leakgate::test::config_error;
using leakgate::test::config_errors;

TEST_CASE("all that is wrong in a file is said at once, sorted by position")
{
  CHECK(config_errors("treshold: {}\n"
                      "fail_on: {tier: grwing, severity: critical}\n"
                      "settle: 2s\n"
                      "settle: 3s\n"
                      "allow:\n"
                      "  - {function: a.b, reason: r, expires: 2027-13-01}\n") ==
        std::vector<std::string>{
            "c:1:1: unknown key \"treshold\", did you mean \"thresholds\"?",
            "c:2:17: tier: expected one of proven, growing, lingering, one-time, "
            "ends-by-itself, got \"grwing\" (did you "
            "mean \"growing\"?)",
            "c:2:35: severity: expected one of high, medium, low, note, got \"critical\"",
            "c:4:1: the key \"settle\" stands twice, first in line 3",
            "c:6:41: expires: expected a date like 2027-06-30, got \"2027-13-01\""});
}

TEST_CASE("an unknown key that is near none shows the keys that there are")
{
  CHECK(config_error("fail_on: {everything: 1}\n") ==
        "c:1:11: unknown key \"everything\" (fail_on has tier, severity)");
  CHECK(config_error("thresholds: {heap: {allowance: 0}}\n") ==
        "c:1:21: unknown key \"allowance\" (heap has growth, percent, per_round)");
}

TEST_CASE("keys that decide what is executed or where a token goes are refused")
{
  CHECK(config_error("exec: ./run-me\n") ==
        "c:1:1: \"exec\" decides what is executed, which a file of the checkout may not (pass it "
        "to leakgate test as a flag)");
  CHECK(config_error("confirm:\n  go-flags: -race\n") ==
        "c:2:3: \"go-flags\" decides what is executed, which a file of the checkout may not (pass "
        "it to leakgate test as a flag)");
  CHECK(config_error("api_url: https://evil.example\n") ==
        "c:1:1: \"api_url\" decides where a token goes, which a file of the checkout may not (pass "
        "it to leakgate as a flag or set it in the environment)");
}

TEST_CASE("numbers out of range and of the wrong kind are errors")
{
  CHECK(config_error("version: 2\n") == "c:1:10: version: expected 1, got \"2\"");
  CHECK(config_error("version: \"1\"\n") ==
        "c:1:10: version: expected 1, got \"1\" (without quotes)");
  CHECK(config_error("confirm: {rounds: 1}\n") ==
        "c:1:19: rounds: expected 0 (off) or a whole number from 2 to 20, got \"1\"");
  CHECK(config_error("confirm: never\n") ==
        "c:1:10: expected a map for confirm, got \"never\" (its keys are rounds, budget)");
  CHECK(config_error("thresholds: {goroutines: {growth: -1}}\n") ==
        "c:1:35: growth: expected a whole number of at least 0, got \"-1\"");
  CHECK(config_error("thresholds: {goroutines: {growth: 99999999999999999999}}\n") ==
        "c:1:35: growth: expected a whole number of at least 0, at most 9223372036854775807, got "
        "\"99999999999999999999\"");
  CHECK(config_error("thresholds: {blocked_ratio: 1.5}\n") ==
        "c:1:29: blocked_ratio: expected a number from 0 to 1, got \"1.5\"");
  CHECK(config_error("thresholds: {finalizer_wait_percent: .inf}\n") ==
        "c:1:38: finalizer_wait_percent: expected a number of at least 0, got \".inf\"");
  CHECK(config_error("thresholds: {heap: {growth: 99999999999GiB}}\n") ==
        "c:1:29: growth: expected a size like 64MiB or a whole number of bytes, at most "
        "9223372036854775807 bytes, got \"99999999999GiB\"");
  CHECK(config_error("thresholds: {heap: {percent: 1e999}}\n") ==
        "c:1:30: percent: expected a number of at least 0, at most 1.7e308, got \"1e999\"");
  CHECK(config_error("thresholds: {heap: {growth: 64 MB}}\n") ==
        "c:1:29: growth: expected a size like 64MiB or a whole number of bytes, got \"64 MB\"");
}

TEST_CASE("durations and values that are not there are errors")
{
  CHECK(config_error("settle: 2 seconds\n") ==
        "c:1:9: settle: expected a duration like 500ms, 2s or 1m, at most 60m, got \"2 seconds\"");
  CHECK(config_error("settle: 61m\n") ==
        "c:1:9: settle: expected a duration like 500ms, 2s or 1m, at most 60m, got \"61m\"");
  CHECK(config_error("settle:\n") ==
        "c:1:1: settle: expected a duration like 500ms, 2s or 1m, at most 60m, got nothing");
  CHECK(config_error("confirm: {budget: 0s}\n") ==
        "c:1:19: budget: expected a duration from 1s on, at most 60m, got \"0s\"");
  CHECK(config_error("confirm: {budget: 999ms}\n") ==
        "c:1:19: budget: expected a duration from 1s on, at most 60m, got \"999ms\"");
  CHECK(config_error("confirm: {budget: 1s}\n").empty());
  CHECK(config_error("baseline: [a]\n") == "c:1:11: baseline: expected a path, got a list");
}

TEST_CASE("an allow entry needs a reason, something that it is about, and not everything")
{
  CHECK(config_error("allow: [{function: a.b}]\n") ==
        "c:1:9: \"reason\" is missing in an allow entry (for example reason: process-wide worker, "
        "started by init)");
  CHECK(config_error("allow: [{function: a.b, reason: ' '}]\n") ==
        "c:1:33: reason: expected text, got \" \"");
  CHECK(config_error("allow: [{function: a.b, reason: 5}]\n") ==
        "c:1:33: reason: expected text, got the number 5 (put it in quotes)");
  CHECK(config_error("allow: [{reason: r}]\n") ==
        "c:1:9: an allow entry says nothing about which goroutines it means (at least one of "
        "function, top, entry, creator, package, state, test)");
  CHECK(config_error("allow: [{function: '*', reason: r}]\n") ==
        "c:1:20: \"function\" matches everything, got \"*\" (it would hide every leak: say which "
        "goroutines may stay)");
  CHECK(config_error("allow: [{test: 're:.*', reason: r}]\n") ==
        "c:1:16: \"test\" matches everything, got \"re:.*\" (it would hide every leak: say which "
        "goroutines may stay)");
  CHECK(
      config_error("allow: [{package: ./..., reason: r}]\n") ==
      "c:1:19: \"package\" matches everything, got \"./...\" (it would hide every leak: say which "
      "goroutines may stay)");
  CHECK(config_error("allow: [{package: ./..., top: a.b, reason: r}]\n").empty());
}

TEST_CASE("an allow entry that fits all unlike names is one for everything, however it is written")
{
  const auto refused = [](const std::string& key, const std::string& value) {
    return config_error("allow: [{" + key + ": '" + value + "', reason: r}]\n") ==
           "c:1:" + std::to_string(12 + key.size()) + ": \"" + key +
               "\" matches everything, got \"" + value +
               "\" (it would hide every leak: say which goroutines may stay)";
  };
  for (const char* pattern :
       {"*", "**", "*.*", "re:.*", "re:^", "re:a*", "re:()", "re:.", "re:[a-z]", "re:[.]"}) {
    CAPTURE(pattern);
    CHECK(refused("function", pattern));
    CHECK(refused("creator", pattern));
  }
  for (const char* package : {"././...", ".//...", "...", ".../...", "./......"}) {
    CAPTURE(package);
    CHECK(refused("package", package));
  }
  CHECK(refused("test", "re:[A-Z]"));
  CHECK(refused("state", "re:[a-z]"));
}

TEST_CASE("an allow entry of which one key narrows may have others that do not")
{
  for (const char* pattern : {"*.func*", "a*", "*.b", "re:a", "re:^$"}) {
    CAPTURE(pattern);
    CHECK(config_error(std::string("allow: [{function: '") + pattern + "', reason: r}]\n").empty());
  }
  CHECK(config_error("allow: [{package: ./a/..., reason: r}]\n").empty());
  CHECK(config_error("allow: [{package: ., reason: r}]\n").empty());
  CHECK(config_error("allow: [{function: 're:.', test: TestA, reason: r}]\n").empty());
  CHECK(config_error("allow: [{state: [select, sleep], function: '*.*', reason: r}]\n").empty());
  CHECK(config_errors("allow: [{function: '*.*', package: ./..., reason: r}]\n").size() == 2);
  CHECK(config_error("allow: [{function: '*', test: TestA, reason: r}]\n") ==
        "c:1:20: \"function\" matches everything, got \"*\" (it would hide every leak: say which "
        "goroutines may stay)");
}

TEST_CASE("expressions, globs and package patterns are checked")
{
  CHECK(
      config_error("allow: [{function: 're:[a-z', reason: r}]\n") ==
      "c:1:20: function: expected an expression of Go's regexp, got \"re:[a-z\" (missing ]: [a-z)");
  CHECK(config_error("allow: [{function: \"re:(a\\nb\", reason: r}]\n") ==
        "c:1:20: function: expected an expression of Go's regexp, got \"re:(a\\nb\" (missing ): (a "
        "b)");
  CHECK(config_error("allow: [{function: 're:', reason: r}]\n") ==
        "c:1:20: function: expected an expression of Go's regexp, got \"re:\" (nothing after re:)");
  CHECK(config_error("allow: [{function: ^a.b$, reason: r}]\n") ==
        "c:1:20: function: a glob knows only *, got \"^a.b$\" (for a regular expression write "
        "\"re:^a.b$\")");
  CHECK(config_error("allow: [{function: '', reason: r}]\n") ==
        "c:1:20: function: expected a pattern, got \"\"");
  CHECK(config_error("packages: [{match: ./a/*}]\n") ==
        "c:1:20: match: a package pattern is Go's, got \"./a/*\" (write ... for any string)");
  CHECK(config_error("packages: [{match: ../...}]\n") ==
        "c:1:20: match: a package pattern must stay in the folder of this file, got \"../...\"");
  CHECK(config_error("packages: [{match: /abs}]\n") ==
        "c:1:20: match: a package pattern is an import path or starts with ./, got \"/abs\"");
}

TEST_CASE("an expression that is too long or takes too much is refused at its place")
{
  CHECK(config_error("allow: [{function: 're:(?:\\pL{1,200}){2}', reason: r}]\n") ==
        "c:1:20: function: expected an expression of Go's regexp, got \"re:(?:\\\\pL{1,200}){2}\" "
        "(too large "
        "once compiled: fewer repetitions, or smaller classes in them)");
  const std::string error =
      config_error("allow: [{function: 're:" + std::string(10'001, 'a') + "', reason: r}]\n");
  CHECK(error.starts_with("c:1:20: function: expected an expression of Go's regexp, got \"re:aaa"));
  CHECK(error.ends_with("(it has 10001 bytes, at most 10000)"));
  CHECK(config_error("allow: [{function: 're:" + std::string(10'000, 'a') + "', reason: r}]\n")
            .empty());
}

TEST_CASE("a backslash in double quotes leads to single quotes")
{
  CHECK(config_error("allow:\n  - function: \"re:^pool\\.Leak\"\n    reason: r\n") ==
        "c:2:26: not valid YAML: unknown escape character: ., got \"- function: "
        "\\\"re:^pool\\\\.Leak\\\"\" (use single quotes: 're:…')");
}

TEST_CASE("a state by what people call it leads to its word")
{
  const auto meant = [](const std::string& state) {
    const std::string error = config_error("allow: [{state: " + state + ", reason: r}]\n");
    const std::string start = "c:1:17: state: unknown state \"" + state + "\", did you mean ";
    return error.starts_with(start) ? error.substr(start.size()) : error;
  };
  CHECK(meant("chan_recv") == "\"chan_receive\"?");
  CHECK(meant("chan recv") == "\"chan_receive\"?");
  CHECK(meant("recv") == "\"chan_receive\"?");
  CHECK(meant("rcv") == "\"chan_receive\"?");
  CHECK(meant("RWMutex") == "\"rwmutex_read\" or \"rwmutex_write\"?");
  CHECK(meant("WaitGroup") == "\"wait_group\"?");
  CHECK(meant("wg") == "\"wait_group\"?");
  CHECK(meant("io_wait") == "\"io\"?");
}

TEST_CASE("a state that Go does not have shows the nearest")
{
  CHECK(config_error("allow: [{state: chan_recieve, reason: r}]\n") ==
        "c:1:17: state: unknown state \"chan_recieve\", did you mean \"chan_receive\"?");
  CHECK(config_error("allow: [{state: blocked for good, reason: r}]\n") ==
        "c:1:17: state: unknown state \"blocked for good\" (one of unknown, running, runnable, "
        "chan_send, "
        "chan_send_nil, chan_receive, chan_receive_nil, select, select_no_cases, mutex, "
        "rwmutex_read, rwmutex_write, wait_group, cond, semaphore, sleep, io, syscall, finalizer, "
        "runtime; or a pattern)");
  CHECK(config_error("allow: [{state: [select, 'chan*'], reason: r}]\n") ==
        "c:1:26: state: a list of states has words only, got \"chan*\" (write a pattern alone, "
        "without "
        "the list)");
  CHECK(config_error("allow: [{state: [], reason: r}]\n") ==
        "c:1:17: state: expected a state or a list of states, got an empty list");
}

TEST_CASE("patterns need an id of their own and a match that says something")
{
  CHECK(config_errors("patterns:\n"
                      "  - {id: a, match: {}}\n"
                      "  - {id: a, match: {state: sleep}}\n") ==
        std::vector<std::string>{
            "c:2:20: match says nothing about which goroutines it means (at least one of state, "
            "function, top, entry, creator, package, test, source, goroutines, kind)",
            "c:3:10: the id \"a\" stands twice, first in line 2"});
  CHECK(config_error("patterns: {id: a}\n") ==
        "c:1:11: expected a list, got a map (each item is a pattern and begins with \"- \")");
}

TEST_CASE("files must lie in the folder of the configuration")
{
  CHECK(config_errors("baseline: ../x\n"
                      "reports: {junit: /etc/x, html: ~/x, json: \"a\\0b\", md: a/}\n") ==
        std::vector<std::string>{
            "c:1:11: baseline: expected a path, got \"../x\" (it leaves the folder of this file)",
            "c:2:18: junit: expected a path, got \"/etc/x\" (it must be relative to the folder of "
            "this "
            "file)",
            "c:2:32: html: expected a path, got \"~/x\" (it must be relative to the folder of this "
            "file)",
            "c:2:43: json: expected a path, got \"a\\x00b\" (it has control characters)",
            "c:2:55: md: expected a path, got \"a/\" (it names a folder)"});
  CHECK(config_error("reports: [junit]\n") ==
        "c:1:10: expected a map of names to paths, got a list");
}
