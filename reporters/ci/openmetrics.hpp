#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/wording/report_context.hpp"

#include <cstddef>
#include <string>

namespace leakgate {

/// Most series of one metric; the smallest values beyond it are summed under `(other)`.
inline constexpr std::size_t k_metric_series = 500;

/// The verdict as OpenMetrics 1.0 text (github.com/prometheus/OpenMetrics): for a textfile
/// collector, a push gateway, or GitLab's metrics report. All are gauges, also the outcome and
/// what was run: node_exporter reads the older format of Prometheus, refuses a file with a
/// type that is not in it, and takes what else is new for comments. No time stamps. Units are
/// those of the names: seconds, bytes, ratio (0 to 1). What was not measured is left out. In
/// label values `#` is `_`: GitLab's reader cuts lines there
/// (ee/lib/gitlab/ci/parsers/metrics/generic.rb).
[[nodiscard]] std::string render_openmetrics(const Verdict& verdict, const ReportContext& context);

} // namespace leakgate
