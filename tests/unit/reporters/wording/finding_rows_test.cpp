#include "reporters/wording/finding_rows.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

std::vector<std::string>
labels(const std::vector<finding_rows::Row>& rows)
{
  std::vector<std::string> out;
  for (const finding_rows::Row& row : rows) {
    out.emplace_back(row.label);
  }
  return out;
}

using Labels = std::vector<std::string>;

} // namespace

TEST_CASE("rows: where a leak happened reads from the test to the blocked line")
{
  Finding finding = verdicts::one_leak().findings.at(0);
  CHECK(labels(finding_rows::chain(finding)) == Labels{"test", "started", "blocked"});
  finding.called = {"example.com/app/broker.New", "broker/new.go", 12};
  CHECK(labels(finding_rows::chain(finding)) == Labels{"test", "called", "started", "blocked"});
  // What ended a process late is a goroutine too.
  finding.kind = FindingKind::outlived;
  CHECK(labels(finding_rows::chain(finding)) == Labels{"test", "called", "started", "blocked"});
  CHECK(finding_rows::advice(finding).label == "help");
  finding.kind = FindingKind::heap;
  CHECK(labels(finding_rows::chain(finding)) == Labels{"grew"});
  finding.kind = FindingKind::metric;
  CHECK(labels(finding_rows::chain(finding)) == Labels{"where"});
  finding.at = {};
  CHECK(finding_rows::chain(finding).empty());
}

TEST_CASE("rows: labels fit into the column of every report, and what is not known has no row")
{
  for (const auto& [name, make] : verdicts::all()) {
    CAPTURE(name);
    const Verdict verdict = make();
    for (const Finding& finding : verdict.findings) {
      for (const auto& rows : {finding_rows::chain(finding), finding_rows::facts(finding),
                               finding_rows::family(finding, {&finding})}) {
        for (const finding_rows::Row& row : rows) {
          CHECK(row.label.size() <= 9);
          CHECK((!row.text.empty() || (row.place != nullptr && row.place->known())));
        }
      }
    }
  }
}

TEST_CASE("rows: the finding's own advice goes before the rule's, in two parts where it has them")
{
  Finding finding = verdicts::one_leak().findings.at(0);
  RuleInfo rule;
  rule.why = "nobody closes it";
  rule.fix = "close it";
  finding.help = "nobody closes it: call (*Hub).Close, which closes it";
  CHECK(finding_rows::why_and_fix(finding, &rule).why == "nobody closes it");
  CHECK(finding_rows::why_and_fix(finding, &rule).fix == "call (*Hub).Close, which closes it");
  finding.help = "stop the timer";
  CHECK(finding_rows::why_and_fix(finding, &rule).why.empty());
  CHECK(finding_rows::why_and_fix(finding, &rule).fix == "stop the timer");
  finding.help.clear();
  CHECK(finding_rows::why_and_fix(finding, &rule).fix == "close it");
  CHECK(finding_rows::why_and_fix(finding, nullptr).fix.empty());
}
