#pragma once

#include "reporters/gitlab/answers.hpp"
#include "reporters/gitlab/api.hpp"

#include <string>
#include <vector>

namespace leakgate::gitlab {

/// The newest version of the merge request's change.
[[nodiscard]] tl::expected<Version, ApiError> read_newest_version(ApiClient& api,
                                                                  const std::string& merge_request);

/// The files of the change with the lines that GitLab shows of them.
[[nodiscard]] tl::expected<std::vector<FileDiff>, ApiError>
read_change(ApiClient& api, const std::string& merge_request);

} // namespace leakgate::gitlab
