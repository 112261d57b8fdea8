#include "gate/base/text.hpp"
#include "reporters/ci/openmetrics.hpp"
#include "tests/unit/reporters/verdict_builders.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <limits>
#include <string>

using namespace leakgate;

namespace {

// The series of a metric, one a line.
std::string
series(const Verdict& verdict, const std::string& name)
{
  const std::string all = render_openmetrics(verdict, {});
  std::string out;
  for (const std::string_view line : text::split(all, '\n')) {
    if (line.starts_with(name + " ") || line.starts_with(name + "{")) {
      out += std::string(line.substr(name.size())) + "\n";
    }
  }
  return out;
}

Verdict
leaks_of(int packages)
{
  Verdict v;
  for (int i = 0; i < packages; ++i) {
    const std::string package = fmt::format("m/p{:03}", i);
    v.findings.push_back(verdicts::finding(package, "TestA", package + ".Start", "a.go", 3));
    v.findings.back().count = i + 1;
  }
  return v;
}

} // namespace

TEST_CASE("openmetrics: leaked goroutines by package, creator and rule, equal ones summed")
{
  Verdict v = verdicts::one_leak();
  v.findings.push_back(verdicts::broker_leak());
  v.findings.back().count = 4;
  CHECK(series(v, "leakgate_goroutines_leaked") ==
        "{package=\"example.com/app/broker\",creator=\"broker.(*Hub).Subscribe\","
        "rule=\"goroutine-leak\"} 5\n");
}

TEST_CASE("openmetrics: what was let pass is counted among the findings, not among the leaks")
{
  Verdict v = verdicts::one_leak();
  v.findings.front().disposition = Disposition::allowed;
  v.findings.push_back(verdicts::limit(FindingKind::heap, "heap-growth", "m/p", "grew"));
  CHECK(series(v, "leakgate_goroutines_leaked").empty());
  CHECK(series(v, "leakgate_findings") ==
        fmt::format("{{kind=\"goroutine\",disposition=\"allowed\",severity=\"high\","
                    "tier=\"proven\"}} 1\n"
                    "{{kind=\"heap\",disposition=\"reported\",severity=\"{}\",tier=\"none\"}} 1\n",
                    to_string(v.findings.back().severity)));
}

TEST_CASE("openmetrics: of the outcomes one is 1")
{
  CHECK(series(verdicts::one_leak(), "leakgate_outcome") ==
        "{outcome=\"leaks\"} 1\n{outcome=\"no_verdict\"} 0\n"
        "{outcome=\"pass\"} 0\n{outcome=\"tests_failed\"} 0\n");
}

TEST_CASE("openmetrics: at most 500 series, the smallest are summed")
{
  CHECK(text::split(series(leaks_of(500), "leakgate_goroutines_leaked"), '\n').size() == 501);
  const std::string many = series(leaks_of(502), "leakgate_goroutines_leaked");
  CHECK(text::split(many, '\n').size() == 501);
  CHECK(many.starts_with("{package=\"(other)\",creator=\"(other)\",rule=\"(other)\"} 6\n"));
  CHECK(many.find("m/p002") == std::string::npos);
  CHECK(many.find("m/p003") != std::string::npos);
}

TEST_CASE("openmetrics: label values are escaped, for the format and for GitLab's reader")
{
  Verdict v = leaks_of(1);
  v.findings.front().package = "a\"b\\c\nd#e\xff";
  CHECK(series(v, "leakgate_goroutines_leaked").starts_with("{package=\"a\\\"b\\\\c d_e\uFFFD\","));
  v.findings.front().package = std::string(5000, 'x');
  CHECK(render_openmetrics(v, {}).size() < 3000);
}

TEST_CASE("openmetrics: units are seconds, bytes and ratios; what is not measured is left out")
{
  Verdict v = verdicts::one_leak();
  v.packages.front().settle_ms = 2050;
  v.metrics["FinalizerWaitTimePercent"] = 12.5;
  v.metrics["BlockedGoroutinesRatio"] = std::numeric_limits<double>::infinity();
  CHECK(series(v, "leakgate_settle_seconds") == "{package=\"example.com/app/broker\"} 2.05\n");
  CHECK(series(v, "leakgate_heap_before_bytes") ==
        "{package=\"example.com/app/broker\"} 3145728\n");
  CHECK(series(v, "leakgate_finalizer_wait_ratio") == " 0.125\n");
  CHECK(series(v, "leakgate_blocked_ratio").empty());
  const std::string text = render_openmetrics(v, {});
  CHECK(text.find("leakgate_blocked_ratio") == std::string::npos);
  CHECK(text.find("# UNIT leakgate_settle_seconds seconds\n") != std::string::npos);
  CHECK(text.ends_with("\n# EOF\n"));
}
