#include "rules/judging/failed_tests.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate::rules {

namespace {

const Failure*
failure_of(const Finding& finding, const TestRun& run)
{
  const auto package = std::ranges::find(run.packages, finding.package, &PackageRun::import_path);
  if (package == run.packages.end() || finding.test.empty()) {
    return nullptr;
  }
  const auto found = std::ranges::find(package->failures, finding.test, &Failure::test);
  return found == package->failures.end() || found->file.empty() ? nullptr : &*found;
}

} // namespace

void
tell_failed_tests(std::vector<Finding>& findings, const TestRun& run)
{
  for (Finding& finding : findings) {
    if (finding.kind != FindingKind::goroutine || finding.disposition != Disposition::reported) {
      continue;
    }
    if (const Failure* failure = failure_of(finding, run)) {
      finding.why += fmt::format("{}its test failed, at {}:{}", finding.why.empty() ? "" : "; ",
                                 failure->file, failure->line);
    }
  }
}

} // namespace leakgate::rules
