#include "rules/heap/heap_rounds.hpp"

#include "gate/base/saturate.hpp"
#include "gate/base/text.hpp"
#include "rules/heap/sites.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace leakgate::rules {

namespace {

// What the last ten of twenty rounds added, where that is not what counts: something has a limit.
std::optional<std::int64_t>
filled_up(const LoneProcess& process, const HeapPolicy& policy)
{
  const std::optional<LiveHeap> late = late_round(process.evidence.rounds);
  if (late && late->bytes < std::max<std::int64_t>(policy.floor_bytes, 1) &&
      late->objects < std::max<std::int64_t>(policy.floor_objects, 1)) {
    return late->bytes;
  }
  return std::nullopt;
}

// The same of all tests.
std::optional<std::int64_t>
filled_up(const HeapPackage& checked, const HeapGrown& whole, const HeapPolicy& policy)
{
  for (const LoneProcess& process : checked.runs) {
    const auto late = filled_up(process, policy);
    if (late && !whole.in_steps && process.tests == checked.runs.front().tests) {
      return late;
    }
  }
  return std::nullopt;
}

// Of some tests, that all memory comes from as far as was seen: `TestA, TestB`.
std::string
filled_up_some(const HeapPackage& checked, const HeapPolicy& policy)
{
  for (const LoneProcess& process : checked.runs) {
    const auto late = filled_up(process, policy);
    if (late && process.tests != checked.runs.front().tests) {
      return fmt::format("filling up, no leak: rounds 11 to 20 of {} added {} each",
                         text::join({process.tests.begin(), process.tests.end()}, ", "),
                         text::byte_size(*late));
    }
  }
  return {};
}

} // namespace

HeapGrown
whole_growth(const HeapPackage& checked, int warm_up, const HeapPolicy& policy)
{
  HeapGrown first;
  for (const LoneProcess& process : checked.runs) {
    HeapGrown growth = counted_rounds(process.evidence.rounds, warm_up);
    if (&process == &checked.runs.front()) {
      first = std::move(growth);
    } else if (growth.in_steps && process.tests == checked.runs.front().tests &&
               !grows(first, policy) && grows(growth, policy)) {
      return growth;
    }
  }
  return first;
}

bool
grew_again(const HeapPackage& checked, const HeapGrown& whole, int warm_up,
           const HeapPolicy& policy)
{
  const auto again = [&](const LoneProcess& process) {
    const HeapGrown growth = counted_rounds(process.evidence.rounds, warm_up);
    return process.tests != checked.runs.front().tests || growth.in_steps != whole.in_steps ||
           grows(growth, policy);
  };
  return !filled_up(checked, whole, policy) && std::ranges::all_of(checked.runs, again);
}

bool
is_freed_at_end(const HeapPackage& checked, int warm_up, const HeapPolicy& policy)
{
  bool freed = false;
  for (const LoneProcess& process : checked.runs) {
    HeapGrown rest = counted_rounds(process.evidence.rounds, warm_up);
    const bool has_sites = std::ranges::all_of(
        process.evidence.rounds, [](const Round& round) { return round.heap.has_value(); });
    if (has_sites && grows(rest, policy)) {
      subtract(rest, freed_at_end(process.evidence, warm_up));
      if (grows(rest, policy)) {
        return false;
      }
      freed = true;
    }
  }
  return freed;
}

bool
may_be_freed(const PackageEvidence& process, int warm_up, const HeapPolicy& policy)
{
  const auto last_of_warm_up = static_cast<std::size_t>(std::max(warm_up, 1)) - 1;
  return process.after && process.after->memory && last_of_warm_up < process.rounds.size() &&
         process.rounds[last_of_warm_up].live &&
         saturating_subtract(process.after->memory->heap_alloc_bytes,
                             process.rounds[last_of_warm_up].live->bytes) < policy.floor_bytes;
}

std::vector<const LoneProcess*>
without_sites(const HeapPackage& checked, int warm_up, const HeapPolicy& policy)
{
  std::vector<const LoneProcess*> out;
  for (const LoneProcess& process : checked.runs) {
    const HeapGrown growth = counted_rounds(process.evidence.rounds, warm_up);
    const bool seen = std::ranges::any_of(checked.runs, [&](const LoneProcess& other) {
      return process.tests == other.tests && &process != &other;
    });
    if (process.tests.size() == 1 && process.tests != checked.runs.front().tests && !seen &&
        !process.evidence.rounds.front().heap && grows(growth, policy) && !fades(growth)) {
      out.push_back(&process);
    }
  }
  return out;
}

bool
filled_up_alone(const HeapPackage& checked, const std::set<std::string>& tests,
                const HeapPolicy& policy)
{
  return !tests.empty() && std::ranges::any_of(checked.runs, [&](const LoneProcess& process) {
    return process.tests != checked.runs.front().tests &&
           std::ranges::includes(process.tests, tests) && filled_up(process, policy).has_value();
  });
}

bool
has_tests_without_rounds(const PackageRun& run)
{
  return std::ranges::any_of(run.tests, [](const TestCase& test) {
    return test.name.starts_with("Fuzz") || test.name.starts_with("Example");
  });
}

std::int64_t
left_without_rounds(const HeapSummary& summary, const HeapPackage& checked, const PackageRun* run,
                    const HeapPolicy& policy)
{
  if (run == nullptr || !checked.set_apart.empty() || checked.runs.empty() ||
      !has_tests_without_rounds(*run)) {
    return 0;
  }
  const PackageEvidence& again = checked.runs.front().evidence;
  if (!again.before || !again.before->memory || again.rounds.empty() || !again.rounds[0].live) {
    return 0;
  }
  const std::int64_t first_round =
      saturating_subtract(again.rounds[0].live->bytes, again.before->memory->heap_alloc_bytes);
  const std::int64_t left = saturating_subtract(
      saturating_subtract(summary.after_bytes, summary.before_bytes), first_round);
  return left >= std::max<std::int64_t>(policy.trigger_bytes, 1) ? left : 0;
}

void
tell_heap_rounds(HeapSummary& summary, const HeapPackage& checked, int warm_up,
                 const HeapPolicy& policy, std::int64_t without_rounds)
{
  const HeapGrown growth = whole_growth(checked, warm_up, policy);
  summary.rounds = growth.bytes;
  summary.objects = growth.objects;
  std::string said;
  if (!growth.bytes.empty() && !grows(growth, policy)) {
    // The probe ends the rounds with the first that did not grow.
    said = fmt::format("{}: run again, round {} added {}",
                       without_rounds > 0 ? "its tests are no leak" : "a warm-up, no leak",
                       warm_up + std::ssize(growth.bytes), text::byte_size(growth.bytes.back()));
    said += checked.set_apart.empty() ? "" : ", without the tests that leak goroutines";
  } else if (!growth.bytes.empty() && !grew_again(checked, growth, warm_up, policy)) {
    const auto late = filled_up(checked, growth, policy);
    said = late ? fmt::format("filling up, no leak: rounds 11 to 20 added {} each",
                              text::byte_size(*late))
                : "no leak: it grew when its tests ran again, and not when they ran once more";
  } else if (is_freed_at_end(checked, warm_up, policy)) {
    said = fmt::format(
        "no leak: its tests added {} each round, which was free again when the process ended",
        text::byte_size(least(growth.bytes)));
  } else if (const std::string some = filled_up_some(checked, policy); !some.empty()) {
    said = some;
  } else if (!growth.bytes.empty() && fades(growth)) {
    said = fmt::format("filling up: round {} added {}, round {} {}", warm_up + 1,
                       text::byte_size(growth.bytes.front()), warm_up + std::ssize(growth.bytes),
                       text::byte_size(growth.bytes.back()));
  }
  if (without_rounds > 0) {
    said += fmt::format("{}fuzz targets and examples left {} and do not run again",
                        said.empty() ? "" : "; ", text::byte_size(without_rounds));
  }
  summary.note = said + (said.empty() || checked.note.empty() ? "" : "; ") + checked.note;
}

} // namespace leakgate::rules
