#pragma once

#include "gate/model/metric.hpp"
#include "gate/model/package_verdict.hpp"
#include "gate/model/verdict.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// The value of a metric for people, with its unit: `20 % of 5 goroutines`, `+3`, `2.0 s`.
/// `not measured` for what is no number.
[[nodiscard]] std::string metric_text(const MetricInfo& metric, double value,
                                      const Verdict& verdict);

} // namespace leakgate

/// What was captured of collector, scheduler and finalizers, one figure after the other: a new one
/// is a row here, and page and OpenMetrics show it.
namespace leakgate::runtime_figures {

enum class Unit { nanoseconds, bytes, count };

struct Figure
{
  std::string_view label;  ///< for people: `pause p99`
  std::string_view series; ///< in OpenMetrics, with its unit at the end where it has one
  std::string_view help;
  Unit unit = Unit::count;
  std::int64_t RuntimeFigures::*value = nullptr;
};

[[nodiscard]] const std::vector<Figure>& all();

/// `1.2 ms`, `12 MiB`, `3`; empty where it was not measured.
[[nodiscard]] std::string text_of(const Figure& figure, const RuntimeFigures& figures);

/// What the package suffers from, as far as figures tell it apart: `goroutines piled up (+120)`,
/// `the collector is under pressure (8 % of the time)`, `the scheduler is late (p99 30 ms)`. Empty
/// when nothing of it is out of the ordinary.
[[nodiscard]] std::string pressure(const PackageVerdict& package);

} // namespace leakgate::runtime_figures
