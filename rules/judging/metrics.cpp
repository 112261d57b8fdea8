#include "rules/judging/metrics.hpp"

#include "gate/base/saturate.hpp"
#include "rules/judging/thresholds.hpp"

#include <algorithm>

namespace leakgate::rules {

void
Metrics::add_process(const PackageEvidence& evidence, std::int64_t seen, std::int64_t blocked)
{
  ++m_processes;
  m_seen += seen;
  m_blocked += blocked;
  m_settle_ms = std::max(m_settle_ms, evidence.settle_ms);
  if (evidence.before && evidence.after && evidence.after->goroutines > 0) {
    m_delta = saturating_add(
        m_delta, saturating_subtract(evidence.after->goroutines, evidence.before->goroutines));
  }
  if (evidence.before && evidence.before->memory && evidence.after && evidence.after->memory) {
    m_heap_delta = saturating_add(m_heap_delta.value_or(0),
                                  saturating_subtract(evidence.after->memory->heap_alloc_bytes,
                                                      evidence.before->memory->heap_alloc_bytes));
  }
  m_finalizer_percent = std::max(m_finalizer_percent, finalizer_percent(evidence));
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
  out["GoroutinesDelta"] = static_cast<double>(m_delta);
  out["GoroutinesReported"] = static_cast<double>(m_reported);
  out["SettleTimeMilliseconds"] = static_cast<double>(m_settle_ms);
  if (m_seen > 0) {
    out["BlockedGoroutinesRatio"] = static_cast<double>(m_blocked) / static_cast<double>(m_seen);
  }
  if (m_heap_delta) {
    out["HeapDeltaBytes"] = static_cast<double>(*m_heap_delta);
  }
  if (m_finalizer_percent) {
    out["FinalizerWaitTimePercent"] = *m_finalizer_percent;
  }
  return out;
}

} // namespace leakgate::rules
