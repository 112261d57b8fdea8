#include "reporters/github/review_poster.hpp"

#include "gate/base/text.hpp"
#include "reporters/delivery/comment_footer.hpp"
#include "reporters/delivery/json_fields.hpp"
#include "reporters/github/api.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace leakgate::github {

namespace {

using Json = nlohmann::json;

constexpr int k_most_attempts = 3; // while answers are lost

Json
on_line_of(const NewMark& mark)
{
  return {{"path", mark.mark.path},
          {"line", mark.mark.line ? mark.mark.line->new_line : 1},
          {"side", "RIGHT"},
          {"body", mark.body}};
}

} // namespace

ReviewPoster::ReviewPoster(ApiClient& api, std::string pull, const CiRun& run, Look look,
                           std::size_t most_files)
    : m_api(api), m_pull(std::move(pull)), m_run(run), m_look(std::move(look)),
      m_files_left(most_files)
{
}

void
ReviewPoster::post(const std::vector<NewMark>& marks)
{
  Marks lines;
  Marks files;
  lines.reserve(marks.size());
  files.reserve(marks.size());
  for (const NewMark& mark : marks) {
    (mark.mark.line ? lines : files).push_back(&mark);
  }
  if (!lines.empty()) {
    post_review(std::move(lines));
  }
  for (const NewMark* mark : files) {
    post_alone(*mark);
  }
}

void
ReviewPoster::post_review(Marks marks)
{
  for (int attempt = 1;; ++attempt) {
    const auto answer = m_api.call("POST", m_pull + "/reviews", review_json(marks));
    if (answer) {
      for (const NewMark* mark : marks) {
        m_posted.insert(mark->fingerprint);
      }
      return;
    }
    m_error = answer.error();
    if (!m_error->maybe_done || attempt == k_most_attempts || !found_again(attempt)) {
      break;
    }
    std::erase_if(marks, [&](const NewMark* mark) { return m_posted.contains(mark->fingerprint); });
    if (marks.empty()) {
      return;
    }
  }
  // One line that GitHub does not count to the diff, and nothing of a review is posted.
  m_stopped = !is_content_refused(*m_error);
  for (const NewMark* mark : marks) {
    post_alone(*mark);
  }
}

void
ReviewPoster::post_alone(const NewMark& mark)
{
  constexpr int k_all_refused = 3; // in which case it is not about their lines
  if (m_stopped || (mark.mark.line && send(mark, true))) {
    return;
  }
  if (!m_stopped && m_files_left > 0) {
    --m_files_left;
    if (send(mark, false)) {
      return;
    }
  }
  ++m_refused;
  m_stopped = m_stopped || (m_refused == k_all_refused && m_posted.empty());
}

bool
ReviewPoster::send(const NewMark& mark, bool on_line)
{
  for (int attempt = 1;; ++attempt) {
    const auto answer = m_api.call("POST", m_pull + "/comments", comment_json(mark, on_line));
    if (answer) {
      m_posted.insert(mark.fingerprint);
      return true;
    }
    m_error = answer.error();
    if (!m_error->maybe_done || attempt == k_most_attempts || !found_again(attempt)) {
      break;
    }
    if (m_posted.contains(mark.fingerprint)) {
      return true;
    }
  }
  m_stopped = !is_content_refused(*m_error);
  return false;
}

// Waits, and counts what stands there of this run; false when that is not to be known.
bool
ReviewPoster::found_again(int attempt)
{
  if (!m_api.wait_before_retry(attempt)) {
    return false;
  }
  const auto standing = m_look();
  if (!standing) {
    return false;
  }
  for (const StandingMark& mark : *standing) {
    if (!mark.outdated && mark.marker.run.id == m_run.id &&
        mark.marker.run.attempt == m_run.attempt) {
      m_posted.insert(mark.marker.fingerprint);
    }
  }
  return true;
}

std::string
ReviewPoster::review_json(const Marks& marks) const
{
  Json comments = Json::array();
  for (const NewMark* mark : marks) {
    comments.push_back(on_line_of(*mark));
  }
  const std::string said = write_marker({"review", m_run, "", "leaks"}) + "**leakgate:** " +
                           text::counted(static_cast<long long>(marks.size()), "new finding") +
                           " on lines of this change.\n" + comment_footer(m_run, "");
  return json_fields::dumped(Json{{"commit_id", m_run.commit},
                                  {"event", "COMMENT"},
                                  {"body", said},
                                  {"comments", std::move(comments)}});
}

std::string
ReviewPoster::comment_json(const NewMark& mark, bool on_line) const
{
  Json json = on_line
                  ? on_line_of(mark)
                  : Json{{"path", mark.mark.path}, {"subject_type", "file"}, {"body", mark.body}};
  json["commit_id"] = m_run.commit;
  return json_fields::dumped(json);
}

} // namespace leakgate::github
