#pragma once

#include "gate/base/result.hpp"
#include "reporters/delivery/delivery.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace leakgate {

/// Where on GitHub (github.com, Enterprise, or a server with the same interface such as Gitea) this
/// run belongs to. Read from what the runner sets, never from the checkout. docs.github.com
/// "Variables reference", "Events that trigger workflows".
struct GithubContext
{
  std::string api_url = "https://api.github.com"; ///< GITHUB_API_URL
  std::string server_url = "https://github.com";  ///< GITHUB_SERVER_URL
  std::string owner;
  std::string repository;
  /// Of the pull request that the event is about; 0: none, or to be looked up by `head`.
  std::uint64_t pull_request = 0;
  /// `owner:branch` of a `workflow_run` event that names no pull request, as for forks: the open
  /// pull request whose head is that branch at CiRun::commit. Empty otherwise.
  std::string head;
  bool fork = false; ///< the change comes from a fork, so the token of this run can only read
  std::string event; ///< GITHUB_EVENT_NAME
  /// Of the check run: `leakgate`, with a key of the user's own `leakgate (KEY)`.
  std::string check_name = "leakgate";
  /// Its commit is empty where nothing says the head of the pull request: GITHUB_SHA is a merge
  /// commit then, or not of the change at all.
  CiRun run;
};

/// Reads the environment and the text of the event file (GITHUB_EVENT_PATH; may be empty). Error:
/// not inside of GitHub Actions, or a variable or a field of the event that makes no sense, with
/// its name and value.
[[nodiscard]] Result<GithubContext> read_github_context(const Environment& environment,
                                                        std::string_view event_json,
                                                        const DeliveryOptions& options);

} // namespace leakgate
