#include "gate/app/line/reporting_options.hpp"

#include "gate/base/text.hpp"
#include "reporters/reporter.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace leakgate {

namespace {

// NAME=PATH, or NAME alone for a report that goes to a place of its own.
Result<ReportRequest>
parse_report(const std::string& text)
{
  const std::size_t equals = std::min(text.find('='), text.size());
  ReportRequest request{text.substr(0, equals),
                        equals < text.size() ? text.substr(equals + 1) : std::string()};
  const auto known = find_reporter(request.name);
  if (!known) {
    return failure(known.error());
  }
  if ((*known)->target == Target::server && equals < text.size()) {
    return failure(fmt::format("--report: {} goes to a server and takes no file, got {}",
                               request.name, text::quoted(text)));
  }
  const bool needs_path = (*known)->target == Target::file;
  if (request.path.empty() && (needs_path || equals < text.size())) {
    return failure(fmt::format("--report: expected NAME=PATH, got {} (say where: {}=FILE)",
                               text::quoted(text), request.name));
  }
  return request;
}

} // namespace

Result<ReportingOptions>
check_reporting(const RawReportingOptions& raw)
{
  ReportingOptions options;
  for (const std::string& text : raw.reports) {
    auto report = parse_report(text);
    if (!report) {
      return failure(report.error());
    }
    options.reports.push_back(std::move(*report));
  }
  if (raw.quiet && raw.verbose) {
    return failure("--quiet and --verbose: choose one");
  }
  options.base = raw.base;
  options.comment_key = raw.comment_key;
  options.require_delivery = raw.require_delivery;
  options.loudness = raw.quiet     ? Loudness::quiet
                     : raw.verbose ? Loudness::verbose
                                   : Loudness::normal;
  return options;
}

} // namespace leakgate
