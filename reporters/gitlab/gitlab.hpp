#pragma once

#include "gate/base/result.hpp"
#include "gate/model/verdict.hpp"
#include "reporters/delivery/api_client.hpp"
#include "reporters/delivery/delivery.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace leakgate {

/// Which token is needed, and why the variable that holds it can be missing; a part of a message.
inline constexpr std::string_view k_gitlab_token_advice =
    "a project or group access token with the role Developer and the scope api is needed "
    "(CI_JOB_TOKEN cannot post; a protected variable is not there for forks and for branches "
    "that are not protected)";

/// Where on a GitLab this job belongs to, from the variables that the runner sets. docs.gitlab.com
/// "Predefined CI/CD variables".
struct GitlabContext
{
  std::string api_url;             ///< CI_API_V4_URL
  std::string project;             ///< CI_MERGE_REQUEST_PROJECT_ID (the target), else CI_PROJECT_ID
  std::uint64_t merge_request = 0; ///< CI_MERGE_REQUEST_IID; 0: not a merge request pipeline
  CiRun run;
};

/// Error: not inside of GitLab CI, or a variable that makes no sense, with its name and value.
[[nodiscard]] Result<GitlabContext> read_gitlab_context(const Environment& environment,
                                                        const DeliveryOptions& options);

/// The base address and the place of the token (PRIVATE-TOKEN) for calls to GitLab.
[[nodiscard]] ApiSettings gitlab_api_settings(const GitlabContext& context, const Secret& token);

/// The sticky note of the merge request.
[[nodiscard]] Delivery deliver_gitlab_note(const Verdict& verdict, const ReportContext& report,
                                           const GitlabContext& context, ApiClient& api);

/// Discussions on the lines of the change, one for each reported finding that it touches, at most
/// 10 in one run, the worst first. Ones that stand there are not repeated; those whose
/// finding is gone are resolved, and opened again when it comes back. `delivered` when all reported
/// findings that the change touches and the limits let through have one; what GitLab takes on no
/// line and on no file is counted in the message.
[[nodiscard]] Delivery deliver_gitlab_discussions(const Verdict& verdict,
                                                  const ReportContext& report,
                                                  const GitlabContext& context, ApiClient& api);

} // namespace leakgate
