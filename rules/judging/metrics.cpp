#include "rules/judging/metrics.hpp"

#include "gate/base/saturate.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

std::optional<double>
finalizer_percent(const PackageEvidence& evidence)
{
  constexpr double k_percent = 100.0;
  if (!evidence.finalizer_wait_ns || evidence.after->memory->gc_pause_ns <= 0) {
    return std::nullopt;
  }
  const std::int64_t wait =
      std::max(*evidence.finalizer_wait_ns, evidence.finalizer_longest_ns.value_or(0));
  return k_percent * static_cast<double>(wait) /
         static_cast<double>(evidence.after->memory->gc_pause_ns);
}

} // namespace

Measures&
Measures::operator+=(const Measures& other)
{
  goroutines += other.goroutines;
  blocked += other.blocked;
  delta = saturating_add(delta, other.delta);
  if (other.heap_delta) {
    heap_delta = saturating_add(heap_delta.value_or(0), *other.heap_delta);
  }
  settle_ms = std::max(settle_ms, other.settle_ms);
  finalizer_percent = std::max(finalizer_percent, other.finalizer_percent);
  finalizer_stuck = finalizer_stuck || other.finalizer_stuck;
  return *this;
}

Measures
measures_of(const PackageEvidence& evidence, std::int64_t goroutines, std::int64_t blocked)
{
  Measures out;
  out.goroutines = goroutines;
  out.blocked = blocked;
  out.settle_ms = evidence.settle_ms;
  const std::optional<Snapshot>& before = evidence.before;
  const std::optional<Snapshot>& after = evidence.after;
  if (before && after && after->goroutines > 0) {
    out.delta = saturating_subtract(after->goroutines, before->goroutines);
  }
  if (after && after->memory) {
    out.finalizer_stuck = !evidence.finalizer_wait_ns;
    out.finalizer_percent = finalizer_percent(evidence);
    if (before && before->memory) {
      out.heap_delta =
          saturating_subtract(after->memory->heap_alloc_bytes, before->memory->heap_alloc_bytes);
    }
  }
  return out;
}

void
Metrics::add(const Measures& process)
{
  ++m_processes;
  m_sum += process;
}

void
Metrics::add_reported(std::int64_t goroutines)
{
  m_reported += goroutines;
}

std::map<std::string, double>
Metrics::values() const
{
  std::map<std::string, double> out;
  if (m_processes == 0) {
    return out;
  }
  out["GoroutinesDelta"] = static_cast<double>(m_sum.delta);
  out["GoroutinesReported"] = static_cast<double>(m_reported);
  out["SettleTimeMilliseconds"] = static_cast<double>(m_sum.settle_ms);
  if (m_sum.goroutines > 0) {
    out["BlockedGoroutinesRatio"] =
        static_cast<double>(m_sum.blocked) / static_cast<double>(m_sum.goroutines);
  }
  if (m_sum.heap_delta) {
    out["HeapDeltaBytes"] = static_cast<double>(*m_sum.heap_delta);
  }
  if (m_sum.finalizer_percent) {
    out["FinalizerWaitTimePercent"] = *m_sum.finalizer_percent;
  }
  return out;
}

} // namespace leakgate::rules
