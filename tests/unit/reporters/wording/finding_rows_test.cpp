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
  finding.kind = FindingKind::heap;
  finding.rounds.clear();
  CHECK(labels(finding_rows::chain(finding)) == Labels{"≈ grew"});
  finding.rounds = {4096, 4096};
  CHECK(labels(finding_rows::chain(finding)) == Labels{"test", "grew"});
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

TEST_CASE("rows: advice is why and fix, as far as they are known")
{
  Finding finding = verdicts::one_leak().findings.at(0);
  const auto shown = [&] {
    std::string out;
    for (const finding_rows::Row& row : finding_rows::advice(finding)) {
      out += std::string(row.label) + " " + row.text + "\n";
    }
    return out;
  };
  finding.why = "nobody closes it";
  finding.fix = "call (*Hub).Close (hub.go:55), which closes it";
  CHECK(shown() == "why nobody closes it\nfix call (*Hub).Close (hub.go:55), which closes it\n");
  finding.why.clear();
  CHECK(shown() == "fix call (*Hub).Close (hub.go:55), which closes it\n");
  finding.fix.clear();
  CHECK(shown().empty());
}

TEST_CASE("rows: a cause tells how many goroutines it makes in all, where several findings follow")
{
  Finding cause = verdicts::one_leak().findings.at(0);
  cause.count = 14;
  Finding first = cause;
  first.count = 20;
  Finding second = cause;
  second.count = 8;
  const auto rows = finding_rows::family(cause, {&first, &second});
  REQUIRE(rows.size() == 2); // what reads the same is one row
  CHECK(rows[0].label == "in all");
  CHECK(rows[1].text.starts_with("28 × "));
  CHECK(rows[0].text == "42 goroutines: 14 of this one, 28 of 2 findings with it");
  CHECK(finding_rows::family(cause, {&first}).front().label == "with it");
}
