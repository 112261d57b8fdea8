#pragma once

#include "gate/app/line/reporting_options.hpp"
#include "gate/base/secret.hpp"

#include <optional>
#include <vector>

namespace leakgate {

/// What we may post with.
struct DeliveryTokens
{
  std::optional<Secret> github;                 ///< LEAKGATE_GITHUB_TOKEN, else GITHUB_TOKEN
  std::optional<Secret> gitlab;                 ///< LEAKGATE_GITLAB_TOKEN, else GITLAB_TOKEN
  std::optional<Secret> webhook = std::nullopt; ///< LEAKGATE_WEBHOOK_URL
};

/// Takes tokens out of the environment, so that neither `go test` nor any other child gets
/// them: our own variables always, the others when one of `reports` goes to that server and
/// ours is not set (so with ours set, GITHUB_TOKEN or GITLAB_TOKEN stays for the tests). Call it
/// before there is a second thread.
[[nodiscard]] DeliveryTokens take_delivery_tokens(const std::vector<ReportRequest>& reports);

} // namespace leakgate
