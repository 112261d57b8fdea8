#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/delivery/api_client.hpp"
#include "reporters/delivery/delivery.hpp"
#include "reporters/github/context.hpp"

#include <string_view>

namespace leakgate {

/// How a step gets a token; a part of a message.
inline constexpr std::string_view k_github_token_advice =
    "give this step `env: GITHUB_TOKEN: ${{ github.token }}`";

/// The base address, headers (version 2022-11-28 of the interface) and the place of the token for
/// calls to GitHub.
[[nodiscard]] ApiSettings github_api_settings(const GithubContext& context, const Secret& token);

/// The sticky comment of the pull request.
[[nodiscard]] Delivery deliver_github_comment(const Verdict& verdict, const ReportContext& report,
                                              const GithubContext& context, ApiClient& api);

/// Review comments on the lines of the diff, one for each reported finding that the change touches,
/// at most 10 in one run, the worst first. Ones that stand there are not repeated; those
/// whose finding is gone say so. `delivered` when all reported findings that the change touches and
/// the limits let through are marked; what is not marked is counted in the message. `not_here`
/// where CiRun::commit is not known.
[[nodiscard]] Delivery deliver_github_review(const Verdict& verdict, const ReportContext& report,
                                             const GithubContext& context, ApiClient& api);

/// A check run on the head commit with its annotations, fifty in a call. `not_here` where
/// CiRun::commit is not known.
[[nodiscard]] Delivery deliver_github_check(const Verdict& verdict, const ReportContext& report,
                                            const GithubContext& context, ApiClient& api);

} // namespace leakgate
