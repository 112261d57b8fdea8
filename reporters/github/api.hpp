#pragma once

#include "reporters/github/github.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What the deliveries to GitHub have in common.
namespace leakgate::github {

/// GitHub refuses a longer comment, also one on a line: `Body is too long (maximum is 65536
/// characters)`.
inline constexpr std::size_t k_comment_limit = 65536;

/// `/repos/owner/name`.
[[nodiscard]] std::string repository_url(const GithubContext& context);

/// `error` with what to do added where the token was refused (401, 403, 404; not for a rate
/// limit); `permission` is the one that the call needs: `pull-requests: write`.
[[nodiscard]] ApiError explained(ApiError error, const GithubContext& context,
                                 std::string_view permission);

/// The error of an answer that is not what GitHub gives.
[[nodiscard]] ApiError unreadable(std::string_view method, const std::string& path,
                                  const std::string& answer);

/// True when GitHub refused what was sent (422), not that it was sent: another call may be taken.
[[nodiscard]] bool is_content_refused(const ApiError& error);

/// What is said where CiRun::commit is not known, as in the run of a comment on a pull request.
[[nodiscard]] Delivery commit_not_known(const GithubContext& context);

/// The number of the pull request: of the event, or looked up by GithubContext::head. The error
/// is what the delivery ends with: there is none, or it could not be asked for.
[[nodiscard]] tl::expected<std::uint64_t, Delivery> find_pull_request(const GithubContext& context,
                                                                      ApiClient& api);

/// Who wrote a comment: `user.login` and `user.type`.
struct Author
{
  std::string login;
  std::string type; ///< `User`, `Bot` …

  friend bool operator==(const Author&, const Author&) = default;
};

/// The account that our token belongs to; asked for once, when it is needed.
class OwnAccount
{
public:
  explicit OwnAccount(ApiClient& api) : m_api(api) {}

  /// Whether `author` is that account. The token of an Actions run or of another app may not ask
  /// who it is (403, 404): then every bot counts, since a person's comment is never ours.
  [[nodiscard]] tl::expected<bool, ApiError> is(const Author& author);

private:
  ApiClient& m_api;
  std::optional<std::string> m_login; ///< empty: it may not ask
};

} // namespace leakgate::github
