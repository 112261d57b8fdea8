#include "reporters/gitlab/change.hpp"

namespace leakgate::gitlab {

tl::expected<Version, ApiError>
read_newest_version(ApiClient& api, const std::string& merge_request)
{
  const std::string path = merge_request + "/versions";
  const auto answer = call(api, "GET", path);
  if (!answer) {
    return tl::unexpected(answer.error());
  }
  const std::optional<Version> version = read_version(answer->body);
  return version ? tl::expected<Version, ApiError>(*version)
                 : tl::unexpected(unreadable("GET", path, answer->body));
}

tl::expected<std::vector<FileDiff>, ApiError>
read_change(ApiClient& api, const std::string& merge_request)
{
  constexpr int k_not_found = 404;
  auto files = read_list(api, merge_request + "/diffs?per_page=100", read_diffs);
  // The list came with GitLab 15.7; what was before it has all in one answer.
  const bool older = !files && files.error().status == k_not_found;
  return older ? read_list(api, merge_request + "/changes", read_diffs) : std::move(files);
}

} // namespace leakgate::gitlab
