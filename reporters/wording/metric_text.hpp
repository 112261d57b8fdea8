#pragma once

#include "gate/model/figure_table.hpp"
#include "gate/model/metric.hpp"
#include "gate/model/package_verdict.hpp"
#include "gate/model/verdict.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// The value of a metric for people, with its unit: `20 % of 5 goroutines`, `+3`, `2.0 s`.
/// `not measured` for what is no number.
[[nodiscard]] std::string metric_text(const MetricInfo& metric, double value,
                                      const Verdict& verdict);

} // namespace leakgate

/// What was captured of collector, scheduler and finalizers.
namespace leakgate::runtime_figures {

/// The figures that are shown, in their order.
[[nodiscard]] const std::vector<FigureInfo>& shown();

/// `1.2 ms`, `12 MiB`, `3`; empty where it was not measured.
[[nodiscard]] std::string text_of(const FigureInfo& figure, const Figures& figures);

/// What the package suffers from, as far as figures tell it apart: `goroutines piled up (+120)`,
/// `the collector is under pressure (8 % of the time)`, `the scheduler is late (p99 30 ms)`. Empty
/// when nothing of it is out of the ordinary.
[[nodiscard]] std::string pressure(const PackageVerdict& package);

} // namespace leakgate::runtime_figures
