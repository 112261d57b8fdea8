// decode_bench dump FILE     decodes a goroutine dump
// decode_bench verdict FILE  the same, and judges it as what a suite has left
// decode_bench events        decodes a made-up stream of a million `go test -json` lines
//
// Prints `NAME COUNT FIRST_SECONDS BEST_SECONDS PEAK_MIB BYTES`: the first decode of a fresh
// process, the best of seven (a verdict: once), and the peak memory of the first one with its
// input. Seconds are CPU time: others on the machine are left out of it.

#include "gate/base/file.hpp"
#include "gate/decode/events/suite_events.hpp"
#include "gate/decode/goroutine_dump.hpp"
#include "rules/engine.hpp"

#include <fmt/format.h>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace {

double
peak_mib()
{
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

double
cpu_seconds()
{
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void
measure(const char* name, std::string_view input,
        const std::function<std::size_t(std::string_view)>& decode, int rounds = 7)
{
  double first = 0, best = 0, peak = 0;
  std::size_t count = 0;
  for (int round = 0; round < rounds; ++round) {
    const double start = cpu_seconds();
    count = decode(input);
    const double seconds = cpu_seconds() - start;
    if (round == 0) {
      first = best = seconds;
      peak = peak_mib();
    }
    best = std::min(best, seconds);
  }
  fmt::print("{} {} {:.6f} {:.6f} {:.1f} {}\n", name, count, first, best, peak, input.size());
}

std::size_t
decode_dump(std::string_view text)
{
  return leakgate::decode_goroutine_dump(text, "dump").goroutines.size();
}

// From the text to a verdict: how many goroutines leaked.
std::size_t
judge_dump(std::string_view text)
{
  leakgate::Evidence evidence;
  leakgate::PackageRun& run = evidence.run.packages.emplace_back();
  run.import_path = "main";
  run.end = leakgate::PackageEnd::passed;
  leakgate::PackageEvidence& package = evidence.packages.emplace_back();
  package.import_path = "main";
  package.source = leakgate::EvidenceSource::probe;
  package.before.emplace();
  leakgate::Snapshot& after = package.after.emplace();
  after.dump = std::move(leakgate::decode_goroutine_dump(text, "dump").goroutines);
  after.dump_taken = after.dump_complete = true;
  after.goroutines = static_cast<std::int64_t>(after.dump.size());
  std::size_t left = 0;
  for (const auto& finding : leakgate::evaluate(evidence, leakgate::Policy{}).findings)
    left += static_cast<std::size_t>(finding.count);
  return left;
}

std::size_t
decode_events(std::string_view stream)
{
  leakgate::TestEventReader reader({});
  reader.feed(stream);
  std::size_t tests = 0;
  for (const auto& package : reader.finish().packages)
    tests += package.tests.size();
  return tests;
}

std::string
million_lines()
{
  std::string stream;
  for (int i = 0; i < 200'000; ++i) {
    const std::string head = fmt::format(
        R"("Time":"2026-01-02T03:04:05.678901234Z","Package":"example.com/app/p{}","Test":"TestThing/case_{}")",
        i % 50, i);
    stream += fmt::format(
        "{{\"Action\":\"run\",{0}}}\n"
        "{{\"Action\":\"output\",{0},\"Output\":\"=== RUN   TestThing/case_{1}\\n\"}}\n"
        "{{\"Action\":\"output\",{0},\"Output\":\"    thing_test.go:12: got {1}\\n\"}}\n"
        "{{\"Action\":\"output\",{0},\"Output\":\"--- PASS: TestThing/case_{1} (0.00s)\\n\"}}\n"
        "{{\"Action\":\"pass\",{0},\"Elapsed\":0}}\n",
        head, i);
  }
  return stream;
}

} // namespace

int
main(int argc, char** argv)
{
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "events" && argc == 2) {
    measure("leakgate", million_lines(), decode_events);
    return 0;
  }
  if ((what != "dump" && what != "verdict") || argc != 3) {
    fmt::print(stderr, "usage: decode_bench dump FILE | verdict FILE | events\n");
    return 2;
  }
  const auto text = leakgate::read_file(argv[2]);
  if (!text) {
    fmt::print(stderr, "{}\n", text.error());
    return 1;
  }
  if (what == "verdict") {
    measure("leakgate", *text, judge_dump, 1);
    return 0;
  }
  measure("leakgate", *text, decode_dump);
  return 0;
}
