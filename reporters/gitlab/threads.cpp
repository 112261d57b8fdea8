#include "reporters/gitlab/threads.hpp"

#include "reporters/delivery/json_fields.hpp"
#include "reporters/delivery/url.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace leakgate::gitlab {

namespace {

using Json = nlohmann::json;

Json
position_of(const Version& version, const Mark& mark)
{
  Json position{{"position_type", mark.line ? "text" : "file"},
                {"base_sha", version.base},
                {"start_sha", version.start},
                {"head_sha", version.head},
                {"old_path", mark.old_path},
                {"new_path", mark.path}};
  if (mark.line) {
    position["new_line"] = mark.line->new_line;
    if (mark.line->old_line > 0) { // GitLab finds an unchanged line by both of its numbers
      position["old_line"] = mark.line->old_line;
    }
  }
  return position;
}

} // namespace

Threads::Threads(const GitlabContext& context, ApiClient& api)
    : m_api(api), m_path(merge_request_path(context) + "/discussions")
{
}

tl::expected<std::vector<OwnThread>, ApiError>
Threads::read_own()
{
  auto threads = read_list(m_api, m_path + "?per_page=100", read_threads);
  if (!threads) {
    return tl::unexpected(threads.error());
  }
  std::vector<OwnThread> own;
  for (Thread& thread : *threads) {
    auto marker = read_marker(thread.first.body);
    if (marker && marker->kind == "line" && !thread.first.system) {
      own.push_back({std::move(thread), std::move(*marker)});
    }
  }
  if (!own.empty() && m_account == 0) {
    const auto account = own_account(m_api);
    if (!account) {
      return tl::unexpected(account.error());
    }
    m_account = *account;
  }
  std::erase_if(own, [&](const OwnThread& one) { return one.thread.first.author != m_account; });
  return own;
}

tl::expected<void, ApiError>
Threads::open(const std::string& body, const Version& version, const Mark& mark)
{
  const Json json{{"body", without_quick_actions(body)}, {"position", position_of(version, mark)}};
  return write("POST", m_path, json_fields::dumped(json));
}

tl::expected<void, ApiError>
Threads::edit(const Thread& thread, const std::string& body)
{
  const std::string path =
      fmt::format("{}/{}/notes/{}", m_path, url_segment(thread.id), thread.first.id);
  return write("PUT", path, note_json(body));
}

tl::expected<void, ApiError>
Threads::resolve(const Thread& thread, bool resolved)
{
  return write("PUT", fmt::format("{}/{}", m_path, url_segment(thread.id)),
               Json{{"resolved", resolved}}.dump());
}

bool
Threads::wait_before_retry(int attempt)
{
  return m_api.wait_before_retry(attempt);
}

tl::expected<void, ApiError>
Threads::write(std::string_view method, const std::string& path, const std::string& json)
{
  const auto answer = call(m_api, method, path, json);
  return answer ? tl::expected<void, ApiError>() : tl::unexpected(answer.error());
}

} // namespace leakgate::gitlab
