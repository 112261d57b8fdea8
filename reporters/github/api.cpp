#include "reporters/github/api.hpp"

#include "gate/base/text.hpp"
#include "reporters/delivery/url.hpp"
#include "reporters/github/answers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate {

namespace {

constexpr int k_ok = 200;
constexpr int k_unauthorized = 401;
constexpr int k_forbidden = 403;
constexpr int k_not_found = 404; // GitHub's answer for what the token may not see
constexpr int k_unprocessable = 422;

bool
is_forbidden(const ApiError& error)
{
  return (error.status == k_forbidden || error.status == k_not_found) && !error.limited;
}

} // namespace

ApiSettings
github_api_settings(const GithubContext& context, const Secret& token)
{
  return {context.api_url,
          {{"Accept", "application/vnd.github+json"}, {"X-GitHub-Api-Version", "2022-11-28"}},
          HttpCredential{"Authorization", "Bearer ", token}};
}

namespace github {

std::string
repository_url(const GithubContext& context)
{
  return fmt::format("/repos/{}/{}", url_segment(context.owner), url_segment(context.repository));
}

ApiError
explained(ApiError error, const GithubContext& context, std::string_view permission)
{
  if (error.status == k_unauthorized) {
    error.message += fmt::format("; {}", k_github_token_advice);
  } else if (is_forbidden(error)) {
    error.message += context.fork ? "; the change comes from a fork, whose token can only read "
                                    "(ci-templates/github-fork-comment.yml posts for it)"
                                  : fmt::format("; give the job `permissions: {}`", permission);
  }
  return error;
}

ApiError
unreadable(std::string_view method, const std::string& path, const std::string& answer)
{
  return {k_ok,
          fmt::format("{} {}: not what GitHub answers, got {} (does GITHUB_API_URL lead to a "
                      "GitHub?)",
                      method, path.substr(0, path.find('?')), text::quoted(answer)),
          method != "GET"};
}

bool
is_content_refused(const ApiError& error)
{
  return error.status == k_unprocessable && !error.limited;
}

Delivery
commit_not_known(const GithubContext& context)
{
  return {DeliveryState::not_here,
          fmt::format("the commit of the change is not known in this run (event {})",
                      text::quoted(context.event))};
}

tl::expected<std::uint64_t, Delivery>
find_pull_request(const GithubContext& context, ApiClient& api)
{
  if (context.pull_request != 0) {
    return context.pull_request;
  }
  const tl::unexpected none(Delivery{
      DeliveryState::not_here,
      fmt::format("no pull request belongs to this run (event {})", text::quoted(context.event))});
  if (context.head.empty()) {
    return none;
  }
  const std::string path = fmt::format("{}/pulls?state=open&head={}&per_page=100",
                                       repository_url(context), url_segment(context.head));
  const auto pages = api.pages(path);
  if (!pages) {
    return tl::unexpected(Delivery{
        DeliveryState::failed, explained(pages.error(), context, "pull-requests: write").message});
  }
  for (const std::string& page : *pages) {
    const auto pulls = read_pull_requests(page);
    if (!pulls) {
      return tl::unexpected(Delivery{DeliveryState::failed, unreadable("GET", path, page).message});
    }
    const auto ours = std::ranges::find(*pulls, context.run.commit, &PullRequest::head);
    if (ours != pulls->end()) {
      return ours->number;
    }
  }
  return none;
}

tl::expected<bool, ApiError>
OwnAccount::is(const Author& author)
{
  if (!m_login) {
    const std::string path = "/user";
    const auto answer = m_api.call("GET", path);
    if (answer) {
      m_login = read_login(answer->body);
      if (!m_login) {
        return tl::unexpected(unreadable("GET", path, answer->body));
      }
    } else if (is_forbidden(answer.error())) {
      m_login = "";
    } else {
      return tl::unexpected(answer.error());
    }
  }
  return m_login->empty() ? author.type == "Bot" : author.login == *m_login;
}

} // namespace github

} // namespace leakgate
