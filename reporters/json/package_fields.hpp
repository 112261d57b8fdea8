#pragma once

#include "gate/model/figure_table.hpp"
#include "gate/model/verdict.hpp"
#include "reporters/json/finding_fields.hpp"

/// The fields of packages that were judged in the JSON result: see result_fields.hpp.
namespace leakgate::result_fields {

template <typename V, Of<Ledger> T>
void
fields(V& visit, T& ledger)
{
  visit("seen", ledger.seen);
  visit("in_before", ledger.in_before);
  visit("runtime", ledger.runtime);
  visit("allowed", ledger.allowed);
  visit("baseline", ledger.baseline);
  visit("below_threshold", ledger.below_threshold);
  visit("reported", ledger.reported);
}

template <typename V, Of<HeapSummary> T>
void
fields(V& visit, T& heap)
{
  visit("before_bytes", heap.before_bytes);
  visit("after_bytes", heap.after_bytes);
  visit.added("limited", heap.limited);
  visit("sites", heap.sites);
  visit.added("before_objects", heap.before_objects);
  visit.added("after_objects", heap.after_objects);
  visit.added("rounds", heap.rounds);
  visit.added("objects", heap.objects);
  visit.added("note", heap.note);
}

// -1 where one was not measured. A row more is a field that earlier results do not have.
template <typename V, Of<Figures> T>
void
fields(V& visit, T& figures)
{
  for (const FigureInfo& figure : k_figures) {
    std::int64_t value = figures.of(figure.name);
    visit.added(figure.name, value);
    if constexpr (!std::is_const_v<T>) {
      figures.set(figure.name, value);
    }
  }
}

template <typename V, Of<KeptGroup> T>
void
fields(V& visit, T& group)
{
  visit("column", group.column);
  visit("reason", group.reason);
  visit("function", group.function);
  visit("state", group.state);
  visit("count", group.count);
}

template <typename V, Of<Sample> T>
void
fields(V& visit, T& sample)
{
  visit("at_ms", sample.at_ms);
  visit("goroutines", sample.goroutines);
  visit("heap_live_bytes", sample.heap_live_bytes);
  visit("stack_bytes", sample.stack_bytes);
  visit("gc_cycles", sample.gc_cycles);
  visit("gc_pause_ns", sample.gc_pause_ns);
  visit("sched_latency_ns", sample.sched_latency_ns);
  visit("finalizers_queued", sample.finalizers_queued);
  visit("finalizers_executed", sample.finalizers_executed);
  visit.added("heap_objects", sample.heap_objects);
  visit.added("runnable", sample.runnable);
}

template <typename V, Of<PackageVerdict> T>
void
fields(V& visit, T& package)
{
  visit("import_path", package.import_path);
  visit("end", package.end);
  visit("source", package.source);
  visit("judged", package.judged);
  visit("note", package.note);
  visit.added("narrowed", package.narrowed);
  visit("ledger", package.ledger);
  visit("goroutines_before", package.goroutines_before);
  visit("goroutines_after", package.goroutines_after);
  visit("settle_ms", package.settle_ms);
  visit("heap", package.heap);
  visit("states", package.states);
  visit("kept", package.kept);
  visit("samples", package.samples);
  visit.added("figures", package.figures);
}

} // namespace leakgate::result_fields
