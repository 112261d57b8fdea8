#include "rules/heap/heap_rounds.hpp"

#include "gate/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace leakgate::rules {

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
  return std::ranges::all_of(checked.runs, [&](const LoneProcess& process) {
    const HeapGrown growth = counted_rounds(process.evidence.rounds, warm_up);
    return process.tests != checked.runs.front().tests || growth.in_steps != whole.in_steps ||
           grows(growth, policy);
  });
}

void
tell_heap_rounds(HeapSummary& summary, const HeapPackage& checked, int warm_up,
                 const HeapPolicy& policy)
{
  const HeapGrown growth = whole_growth(checked, warm_up, policy);
  summary.rounds = growth.bytes;
  summary.objects = growth.objects;
  std::string said;
  if (!growth.bytes.empty() && !grows(growth, policy)) {
    // The probe ends the rounds with the first that did not grow.
    said = fmt::format("a warm-up, no leak: run again, round {} added {}",
                       warm_up + std::ssize(growth.bytes), text::byte_size(growth.bytes.back()));
    said += checked.set_apart.empty() ? "" : ", without the tests that leak goroutines";
  } else if (!growth.bytes.empty() && !grew_again(checked, growth, warm_up, policy)) {
    said = "no leak: it grew when its tests ran again, and not when they ran once more";
  } else if (!growth.bytes.empty() && fades(growth)) {
    said = fmt::format("filling up: round {} added {}, round {} {}", warm_up + 1,
                       text::byte_size(growth.bytes.front()), warm_up + std::ssize(growth.bytes),
                       text::byte_size(growth.bytes.back()));
  }
  summary.note = said + (said.empty() || checked.note.empty() ? "" : "; ") + checked.note;
}

} // namespace leakgate::rules
