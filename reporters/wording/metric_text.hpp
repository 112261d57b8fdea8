#pragma once

#include "gate/model/metric.hpp"
#include "gate/model/verdict.hpp"

#include <string>

namespace leakgate {

/// The value of a metric for people, with its unit: `20 % of 5 goroutines`, `+3`, `2.0 s`.
/// `not measured` for what is no number.
[[nodiscard]] std::string metric_text(const MetricInfo& metric, double value,
                                      const Verdict& verdict);

} // namespace leakgate
