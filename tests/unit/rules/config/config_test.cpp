#include "rules/config/config.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;

namespace {

Config
config_of(const std::string& yaml)
{
  auto config = parse_config(yaml, ".leakgate.yml");
  REQUIRE(config.has_value());
  return *config;
}

} // namespace

TEST_CASE("an empty file, one of comments and one of keys without values are the defaults")
{
  CHECK(config_of("") == Config{});
  CHECK(config_of("# nothing yet\n") == Config{});
  CHECK(config_of("---\n") == Config{});
  CHECK(config_of("fail_on:\nconfirm:\nthresholds:\nallow:\npatterns:\nreports:\n") == Config{});
}

TEST_CASE("what fails, how long is waited and how often is repeated are read")
{
  const Config config = config_of("version: 1\n"
                                  "fail_on: {tier: proven, severity: note}\n"
                                  "settle: 500ms\n"
                                  "confirm: {rounds: 5, budget: 2m}\n");
  CHECK(config.policy.fail_tier == Tier::proven);
  CHECK(config.policy.fail_severity == Severity::note);
  CHECK(config.settle == std::chrono::milliseconds(500));
  CHECK(config.confirm == ConfirmSettings{5, std::chrono::minutes(2)});
  CHECK(config_of("confirm: off\n").confirm.rounds == 0);
}

TEST_CASE("a package has the thresholds of the run except for what it sets itself")
{
  const Config config = config_of("packages:\n"
                                  "  - match: ./old/...\n"
                                  "    thresholds: {goroutines: {growth: 5}, heap: {percent: 10}}\n"
                                  "  - match: ./new/...\n"
                                  "thresholds:\n"
                                  "  blocked_ratio: 0.9\n"
                                  "  finalizer_wait_percent: 200\n"
                                  "  heap: {growth: 64MiB, percent: 50}\n");
  Thresholds run;
  run.blocked_ratio = 0.9;
  run.finalizer_wait_percent = 200;
  run.heap_growth_bytes = 67108864;
  run.heap_growth_percent = 50;
  CHECK(config.policy.thresholds == run);
  REQUIRE(config.policy.packages.size() == 2);
  CHECK(config.policy.packages[1] == PackageThresholds{"./new/...", run, {".leakgate.yml", 4, 5}});
  run.goroutine_growth = 5;
  run.heap_growth_percent = 10;
  CHECK(config.policy.packages[0] == PackageThresholds{"./old/...", run, {".leakgate.yml", 2, 5}});
}

TEST_CASE("an allow entry is called after its line")
{
  const Config config = config_of("allow:\n"
                                  "  - function: go.opencensus.io/stats/view.(*worker).start\n"
                                  "    creator: 're:^example\\.com/a\\.New'\n"
                                  "    package: ./internal/...\n"
                                  "    test: Test*/sub\n"
                                  "    reason: process-wide worker\n"
                                  "    expires: 2028-02-29\n"
                                  "    max: 1\n");
  AllowEntry entry;
  entry.id = ".leakgate.yml:2";
  entry.match.function.text = "go.opencensus.io/stats/view.(*worker).start";
  entry.match.creator = {"^example\\.com/a\\.New", true};
  entry.match.package = "./internal/...";
  entry.match.test.text = "Test*/sub";
  entry.reason = "process-wide worker";
  entry.expires = "2028-02-29";
  entry.max = 1;
  entry.origin = {".leakgate.yml", 2, 5};
  REQUIRE(config.policy.allow.size() == 1);
  CHECK(config.policy.allow[0] == entry);
}

TEST_CASE("a state is our word, Go's words, a list of both, or a pattern over Go's words")
{
  const auto match = [](const std::string& state) {
    return config_of("allow: [{state: " + state + ", reason: r}]").policy.allow.at(0).match;
  };
  CHECK(match("chan_receive").waits == std::vector{Wait::chan_receive});
  CHECK(match("chan receive").waits == std::vector{Wait::chan_receive});
  CHECK(match("chan receive (nil chan)").waits == std::vector{Wait::chan_receive_nil});
  CHECK(match("sync.Mutex.Lock").waits == std::vector{Wait::mutex});
  CHECK(match("[select, IO wait, chan_send, io]").waits ==
        std::vector{Wait::chan_send, Wait::select, Wait::io});
  CHECK(match("'chan *'").state == TextPattern{"chan *", false});
  CHECK(match("'re:^sync'").state == TextPattern{"^sync", true});
  CHECK(match("coroutine").state == TextPattern{"coroutine", false});
  CHECK(match("coroutine").waits.empty());
}

TEST_CASE("baseline and reports carry the line in which they stand")
{
  const Config config = config_of("baseline: ci/baseline.json\n"
                                  "reports:\n"
                                  "  junit: leakgate.xml\n"
                                  "  json: out/../leakgate.json\n");
  CHECK(config.baseline_file == "ci/baseline.json");
  CHECK(config.baseline_origin == Origin{".leakgate.yml", 1, 1});
  CHECK(config.reports ==
        std::vector<ReportSetting>{{"junit", "leakgate.xml", {".leakgate.yml", 3, 3}},
                                   {"json", "out/../leakgate.json", {".leakgate.yml", 4, 3}}});
}

TEST_CASE("whether the heap is looked at, and what counts as growth")
{
  CHECK(config_of("heap: {check: off}\n").policy.heap.check == HeapChecking::off);
  CHECK(config_of("heap: {check: on}\n").policy.heap.check == HeapChecking::on);
  const HeapPolicy heap = config_of("heap: {trigger: 2MiB, trigger_objects: 5, floor: 32KiB, "
                                    "floor_objects: 7}\n")
                              .policy.heap;
  CHECK(heap == HeapPolicy{HeapChecking::automatic, 2 << 20, 5, 32 << 10, 7});
}

TEST_CASE("limits on what is captured, and an entry about memory")
{
  const Config config = config_of("thresholds:\n"
                                  "  heap: {per_round: 128KiB}\n"
                                  "  heap_objects: 9\n"
                                  "  runnable: 8\n"
                                  "  gc_pause_p99: 250us\n"
                                  "  sched_latency_p99: 2s\n"
                                  "  states: {chan receive: 3}\n"
                                  "allow: [{kind: heap, function: a.b, reason: r, max: 1KiB}]\n");
  const Thresholds& limits = config.policy.thresholds;
  CHECK(limits.heap_per_round_bytes == 128 << 10);
  CHECK(limits.figures.of("heap_objects") == 9);
  CHECK(limits.figures.of("runnable") == 8);
  CHECK(limits.figures.of("gc_pause_p99_ns") == 250'000);
  CHECK(limits.figures.of("sched_latency_p99_ns") == 2'000'000'000);
  CHECK(limits.states == std::map<std::string, std::int64_t>{{"chan receive", 3}});
  CHECK(config.policy.allow.at(0).match.heap);
  CHECK(config.policy.allow.at(0).max == 1024);
}
