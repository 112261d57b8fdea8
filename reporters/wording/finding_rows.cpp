#include "reporters/wording/finding_rows.hpp"

#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/heap_growth.hpp"

#include <utility>

namespace leakgate::finding_rows {

namespace {

void
add_place(std::vector<Row>& rows, std::string_view label, std::string name, const Place& place)
{
  if (!name.empty() || place.known()) {
    rows.push_back({label, std::move(name), &place});
  }
}

void
add_fact(std::vector<Row>& rows, std::string_view label, std::string text)
{
  if (!text.empty()) {
    rows.push_back({label, std::move(text), nullptr});
  }
}

} // namespace

std::vector<Row>
chain(const Finding& finding)
{
  const auto function = [](const Place& place) {
    return finding_text::short_function(place.function);
  };
  std::vector<Row> rows;
  if (is_heap_leak(finding)) {
    if (!finding.test.empty()) {
      add_place(rows, "test", finding.test, finding.called);
    }
    add_place(rows, "grew", function(finding.at), finding.at);
    for (const KeptBy& keeper : finding.kept_by) {
      add_place(rows, "kept by", keeper.name, keeper.at);
    }
    return rows;
  }
  if (!shows_goroutine(finding.kind)) {
    add_place(rows, finding.kind == FindingKind::heap ? "≈ grew" : "where", function(finding.at),
              finding.at); // the place is that of most samples
    return rows;
  }
  add_place(rows, "test", finding_text::test_or_phase(finding), finding.at);
  const auto called = [&](bool inside) {
    if (finding.called.known() && finding_text::is_called_inside(finding) == inside) {
      add_place(rows, "called", function(finding.called), finding.called);
    }
  };
  called(false);
  add_place(rows, "started", function(finding.started), finding.started);
  called(true);
  add_place(rows, "blocked", function(finding.blocked), finding.blocked);
  return rows;
}

Row
tests(const Finding& finding, std::size_t most)
{
  return {"left by", finding_text::tests_line(finding, most), nullptr};
}

std::vector<Row>
facts(const Finding& finding)
{
  std::vector<Row> rows;
  add_fact(rows, "with", heap_growth::other_sites(finding));
  add_fact(rows, "holds", heap_growth::held(finding));
  add_fact(rows, "looping", finding_text::movement(finding));
  add_fact(rows, "ends on", finding_text::ways_out(finding));
  add_fact(rows, "variants", finding_text::variants(finding));
  add_fact(rows, "passes", finding_text::excused_tests(finding));
  add_fact(rows, "because", finding_text::exceeded(finding));
  add_fact(rows, "rounds", finding.confirm_note);
  return rows;
}

std::vector<Row>
advice(const Finding& finding)
{
  std::vector<Row> rows;
  add_fact(rows, "why", finding.why);
  add_fact(rows, "fix", finding.fix);
  return rows;
}

std::vector<Row>
family(const Finding& finding, const std::vector<const Finding*>& below, std::size_t most)
{
  std::vector<Row> rows;
  const std::string deadlock = finding_text::deadlock(finding);
  add_fact(rows, "deadlock", deadlock.empty() ? "" : "this one " + deadlock);
  add_fact(rows, "in all", finding_text::family_total(finding, below));
  for (std::string& line : finding_text::followers(finding, below, most)) {
    add_fact(rows, "with it", std::move(line));
  }
  return rows;
}

} // namespace leakgate::finding_rows
