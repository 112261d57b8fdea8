#include "reporters/delivery/marker.hpp"
#include "reporters/delivery/sticky_comment.hpp"
#include "reporters/gitlab/answers.hpp"
#include "reporters/gitlab/api.hpp"
#include "reporters/gitlab/change.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate {

namespace {

using gitlab::Note;

// The notes of one merge request.
class Notes
{
public:
  Notes(const GitlabContext& context, ApiClient& api)
      : m_api(api), m_merge_request(gitlab::merge_request_path(context)),
        m_path(m_merge_request + "/notes")
  {
  }

  tl::expected<std::vector<PostedComment>, ApiError>
  list()
  {
    auto notes = gitlab::read_list(m_api, m_path + "?sort=asc&order_by=created_at&per_page=100",
                                   gitlab::read_notes);
    if (!notes) {
      return tl::unexpected(notes.error());
    }
    std::erase_if(*notes, [](const Note& note) { return note.system || !read_marker(note.body); });
    if (!notes->empty() && m_account == 0) {
      const auto account = gitlab::own_account(m_api);
      if (!account) {
        return tl::unexpected(account.error());
      }
      m_account = *account;
    }
    std::vector<PostedComment> comments;
    comments.reserve(notes->size());
    for (Note& note : *notes) {
      comments.push_back({note.id, std::move(note.body), note.author == m_account});
    }
    return comments;
  }

  tl::expected<std::uint64_t, ApiError>
  create(const std::string& body)
  {
    const auto answer = gitlab::call(m_api, "POST", m_path, gitlab::note_json(body));
    if (!answer) {
      return tl::unexpected(answer.error());
    }
    const std::optional<std::uint64_t> id = gitlab::read_id(answer->body);
    return id ? tl::expected<std::uint64_t, ApiError>(*id)
              : tl::unexpected(gitlab::unreadable("POST", m_path, answer->body));
  }

  tl::expected<void, ApiError>
  change(std::string_view method, std::uint64_t id, const std::string& json = "")
  {
    const auto answer = gitlab::call(m_api, method, fmt::format("{}/{}", m_path, id), json);
    return answer ? tl::expected<void, ApiError>() : tl::unexpected(answer.error());
  }

  // Not being told is no reason to say nothing.
  std::string
  head()
  {
    const auto version = gitlab::read_newest_version(m_api, m_merge_request);
    return version ? version->head : std::string();
  }

private:
  ApiClient& m_api;
  std::string m_merge_request;
  std::string m_path;
  std::uint64_t m_account = 0; ///< asked for when there is something that could be ours
};

} // namespace

Delivery
deliver_gitlab_note(const Verdict& verdict, const ReportContext& report,
                    const GitlabContext& context, ApiClient& api)
{
  if (context.merge_request == 0) {
    return gitlab::not_a_merge_request();
  }
  Notes notes(context, api);
  CommentStore store;
  store.noun = "note";
  store.limit_bytes = gitlab::k_note_limit;
  store.list = [&] { return notes.list(); };
  store.create = [&](const std::string& body) { return notes.create(body); };
  store.update = [&](std::uint64_t id, const std::string& body) {
    return notes.change("PUT", id, gitlab::note_json(body));
  };
  store.remove = [&](std::uint64_t id) { return notes.change("DELETE", id); };
  store.head = [&] { return notes.head(); };
  store.wait_before_retry = [&](int attempt) { return api.wait_before_retry(attempt); };
  return keep_comment(verdict, report, context.run, store);
}

} // namespace leakgate
