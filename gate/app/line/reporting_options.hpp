#pragma once

#include "reporters/console/loudness.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// A `--report NAME=PATH`.
struct ReportRequest
{
  std::string name;
  std::string path;

  friend bool operator==(const ReportRequest&, const ReportRequest&) = default;
};

/// How a verdict is shown and delivered: the same for `leakgate test` and `leakgate report`.
struct ReportingOptions
{
  std::vector<ReportRequest> reports;
  std::string base;        ///< path of an earlier JSON result to compare with; empty: none
  std::string comment_key; ///< DeliveryOptions::key
  bool require_delivery = false;
  Loudness loudness = Loudness::normal;
};

} // namespace leakgate
