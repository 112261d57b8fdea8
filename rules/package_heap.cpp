#include "gate/base/text.hpp"
#include "rules/heap/heap_findings.hpp"
#include "rules/heap/heap_rounds.hpp"
#include "rules/matching/allow_list.hpp"
#include "rules/names/suite_names.hpp"
#include "rules/package_judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace leakgate::rules {

namespace {

// The entry about memory whose conditions hold for the allocation.
const AllowEntry*
entry_for(const Finding& finding, const AllowList& allow)
{
  Goroutine allocating;
  allocating.frames = finding.stack;
  return allow.first_for(allow.candidates(allocating, Wait::unknown), finding.test);
}

void
judge_rounds(const HeapPackage& checked, int warm_up, const PackageRun* run,
             const PackageLimits& limits, const JudgeContext& context, PackageJudgement& out)
{
  const std::string& import_path = checked.import_path;
  if (out.package.heap) {
    HeapSummary& heap = *out.package.heap;
    const std::int64_t left = left_without_rounds(heap, checked, run, context.policy.heap);
    tell_heap_rounds(heap, checked, warm_up, context.policy.heap, left);
    if (left > 0) {
      out.problems.push_back({import_path, fmt::format("its fuzz targets and examples left {}, and "
                                                       "do not run again: whether that grows is "
                                                       "not known",
                                                       text::byte_size(left))});
    }
  }
  if (checked.runs.empty() && !checked.note.empty()) {
    out.problems.push_back(
        {import_path, "its memory was to be looked at, and could not be judged: " + checked.note});
  }
  std::vector<Finding*> goroutines;
  for (Judged& leak : out.leaks) {
    goroutines.push_back(&leak.finding);
  }
  tell_held(goroutines, checked, warm_up, TestNames(import_path, run), context.sources);
  const AllowList allow(context.policy, context.evidence.roots, import_path, true);
  std::vector<Judged> leaks;
  for (Finding& finding : heap_leaks(&checked, warm_up,
                                     {import_path, run, context.policy, context.patterns,
                                      context.source_line, context.facts_at, context.sources})) {
    const AllowEntry* entry = entry_for(finding, allow);
    leaks.push_back({std::move(finding), entry});
  }
  dispose_heap(leaks, context.policy, limits, context.baseline,
               [&](const Frame& frame) { return context.sources.place(frame); });
  std::ranges::move(leaks, std::back_inserter(out.leaks));
}

} // namespace

void
judge_package_heap(const PackageRun* run, const PackageLimits& limits, const JudgeContext& context,
                   PackageJudgement& out)
{
  const auto& check = context.evidence.heap;
  if (!check) {
    return;
  }
  const auto checked =
      std::ranges::find(check->packages, out.package.import_path, &HeapPackage::import_path);
  if (checked != check->packages.end()) {
    judge_rounds(*checked, check->warm_up, run, limits, context, out);
  }
}

} // namespace leakgate::rules
