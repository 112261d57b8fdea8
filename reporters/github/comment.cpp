#include "reporters/delivery/json_fields.hpp"
#include "reporters/delivery/marker.hpp"
#include "reporters/delivery/sticky_comment.hpp"
#include "reporters/github/answers.hpp"
#include "reporters/github/api.hpp"
#include "reporters/github/review_answers.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace leakgate {

namespace {

using github::IssueComment;

constexpr std::string_view k_permission = "pull-requests: write";

std::string
body_json(const std::string& text)
{
  return json_fields::dumped(nlohmann::json{{"body", text}});
}

// The comments of one pull request, which are those of the issue with its number.
class Comments
{
public:
  Comments(const GithubContext& context, ApiClient& api, std::uint64_t pull_request)
      : m_context(context), m_api(api), m_account(api),
        m_issues(github::repository_url(context) + "/issues"),
        m_list(fmt::format("{}/{}/comments", m_issues, pull_request)),
        m_pull(fmt::format("{}/pulls/{}", github::repository_url(context), pull_request))
  {
  }

  tl::expected<std::vector<PostedComment>, ApiError>
  list()
  {
    const auto pages = m_api.pages(m_list + "?per_page=100");
    if (!pages) {
      return refused(pages.error());
    }
    std::vector<PostedComment> comments;
    for (const std::string& page : *pages) {
      auto read = github::read_comments(page);
      if (!read) {
        return tl::unexpected(github::unreadable("GET", m_list, page));
      }
      for (IssueComment& comment : *read) {
        // Anybody can write our marker.
        const auto ours = read_marker(comment.body) ? m_account.is(comment.author) : false;
        if (!ours) {
          return refused(ours.error());
        }
        comments.push_back({comment.id, std::move(comment.body), *ours});
      }
    }
    return comments;
  }

  tl::expected<std::uint64_t, ApiError>
  create(const std::string& body)
  {
    const auto answer = m_api.call("POST", m_list, body_json(body));
    if (!answer) {
      return refused(answer.error());
    }
    const std::optional<std::uint64_t> id = github::read_id(answer->body);
    return id ? tl::expected<std::uint64_t, ApiError>(*id)
              : tl::unexpected(github::unreadable("POST", m_list, answer->body));
  }

  tl::expected<void, ApiError>
  change(std::string_view method, std::uint64_t id, const std::string& json = "")
  {
    const auto answer = m_api.call(method, fmt::format("{}/comments/{}", m_issues, id), json);
    return answer ? tl::expected<void, ApiError>() : refused(answer.error());
  }

  // A token that may write comments and not read this is no reason to say nothing.
  std::string
  head()
  {
    const auto answer = m_api.call("GET", m_pull);
    return answer ? github::read_head(answer->body) : std::string();
  }

private:
  [[nodiscard]] tl::unexpected<ApiError>
  refused(ApiError error) const
  {
    return tl::unexpected(github::explained(std::move(error), m_context, k_permission));
  }

  const GithubContext& m_context;
  ApiClient& m_api;
  github::OwnAccount m_account;
  std::string m_issues;
  std::string m_list;
  std::string m_pull;
};

} // namespace

Delivery
deliver_github_comment(const Verdict& verdict, const ReportContext& report,
                       const GithubContext& context, ApiClient& api)
{
  const auto pull_request = github::find_pull_request(context, api);
  if (!pull_request) {
    return pull_request.error();
  }
  Comments comments(context, api, *pull_request);
  CommentStore store;
  store.noun = "comment";
  store.limit_bytes = github::k_comment_limit;
  store.list = [&] { return comments.list(); };
  store.create = [&](const std::string& body) { return comments.create(body); };
  store.update = [&](std::uint64_t id, const std::string& body) {
    return comments.change("PATCH", id, body_json(body));
  };
  store.remove = [&](std::uint64_t id) { return comments.change("DELETE", id); };
  store.head = [&] { return comments.head(); };
  store.wait_before_retry = [&](int attempt) { return api.wait_before_retry(attempt); };
  return keep_comment(verdict, report, context.run, store);
}

} // namespace leakgate
