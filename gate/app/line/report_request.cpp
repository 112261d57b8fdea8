#include "gate/app/line/report_request.hpp"

#include "gate/app/line/config_file.hpp"
#include "gate/base/text.hpp"
#include "reporters/reporter.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <ranges>
#include <string_view>
#include <system_error>
#include <utility>

namespace leakgate {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view k_chats[] = {"slack", "teams", "mattermost", "wecom", "lark"};

// True for `json=a,junit=b`, which people write who know other tools.
bool
names_another(std::string_view path)
{
  return std::ranges::any_of(text::split(path, ',') | std::views::drop(1), [](auto part) {
    return find_reporter(part.substr(0, part.find('='))).has_value();
  });
}

} // namespace

std::string
occupied(const fs::path& path, const std::vector<ReportRequest>& reports)
{
  const auto full = [](const fs::path& file) {
    std::error_code ignored;
    return fs::weakly_canonical(fs::absolute(file, ignored), ignored);
  };
  for (const ReportRequest& report : reports) {
    if (full(report.path) == full(path)) {
      return "that of report " + report.name;
    }
  }
  const std::string name = path.filename().string();
  constexpr std::string_view k_of_go[] = {"go.mod", "go.sum", "go.work", "go.work.sum"};
  const bool of_go = path.extension() == ".go" || std::ranges::count(k_of_go, name) > 0;
  return of_go || name == k_config_name || name == k_baseline_name ? "a file of the project" : "";
}

Result<void>
add_report(ReportingOptions& options, const std::string& text)
{
  const std::size_t equals = std::min(text.find('='), text.size());
  ReportRequest request{text.substr(0, equals),
                        equals < text.size() ? text.substr(equals + 1) : std::string()};
  const auto known = find_reporter(request.name.substr(0, request.name.find(',')));
  if (!known) {
    return failure(known.error());
  }
  if (names_another(text)) {
    return failure(fmt::format("--report: expected one report, got {} (--report for each)",
                               text::quoted(text)));
  }
  if (request.name == "webhook") {
    const std::vector<std::string> chats(std::begin(k_chats), std::end(k_chats));
    if (std::ranges::find(chats, request.path) == chats.end()) {
      return failure(fmt::format("--report: expected webhook={}, got {} (the address stands in "
                                 "LEAKGATE_WEBHOOK_URL)",
                                 text::alternatives(chats), text::quoted(text)));
    }
    options.reports.push_back(std::move(request));
    return {};
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
  const bool is_file = needs_path && request.path != "-";
  if (const std::string what = is_file ? occupied(request.path, options.reports) : "";
      !what.empty()) {
    return failure(fmt::format("--report: {} needs a file of its own, got {}, which is {}",
                               request.name, text::quoted(request.path), what));
  }
  options.reports.push_back(std::move(request));
  return {};
}

} // namespace leakgate
