#include "reporters/wording/totals.hpp"

#include "gate/base/text.hpp"
#include "gate/model/vet.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/heap_growth.hpp"
#include "reporters/wording/let_pass.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace leakgate {

namespace {

void
add(VerdictTotals& totals, const Finding& finding)
{
  switch (finding.kind) {
  case FindingKind::goroutine:
    totals.leaks += static_cast<std::uint64_t>(finding.count);
    ++totals.places;
    break;
  case FindingKind::heap: ++(is_heap_leak(finding) ? totals.grown : totals.limits); break;
  case FindingKind::metric: ++totals.limits; break;
  case FindingKind::policy: ++totals.entries; break;
  case FindingKind::outlived: ++totals.outlived; break;
  case FindingKind::hung: ++totals.hung; break;
  }
}

} // namespace

VerdictTotals
totals_of(const Verdict& verdict)
{
  VerdictTotals totals;
  for (const PackageVerdict& package : verdict.packages) {
    totals.judged += package.judged ? 1 : 0;
  }
  for (const PackageRun& package : verdict.run.packages) {
    totals.tests += static_cast<long long>(package.tests.size());
    totals.failed_packages += go_test_failed(package.end) ? 1 : 0;
    totals.unbuilt_packages +=
        package.end == PackageEnd::build_failed && !refused_by_vet(package) ? 1 : 0;
    totals.seconds += package.cached ? 0 : package.elapsed.count();
    totals.failed_tests +=
        std::count_if(package.tests.begin(), package.tests.end(),
                      [](const TestCase& test) { return test.outcome == TestOutcome::fail; });
  }
  const Families families(verdict);
  for (const Finding& finding : verdict.findings) {
    if (finding.disposition == Disposition::reported) {
      add(totals, finding);
      totals.folded += families.is_folded(finding) ? 1 : 0;
    }
  }
  return totals;
}

std::string
found_text(const VerdictTotals& totals, std::string_view no_leaks)
{
  std::vector<std::string> parts;
  if (totals.places > 0) {
    parts.push_back(fmt::format(
        "{} leaked goroutine{} of {}{}", totals.leaks, totals.leaks == 1 ? "" : "s",
        text::counted(totals.places - totals.folded, "cause"),
        totals.folded > 0 ? fmt::format(" ({})", text::counted(totals.places, "finding")) : ""));
  }
  if (totals.grown > 0) {
    parts.push_back("memory that grows in " + text::counted(totals.grown, "place"));
  }
  if (parts.empty() && !no_leaks.empty()) {
    parts.emplace_back(no_leaks);
  }
  if (totals.outlived > 0) {
    parts.push_back(fmt::format("{} ended the process after {}",
                                text::counted(totals.outlived, "goroutine"),
                                totals.outlived == 1 ? "its test" : "their tests"));
  }
  if (totals.hung > 0) {
    parts.push_back(text::counted(totals.hung, "test") + " hung");
  }
  if (totals.limits > 0) {
    parts.push_back(text::counted(totals.limits, "limit") + " exceeded");
  }
  if (totals.entries > 0) {
    parts.push_back(fmt::format("{} stale or expired entr{}", totals.entries,
                                totals.entries == 1 ? "y" : "ies"));
  }
  return text::join(parts, " · ");
}

std::string
found_text(const Verdict& verdict)
{
  return found_text(totals_of(verdict), no_leaks_text(verdict)) + heap_growth::not_judged(verdict);
}

std::string
time_text(const Verdict& verdict)
{
  constexpr double k_second = 1000;
  constexpr std::int64_t k_worth_naming_ms = 100;
  if (verdict.took_ms <= 0) {
    const double seconds = totals_of(verdict).seconds;
    return seconds > 0 ? fmt::format("{:.1f} s", seconds) : "";
  }
  std::int64_t settle_ms = 0; // packages run beside one another
  for (const PackageVerdict& package : verdict.packages) {
    const bool waited = package.source == EvidenceSource::probe;
    settle_ms = std::max(settle_ms, waited ? package.settle_ms : 0);
  }
  std::vector<std::string> parts;
  const auto add = [&](std::string_view what, std::int64_t ms) {
    if (ms >= k_worth_naming_ms) {
      parts.push_back(fmt::format("{} {:.1f} s", what, static_cast<double>(ms) / k_second));
    }
  };
  add("settling", settle_ms);
  add("confirmation", verdict.confirm_ms);
  add("memory", verdict.heap_ms);
  return fmt::format("{:.1f} s{}", static_cast<double>(verdict.took_ms) / k_second,
                     parts.empty() ? "" : " (" + text::join(parts, ", ") + ")");
}

std::string
failed_text(const Verdict& verdict, const VerdictTotals& totals)
{
  const bool another = !verdict.reason.empty() && !verdict.reason.starts_with("go test ");
  if (totals.failed_packages == 0 && another) {
    return "the command failed"; // one that `leakgate run` has run
  }
  std::string out = "go test failed";
  if (totals.failed_packages > 0) {
    out +=
        totals.failed_tests > 0 ? ": " + text::counted(totals.failed_tests, "test") + ", " : " in ";
    out += text::counted(totals.failed_packages, "package");
  }
  return out;
}

bool
is_unjudged(const PackageVerdict& package)
{
  return !package.judged && package.end != PackageEnd::no_tests;
}

namespace {

// Judged, although its tests did not come to their end.
bool
is_cut_short(const PackageVerdict& package)
{
  switch (package.end) {
  case PackageEnd::unfinished:
  case PackageEnd::crashed:
  case PackageEnd::timed_out:
  case PackageEnd::stopped:
  case PackageEnd::exited: return package.judged;
  case PackageEnd::passed:
  case PackageEnd::failed:
  case PackageEnd::no_tests:
  case PackageEnd::ran_none:
  case PackageEnd::build_failed: break;
  }
  return false;
}

} // namespace

bool
is_judged_in_part(const PackageVerdict& package)
{
  return is_unjudged(package) || is_cut_short(package) || package.narrowed;
}

std::string
unjudged_text(const PackageVerdict& package)
{
  if (is_unjudged(package)) {
    return fmt::format("{} was not judged: {}", package.import_path, package.note);
  }
  if (package.narrowed) {
    return fmt::format("{} was judged only in part: TestMain left out tests", package.import_path);
  }
  if (!is_cut_short(package)) {
    return {};
  }
  std::string end(to_string(package.end));
  std::ranges::replace(end, '_', ' ');
  if (package.end == PackageEnd::stopped) {
    end = "-failfast stopped it at its first failure, and packages behind it, too";
  }
  return fmt::format("{} was judged only in part: {}", package.import_path, end);
}

bool
has_unjudged(const Verdict& verdict)
{
  return verdict.outcome == Outcome::no_verdict ||
         std::ranges::any_of(verdict.packages, is_judged_in_part);
}

std::string
headline(const Verdict& verdict)
{
  const std::string found = found_text(verdict);
  switch (verdict.outcome) {
  case Outcome::pass:
  case Outcome::leaks: return found;
  case Outcome::tests_failed: return failed_text(verdict, totals_of(verdict)) + " · " + found;
  case Outcome::no_verdict: break;
  }
  return "no verdict";
}

} // namespace leakgate
