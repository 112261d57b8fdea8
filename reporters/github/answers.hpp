#pragma once

#include "reporters/github/api.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What GitHub answers: the fields that are used, with their types checked. A text that is not of
/// the form gives no value; an item of a list that is not is left out. docs.github.com "REST API
/// endpoints for issue comments", "… for pull requests", "… for users", "… for check runs".
namespace leakgate::github {

struct IssueComment
{
  std::uint64_t id = 0;
  std::string body;
  Author author;

  friend bool operator==(const IssueComment&, const IssueComment&) = default;
};

struct PullRequest
{
  std::uint64_t number = 0;
  std::string head; ///< commit

  friend bool operator==(const PullRequest&, const PullRequest&) = default;
};

/// One page of `GET …/issues/{n}/comments`.
[[nodiscard]] std::optional<std::vector<IssueComment>> read_comments(const std::string& page);

/// One page of `GET …/pulls`.
[[nodiscard]] std::optional<std::vector<PullRequest>> read_pull_requests(const std::string& page);

/// The `id` of something new.
[[nodiscard]] std::optional<std::uint64_t> read_id(const std::string& json);

/// The `login` of `GET /user`.
[[nodiscard]] std::optional<std::string> read_login(const std::string& json);

} // namespace leakgate::github
