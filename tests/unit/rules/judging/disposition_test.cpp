#include "rules/judging/disposition.hpp"

#include <doctest/doctest.h>

#include <optional>

using namespace leakgate;
using namespace leakgate::rules;

namespace {

AllowEntry
entry(std::optional<std::int64_t> max = {})
{
  AllowEntry made;
  made.id = ".leakgate.yml:12";
  made.reason = "process-wide worker, started by init";
  made.max = max;
  return made;
}

Judged
leak(const std::string& fingerprint, std::int64_t count, const AllowEntry* allow = nullptr)
{
  Judged made;
  made.finding.fingerprint = fingerprint;
  made.finding.package = "p";
  made.finding.count = count;
  made.allow = allow;
  return made;
}

std::vector<Judged>
disposed(std::vector<Judged> leaks, const Policy& policy = {}, const PackageLimits& limits = {})
{
  std::optional<BaselineIndex> index;
  if (policy.baseline) {
    index.emplace(*policy.baseline);
  }
  dispose(leaks, policy, limits, index ? &*index : nullptr, {});
  std::int64_t count = 0;
  for (const Judged& each : leaks) {
    count += each.finding.count;
  }
  Ledger ledger;
  ledger.seen = count;
  add_to_columns(leaks, ledger);
  CHECK(ledger.balances());
  return leaks;
}

Policy
with_baseline(std::vector<BaselineEntry> entries)
{
  Policy policy;
  policy.baseline = Baseline{".leakgate-baseline.json", std::move(entries)};
  return policy;
}

void
check(const Judged& leak, Disposition disposition, const std::string& reason)
{
  CHECK(leak.finding.disposition == disposition);
  CHECK(leak.finding.disposition_reason == reason);
}

} // namespace

TEST_CASE("what nothing covers is reported, without a word")
{
  check(disposed({leak("a", 1)})[0], Disposition::reported, "");
}

TEST_CASE("an entry allows, and says where it stands and why")
{
  const AllowEntry allow = entry();
  check(disposed({leak("a", 7, &allow)})[0], Disposition::allowed,
        ".leakgate.yml:12: process-wide worker, started by init");
}

TEST_CASE("an entry allows at most so many of the package, over all its leaks")
{
  const AllowEntry allow = entry(3);
  check(disposed({leak("a", 1, &allow), leak("b", 2, &allow)})[1], Disposition::allowed,
        ".leakgate.yml:12: process-wide worker, started by init");
  const auto more = disposed({leak("a", 2, &allow), leak("b", 2, &allow)});
  check(more[0], Disposition::reported, "allowed up to 3 by .leakgate.yml:12, got 4");
  check(more[1], Disposition::reported, "allowed up to 3 by .leakgate.yml:12, got 4");
}

TEST_CASE("the baseline covers what it records and no goroutine more")
{
  const Policy policy = with_baseline({{"a", {}, "p", 3, "2026-10-01", ""}});
  const auto covered = disposed({leak("a", 3), leak("b", 1)}, policy);
  check(covered[0], Disposition::baseline,
        "baseline .leakgate-baseline.json: 3 recorded on 2026-10-01");
  CHECK(covered[0].finding.baseline_count == 3);
  check(covered[1], Disposition::reported, "");
  CHECK_FALSE(covered[1].finding.baseline_count);
  const auto grown = disposed({leak("a", 4)}, policy);
  check(grown[0], Disposition::reported, "baseline has 3, got 4");
  CHECK(grown[0].finding.baseline_count == 3);
}

TEST_CASE("any variant identifies a leak in the baseline")
{
  const Policy policy = with_baseline({{"a", {"b"}, "p", 3, "2026-10-01", ""}});
  Judged other = leak("x", 2);
  other.finding.variants = {{"x", 1, {}, {}}, {"b", 1, {}, {}}};
  check(disposed({other}, policy)[0], Disposition::baseline,
        "baseline .leakgate-baseline.json: 3 recorded on 2026-10-01");
}

TEST_CASE("what is parked elsewhere than the baseline records is another leak of the same identity")
{
  const auto at = [](const char* place, bool parked) {
    Judged made = leak("a", 1);
    made.finding.places = {place};
    made.finding.parked = parked;
    return made;
  };
  const Policy parked = with_baseline({{"a", {"v1:take"}, "p", 1, "2026-10-01", "", true}});
  CHECK(disposed({at("v1:take", true)}, parked)[0].finding.disposition == Disposition::baseline);
  CHECK(disposed({at("v1:put", true)}, parked)[0].finding.disposition == Disposition::reported);
  // It slept before it got there, so it was seen at two places: that one is not among them counts.
  CHECK(disposed({at("v1:put", false)}, parked)[0].finding.disposition == Disposition::reported);
  const Policy loop = with_baseline({{"a", {"v1:poll"}, "p", 1, "2026-10-01", ""}});
  CHECK(disposed({at("v1:sleep", false)}, loop)[0].finding.disposition == Disposition::baseline);
  CHECK(disposed({at("v1:put", true)}, loop)[0].finding.disposition == Disposition::reported);
}

TEST_CASE("leaks that were one in the baseline share its count: all of them or none")
{
  const Policy policy = with_baseline({{"a", {"b"}, "p", 3, "2026-10-01", ""}});
  const auto covered = disposed({leak("a", 1), leak("b", 2)}, policy);
  CHECK(covered[0].finding.disposition == Disposition::baseline);
  CHECK(covered[1].finding.disposition == Disposition::baseline);
  const auto grown = disposed({leak("a", 2), leak("b", 2)}, policy);
  check(grown[0], Disposition::reported, "baseline has 3, got 4");
  check(grown[1], Disposition::reported, "baseline has 3, got 4");
}

TEST_CASE("what an entry does not cover any more the baseline may")
{
  const AllowEntry allow = entry(1);
  const Policy policy = with_baseline({{"a", {}, "p", 3, "2026-10-01", ""}});
  check(disposed({leak("a", 3, &allow)}, policy)[0], Disposition::baseline,
        "allowed up to 1 by .leakgate.yml:12, got 3; baseline .leakgate-baseline.json: 3 recorded "
        "on 2026-10-01");
}

TEST_CASE("what is allowed does not use up the baseline")
{
  const AllowEntry allow = entry();
  const Policy policy = with_baseline({{"a", {"b"}, "p", 2, "2026-10-01", ""}});
  const auto leaks = disposed({leak("a", 9, &allow), leak("b", 2)}, policy);
  CHECK(leaks[0].finding.disposition == Disposition::allowed);
  CHECK(leaks[1].finding.disposition == Disposition::baseline);
}

TEST_CASE("a tier or a severity that the policy does not fail on is below the threshold")
{
  Judged once = leak("a", 1);
  once.finding.tier = Tier::one_time;
  check(disposed({once})[0], Disposition::below_threshold,
        "tier one-time is weaker than lingering, from which on the gate fails");
  Judged note = leak("a", 1);
  note.finding.severity = Severity::note;
  check(disposed({note})[0], Disposition::below_threshold,
        "severity note is below low, from which on the gate fails");
  Policy all;
  all.fail_severity = Severity::note;
  all.fail_tier = Tier::one_time;
  note.finding.tier = Tier::one_time;
  check(disposed({note}, all)[0], Disposition::reported, "");
}

TEST_CASE("a package may grow by so many goroutines, and then by none of them")
{
  PackageLimits limits;
  limits.thresholds.goroutine_growth = 8;
  limits.where = ".leakgate.yml:20";
  const auto few = disposed({leak("a", 3), leak("b", 2)}, {}, limits);
  check(few[0], Disposition::below_threshold,
        "5 goroutines left in the package, 8 are permitted (.leakgate.yml:20)");
  CHECK(few[1].finding.disposition == Disposition::below_threshold);
  const auto many = disposed({leak("a", 7), leak("b", 2)}, {}, limits);
  check(many[0], Disposition::reported, "");
  check(many[1], Disposition::reported, "");
}

TEST_CASE("only what is left counts as growth, and the run's own limit has no line")
{
  const AllowEntry allow = entry();
  PackageLimits limits;
  limits.thresholds.goroutine_growth = 1;
  Judged once = leak("b", 5);
  once.finding.tier = Tier::one_time;
  const auto leaks = disposed({leak("a", 9, &allow), once, leak("c", 1)}, {}, limits);
  check(leaks[2], Disposition::below_threshold, "1 goroutine left in the package, 1 is permitted");
}
