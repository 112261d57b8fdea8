#include "reporters/gitlab/api.hpp"

#include "gate/base/text.hpp"
#include "reporters/delivery/json_fields.hpp"
#include "reporters/delivery/url.hpp"
#include "reporters/gitlab/answers.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace leakgate {

ApiSettings
gitlab_api_settings(const GitlabContext& context, const Secret& token)
{
  return {context.api_url, {}, HttpCredential{"PRIVATE-TOKEN", "", token}};
}

namespace gitlab {

std::string
merge_request_path(const GitlabContext& context)
{
  return fmt::format("/projects/{}/merge_requests/{}", url_segment(context.project),
                     context.merge_request);
}

Delivery
not_a_merge_request()
{
  return {DeliveryState::not_here,
          "CI_MERGE_REQUEST_IID: not set, this is no merge request pipeline (let the job run in "
          "one: `rules: - if: $CI_PIPELINE_SOURCE == \"merge_request_event\"`)"};
}

ApiError
explained(ApiError error)
{
  constexpr int k_unauthorized = 401;
  constexpr int k_forbidden = 403;
  constexpr int k_not_found = 404; // GitLab's answer for what the token may not see
  const bool refused =
      error.status == k_unauthorized || error.status == k_forbidden || error.status == k_not_found;
  if (refused && !error.limited) {
    error.message += fmt::format("; {}", k_gitlab_token_advice);
  }
  return error;
}

ApiError
unreadable(std::string_view method, const std::string& path, const std::string& answer)
{
  constexpr int k_ok = 200;
  return {k_ok,
          fmt::format("{} {}: not what GitLab answers, got {} (does CI_API_V4_URL lead to a "
                      "GitLab?)",
                      method, path.substr(0, path.find('?')), text::quoted(answer)),
          method != "GET"};
}

tl::expected<ApiAnswer, ApiError>
call(ApiClient& api, std::string_view method, const std::string& path, const std::string& body)
{
  return api.call(method, path, body).map_error(explained);
}

tl::expected<std::uint64_t, ApiError>
own_account(ApiClient& api)
{
  const std::string path = "/user";
  const auto answer = call(api, "GET", path);
  if (!answer) {
    return tl::unexpected(answer.error());
  }
  const std::optional<std::uint64_t> id = read_id(answer->body);
  return id ? tl::expected<std::uint64_t, ApiError>(*id)
            : tl::unexpected(unreadable("GET", path, answer->body));
}

std::string
note_json(const std::string& text)
{
  return json_fields::dumped(nlohmann::json{{"body", without_quick_actions(text)}});
}

std::string
without_quick_actions(std::string_view text)
{
  std::string out;
  out.reserve(text.size());
  bool begins = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool comment = i + 1 < text.size() && text[i + 1] == '/'; // `// started`
    out += begins && text[i] == '/' && !comment ? " " : "";
    out += text[i];
    // GitLab takes carriage returns out before it looks.
    begins = text[i] == '\n' || (begins && text[i] == '\r');
  }
  return out;
}

} // namespace gitlab

} // namespace leakgate
