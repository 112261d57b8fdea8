#include "gate/app/deliver/deliverer.hpp"

#include "gate/base/ci_system.hpp"
#include "gate/base/environment.hpp"
#include "gate/base/file.hpp"
#include "gate/base/http/client.hpp"
#include "gate/base/http/message.hpp"
#include "gate/base/process/command.hpp"
#include "reporters/delivery/api_client.hpp"
#include "reporters/github/github.hpp"
#include "reporters/gitlab/gitlab.hpp"
#include "reporters/webhook/webhook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <iterator>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>

namespace leakgate {

namespace {

using std::chrono::milliseconds;

bool
on_github()
{
  return ci_system(environment_variable) == CiSystem::github;
}

bool
on_gitlab()
{
  return ci_system(environment_variable) == CiSystem::gitlab;
}

// In short pieces, so that an interrupt ends it.
bool
wait(milliseconds time)
{
  constexpr milliseconds k_piece{50};
  for (; time.count() > 0 && !interrupt_requested(); time -= k_piece) {
    std::this_thread::sleep_for(std::min(time, k_piece));
  }
  return !interrupt_requested();
}

DeliveryClock
system_clock()
{
  using std::chrono::steady_clock;
  return {[] {
            return std::chrono::duration_cast<milliseconds>(steady_clock::now().time_since_epoch());
          },
          [] { return static_cast<std::int64_t>(std::time(nullptr)); }, wait};
}

// An event file that cannot be read leaves what the variables say.
std::string
event_file()
{
  const auto path = environment_variable("GITHUB_EVENT_PATH");
  return path ? read_file(*path).value_or(std::string()) : std::string();
}

// What stays on this machine is nobody's to read.
bool
is_plain_http(std::string_view url)
{
  constexpr std::string_view k_scheme = "http://";
  if (!url.starts_with(k_scheme)) {
    return false;
  }
  const std::string_view host = url.substr(k_scheme.size());
  return std::ranges::none_of(std::array<std::string_view, 3>{"localhost", "127.", "[::1]"},
                              [&](std::string_view own) { return host.starts_with(own); });
}

ApiClient
connect(ApiSettings settings)
{
  return {std::move(settings), make_http_sender(), system_clock(), DeliveryLimits{}};
}

using DeliverGithub = Delivery (*)(const Verdict&, const ReportContext&, const GithubContext&,
                                   ApiClient&);
using DeliverGitlab = Delivery (*)(const Verdict&, const ReportContext&, const GitlabContext&,
                                   ApiClient&);

struct ServerReport
{
  std::string_view name;
  DeliverGithub github = nullptr;
  DeliverGitlab gitlab = nullptr;
};

constexpr ServerReport k_reports[] = {
    {"github-comment", deliver_github_comment, nullptr},
    {"github-review", deliver_github_review, nullptr},
    {"github-check", deliver_github_check, nullptr},
    {"gitlab-note", nullptr, deliver_gitlab_note},
    {"gitlab-discussions", nullptr, deliver_gitlab_discussions},
};

} // namespace

struct Deliverer::State
{
  DeliveryTokens tokens;
  Result<GithubContext> github;
  Result<GitlabContext> gitlab;
  std::optional<ApiClient> github_api;
  std::optional<ApiClient> gitlab_api;

  Delivery
  to_github(DeliverGithub report, const Verdict& verdict, const ReportContext& context)
  {
    if (!github) {
      return {on_github() ? DeliveryState::failed : DeliveryState::not_here, github.error()};
    }
    if (!tokens.github) {
      return {DeliveryState::failed,
              fmt::format("no token ({}, and the job `permissions: pull-requests: write`)",
                          k_github_token_advice)};
    }
    if (!github_api) {
      github_api.emplace(connect(github_api_settings(*github, *tokens.github)));
    }
    return report(verdict, context, *github, *github_api);
  }

  Delivery
  to_chat(const std::string& name, const Verdict& verdict) const
  {
    const auto chat = from_word<Chat>(name);
    if (!chat || !tokens.webhook) {
      return {DeliveryState::failed,
              fmt::format("no address in {} (give this step the secret)", k_webhook_variable)};
    }
    const std::string page = github ? github->run.url : gitlab ? gitlab->run.url : "";
    return deliver_webhook(*chat, verdict, page, *tokens.webhook, make_http_sender());
  }

  Delivery
  to_gitlab(DeliverGitlab report, const Verdict& verdict, const ReportContext& context)
  {
    if (!gitlab) {
      return {on_gitlab() ? DeliveryState::failed : DeliveryState::not_here, gitlab.error()};
    }
    if (!tokens.gitlab) {
      return {DeliveryState::failed,
              fmt::format("no token in LEAKGATE_GITLAB_TOKEN: {}", k_gitlab_token_advice)};
    }
    if (!gitlab_api) {
      gitlab_api.emplace(connect(gitlab_api_settings(*gitlab, *tokens.gitlab)));
    }
    return report(verdict, context, *gitlab, *gitlab_api);
  }
};

Deliverer::Deliverer(DeliveryTokens tokens, const DeliveryOptions& options)
    : m_state(std::make_unique<State>(
          State{std::move(tokens), read_github_context(environment_variable, event_file(), options),
                read_gitlab_context(environment_variable, options), std::nullopt, std::nullopt}))
{
}

Deliverer::~Deliverer() = default;

Delivery
Deliverer::deliver(const std::string& name, const Verdict& verdict, const ReportContext& context)
{
  constexpr std::string_view k_webhook = "webhook=";
  if (name.starts_with(k_webhook)) {
    return m_state->to_chat(name.substr(k_webhook.size()), verdict);
  }
  const auto* const report = std::ranges::find(k_reports, name, &ServerReport::name);
  if (report == std::end(k_reports)) {
    return {DeliveryState::failed, "not a report for a server"};
  }
  return report->github != nullptr ? m_state->to_github(report->github, verdict, context)
                                   : m_state->to_gitlab(report->gitlab, verdict, context);
}

std::string
Deliverer::line_url() const
{
  constexpr std::string_view k_line = "/{file}#L{line}";
  if (const auto& github = m_state->github; github && !github->run.commit.empty()) {
    const bool gitea = github->api_url.ends_with("/api/v1");
    return fmt::format("{}/{}/{}/{}/{}{}", github->server_url, github->owner, github->repository,
                       gitea ? "src/commit" : "blob", github->run.commit, k_line);
  }
  const auto& gitlab = m_state->gitlab;
  if (std::string url = gitlab ? gitlab->run.commit_url : ""; !url.empty()) {
    constexpr std::string_view k_commit = "/-/commit/";
    const std::size_t at = url.rfind(k_commit);
    return at == std::string::npos
               ? ""
               : url.replace(at, k_commit.size(), "/-/blob/") + std::string(k_line);
  }
  return {};
}

Delivery
Deliverer::try_token()
{
  constexpr std::string_view k_only_read = "whether it may post only shows when it does";
  State& state = *m_state;
  const bool github = on_github();
  const std::string wrong = github ? (state.github ? "" : state.github.error())
                                   : (state.gitlab ? "" : state.gitlab.error());
  const std::optional<Secret>& token = github ? state.tokens.github : state.tokens.gitlab;
  if (!wrong.empty() || !token) {
    return {!wrong.empty() ? DeliveryState::failed : DeliveryState::not_here,
            !wrong.empty() ? wrong
                           : fmt::format("none, so nothing is posted ({})",
                                         github ? k_github_token_advice : k_gitlab_token_advice)};
  }
  std::string path;
  if (github) {
    const GithubContext& context = *state.github;
    path = fmt::format("/repos/{}/{}", context.owner, context.repository) +
           (context.pull_request != 0 ? fmt::format("/pulls/{}", context.pull_request) : "");
  } else {
    const GitlabContext& context = *state.gitlab;
    path = "/projects/" + context.project +
           (context.merge_request != 0 ? fmt::format("/merge_requests/{}", context.merge_request)
                                       : "");
  }
  ApiClient api = connect(github ? github_api_settings(*state.github, *token)
                                 : gitlab_api_settings(*state.gitlab, *token));
  const auto answer = api.call("GET", path);
  return answer
             ? Delivery{DeliveryState::delivered, fmt::format("it reads {}; {}", path, k_only_read)}
             : Delivery{DeliveryState::failed, answer.error().message};
}

// Variables that make no sense are those of a pull request: the report that needs them says what
// is wrong, and goes elsewhere.
CiFacts
Deliverer::facts() const
{
  const auto& github = m_state->github;
  const auto& gitlab = m_state->gitlab;
  CiFacts facts;
  facts.on_github = on_github();
  facts.in_pull_request =
      facts.on_github && (!github || github->pull_request != 0 || !github->head.empty());
  facts.on_gitlab = on_gitlab();
  facts.in_merge_request = facts.on_gitlab && (!gitlab || gitlab->merge_request != 0);
  facts.has_github_token = m_state->tokens.github.has_value();
  facts.has_gitlab_token = m_state->tokens.gitlab.has_value();
  if (github && facts.has_github_token && is_plain_http(github->api_url)) {
    facts.plain_http = shown_url(github->api_url);
  } else if (gitlab && facts.has_gitlab_token && is_plain_http(gitlab->api_url)) {
    facts.plain_http = shown_url(gitlab->api_url);
  }
  return facts;
}

} // namespace leakgate
