#pragma once

#include "reporters/delivery/change_diff.hpp"
#include "reporters/delivery/review_plan.hpp"
#include "reporters/github/api.hpp"

#include <optional>
#include <string>
#include <vector>

/// What GitHub answers about a pull request's lines: the fields that are used, with their types
/// checked. An answer that is not a list gives no value; an item that is not of the form is left
/// out. docs.github.com "REST API endpoints for pull requests", "… for pull request review
/// comments".
namespace leakgate::github {

/// One page of `GET …/pulls/{n}/files`. Without removed files; a file without `patch` (binary, or
/// too large) has no lines.
[[nodiscard]] std::optional<std::vector<FileDiff>> read_changed_files(const std::string& page);

/// A comment that begins with our marker. Anybody can write such a one.
struct ReviewComment
{
  StandingMark mark;
  Author author;
};

/// All pages of `GET …/pulls/{n}/comments`: those that mark a finding, of whatever
/// job, the oldest first.
[[nodiscard]] std::optional<std::vector<ReviewComment>>
read_review_comments(const std::vector<std::string>& pages);

/// The head commit in `GET …/pulls/{n}`; empty when it is not said.
[[nodiscard]] std::string read_head(const std::string& pull_request);

} // namespace leakgate::github
