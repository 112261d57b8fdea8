#pragma once

#include "reporters/delivery/review_plan.hpp"
#include "reporters/gitlab/gitlab.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the deliveries to GitLab have in common.
namespace leakgate::gitlab {

/// docs.gitlab.com "Notes API": the longest text of a note, in characters.
inline constexpr std::size_t k_note_limit = 1'000'000;

/// How many threads one run may open.
inline constexpr ReviewLimits k_review_limits{30, 10, k_note_limit};

/// `/projects/7/merge_requests/3`.
[[nodiscard]] std::string merge_request_path(const GitlabContext& context);

/// What is said where there is no merge request to write to.
[[nodiscard]] Delivery not_a_merge_request();

/// `error` with what to do added where the token was refused (401, 403, 404; not for a rate
/// limit).
[[nodiscard]] ApiError explained(ApiError error);

/// The error of an answer that is not what GitLab's API gives.
[[nodiscard]] ApiError unreadable(std::string_view method, const std::string& path,
                                  const std::string& answer);

/// One call, its error explained.
[[nodiscard]] tl::expected<ApiAnswer, ApiError> call(ApiClient& api, std::string_view method,
                                                     const std::string& path,
                                                     const std::string& body = "");

/// The number of the account that our token belongs to.
[[nodiscard]] tl::expected<std::uint64_t, ApiError> own_account(ApiClient& api);

/// `{"body": …}` with a text in which no line is a quick action.
[[nodiscard]] std::string note_json(const std::string& text);

/// `text` in which no line is a quick action (`/close`, `/merge`): GitLab carries out what stands
/// at the beginning of a line, with the rights of our token. Older releases did so
/// also inside of a block of code whose fence is longer than three characters. A space is put
/// before it. docs.gitlab.com "GitLab quick actions"; lib/gitlab/quick_actions/extractor.rb.
[[nodiscard]] std::string without_quick_actions(std::string_view text);

/// All items of a list, page by page.
template <typename T>
[[nodiscard]] tl::expected<std::vector<T>, ApiError>
read_list(ApiClient& api, const std::string& path,
          std::optional<std::vector<T>> (*read)(const std::string& json))
{
  const tl::expected<std::vector<std::string>, ApiError> pages = api.pages(path);
  if (!pages) {
    return tl::unexpected(explained(pages.error()));
  }
  std::vector<T> all;
  for (const std::string& page : *pages) {
    const std::optional<std::vector<T>> items = read(page);
    if (!items) {
      return tl::unexpected(unreadable("GET", path, page));
    }
    all.insert(all.end(), items->begin(), items->end());
  }
  return all;
}

} // namespace leakgate::gitlab
