#include "reporters/ci/workflow_commands.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace leakgate;

TEST_CASE("error lines: five leaks are five lines, whatever their texts hold")
{
  Verdict verdict = verdicts::one_leak();
  verdict.findings.assign(5, verdicts::broker_leak());
  verdict.findings[3].message = "two\nlines\x1b[31m";
  const std::string out = error_lines(verdict);
  CHECK(std::count(out.begin(), out.end(), '\n') == 5);
  CHECK(out.starts_with(
      "leakgate: goroutine blocked forever in chan receive (TestSubscribe/slow_reader of "
      "example.com/app/broker), started at broker/hub.go:141, blocked at broker/hub.go:143\n"));
  CHECK(out.find('\x1b') == std::string::npos);
}

TEST_CASE("error lines: a pass is silent, no verdict is one line")
{
  CHECK(error_lines(verdicts::clean()).empty());
  CHECK(error_lines(verdicts::loosened()).empty());
  const std::string out = error_lines(verdicts::no_verdict());
  CHECK(out.starts_with("leakgate: no verdict: no snapshot of example.com/app/broker"));
  CHECK(std::count(out.begin(), out.end(), '\n') == 1);
}

TEST_CASE("error lines: very many findings are counted")
{
  Verdict verdict = verdicts::one_leak();
  verdict.findings.assign(1003, verdicts::broker_leak());
  const std::string out = error_lines(verdict);
  CHECK(out.ends_with("leakgate: 3 more findings are in the reports\n"));
}
