#include "gate/app/deliver/tokens.hpp"

#include "reporters/reporter.hpp"

#include <algorithm>
#include <string_view>

namespace leakgate {

namespace {

bool
any_to_server(const std::vector<ReportRequest>& reports, std::string_view system)
{
  return std::ranges::any_of(reports, [&](const ReportRequest& report) {
    const auto known = find_reporter(report.name);
    return known && (*known)->target == Target::server && report.name.starts_with(system);
  });
}

// Our own variable is for nobody else, whatever is reported; it leaves the other one to tests
// that need it.
std::optional<Secret>
take_first(const char* own, const char* common, bool needed)
{
  std::optional<Secret> token = take_secret({&own, 1});
  return token || !needed ? token : take_secret({&common, 1});
}

} // namespace

DeliveryTokens
take_delivery_tokens(const std::vector<ReportRequest>& reports)
{
  return {take_first("LEAKGATE_GITHUB_TOKEN", "GITHUB_TOKEN", any_to_server(reports, "github")),
          take_first("LEAKGATE_GITLAB_TOKEN", "GITLAB_TOKEN", any_to_server(reports, "gitlab")),
          take_first("LEAKGATE_WEBHOOK_URL", "", false)};
}

} // namespace leakgate
