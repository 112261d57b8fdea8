#pragma once

#include "gate/base/result.hpp"
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

/// ReportingOptions as they are written on a command line.
struct RawReportingOptions
{
  std::vector<std::string> reports;
  std::string base;
  std::string comment_key;
  bool require_delivery = false;
  bool quiet = false;
  bool verbose = false;
};

/// `raw`, checked. Error: one line that begins with the option.
[[nodiscard]] Result<ReportingOptions> check_reporting(const RawReportingOptions& raw);

} // namespace leakgate
