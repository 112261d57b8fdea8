#include "reporters/html/timed_tests.hpp"

#include "gate/base/saturate.hpp"
#include "reporters/wording/finding_text.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <tuple>

namespace leakgate::html {

namespace {

using Seconds = std::chrono::duration<double>;

constexpr std::size_t k_most_tests = 200;
constexpr double k_latest_ms = 1e12; // what a file says may be any number

std::optional<std::int64_t>
milliseconds(const std::optional<Seconds>& time)
{
  const double ms = time ? std::round(time->count() * 1000) : -1;
  return ms >= 0 && ms <= k_latest_ms ? std::optional(static_cast<std::int64_t>(ms)) : std::nullopt;
}

// What has no end is the longest.
bool
is_more_important(const TimedTest& a, const TimedTest& b)
{
  const auto rank = [](const TimedTest& test) {
    const std::int64_t length =
        test.ended_ms ? test.ended_ms.value() - test.started_ms : std::int64_t{1} << 60;
    return std::tuple(!test.severity, -length, test.started_ms, test.name);
  };
  return rank(a) < rank(b);
}

} // namespace

TestsOverTime::TestsOverTime(const Verdict& verdict)
{
  for (const PackageRun& run : verdict.run.packages) {
    m_runs.emplace(run.import_path, &run);
    m_names.emplace(run.import_path, SubtestNames(run.tests));
  }
  for (const Finding& finding : verdict.findings) {
    if (finding.kind != FindingKind::goroutine || finding.disposition != Disposition::reported) {
      continue;
    }
    if (finding.leakers.empty()) {
      add(finding, finding.test, finding.count);
    }
    for (const Leaker* leaker : finding_text::leaking_tests(finding)) {
      add(finding, leaker->test, leaker->count);
    }
  }
}

// A spec that a runner ran inside of a test has no time of its own: that of the test counts.
std::string_view
TestsOverTime::known_test(std::string_view package, std::string_view test) const
{
  const auto names = m_names.find(package);
  if (names == m_names.end() || names->second.contains(test)) {
    return test;
  }
  const std::string_view parent = names->second.parent_of(test);
  return parent.empty() ? test : parent;
}

void
TestsOverTime::add(const Finding& finding, std::string_view test, std::int64_t count)
{
  Leak& leak = m_leaks[{finding.package, known_test(finding.package, test)}];
  leak.severity = std::max(leak.severity, finding.severity);
  leak.count = saturating_add(leak.count, count);
}

TestsOverTime::Selection
TestsOverTime::of(std::string_view package) const
{
  const auto run = m_runs.find(package);
  if (run == m_runs.end()) {
    return {};
  }
  Selection out;
  for (const TestCase& test : run->second->tests) {
    const auto started = milliseconds(test.started);
    if (!started) {
      continue;
    }
    TimedTest timed{test.name, *started, milliseconds(test.ended), {}, 0};
    if (timed.ended_ms && *timed.ended_ms < *started) {
      timed.ended_ms = std::nullopt;
    }
    if (const auto leak = m_leaks.find({package, test.name}); leak != m_leaks.end()) {
      timed.severity = leak->second.severity;
      timed.leaked = leak->second.count;
    }
    out.tests.push_back(timed);
  }
  const std::size_t shown = std::min(out.tests.size(), k_most_tests);
  std::partial_sort(out.tests.begin(), out.tests.begin() + static_cast<std::ptrdiff_t>(shown),
                    out.tests.end(), is_more_important);
  out.left_out = out.tests.size() - shown;
  out.tests.resize(shown);
  return out;
}

} // namespace leakgate::html
