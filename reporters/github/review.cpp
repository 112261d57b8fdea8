#include "gate/base/text.hpp"
#include "reporters/delivery/json_fields.hpp"
#include "reporters/delivery/review_plan.hpp"
#include "reporters/github/api.hpp"
#include "reporters/github/review_answers.hpp"
#include "reporters/github/review_poster.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace leakgate {

namespace {

using github::explained;
using github::unreadable;

template <typename T>
using Answer = tl::expected<T, ApiError>;

constexpr std::string_view k_permission = "pull-requests: write";
constexpr int k_not_found = 404;

std::string
counted(std::size_t count, std::string_view noun)
{
  return text::counted(static_cast<long long>(count), noun);
}

// What was done, for the message.
struct Done
{
  std::size_t updated = 0;
  std::size_t back = 0;
  std::size_t cleared = 0;
  std::size_t removed = 0;
};

class Review
{
public:
  Review(const Verdict& verdict, const ReportContext& report, const GithubContext& context,
         ApiClient& api, std::uint64_t number)
      : m_verdict(verdict), m_report(report), m_context(context), m_api(api), m_account(api),
        m_repository(github::repository_url(context)),
        m_pull(fmt::format("{}/pulls/{}", m_repository, number))
  {
    m_limits.body_bytes = github::k_comment_limit;
  }

  Delivery
  deliver()
  {
    const auto standing = list();
    if (!standing) {
      return failed(standing.error());
    }
    const bool reported = totals_of(m_verdict).findings() > 0;
    if (!reported && standing->empty()) {
      return {DeliveryState::nothing_to_do, "nothing to mark, and nothing stood there"};
    }
    const auto change = reported ? changed_files() : Answer<std::vector<FileDiff>>{};
    if (!change) {
      return failed(change.error());
    }
    m_plan = plan_review(m_verdict, m_report, m_context.run, *change, *standing, m_limits);
    if (m_plan.newer_run_wrote) {
      return {DeliveryState::nothing_to_do, "a newer run has written them"};
    }
    post();
    if (!m_superseded.empty()) {
      return {DeliveryState::nothing_to_do, m_superseded, m_plan.standing};
    }
    edit();
    return result();
  }

private:
  // Our comments of this job, the oldest first.
  Answer<std::vector<StandingMark>>
  list()
  {
    const std::string path = m_pull + "/comments?per_page=100";
    const auto pages = m_api.pages(path);
    if (!pages) {
      return tl::unexpected(pages.error());
    }
    auto comments = github::read_review_comments(*pages);
    if (!comments) {
      return tl::unexpected(unreadable("GET", path, pages->back()));
    }
    std::vector<StandingMark> ours;
    ours.reserve(comments->size());
    for (github::ReviewComment& comment : *comments) {
      const auto own = m_account.is(comment.author);
      if (!own) {
        return tl::unexpected(own.error());
      }
      if (*own) {
        ours.push_back(std::move(comment.mark));
      }
    }
    return ours;
  }

  Answer<std::vector<FileDiff>>
  changed_files()
  {
    const std::string path = m_pull + "/files?per_page=100";
    const auto pages = m_api.pages(path);
    if (!pages) {
      return tl::unexpected(pages.error());
    }
    std::vector<FileDiff> all;
    for (const std::string& page : *pages) {
      auto files = github::read_changed_files(page);
      if (!files) {
        return tl::unexpected(unreadable("GET", path, page));
      }
      std::ranges::move(*files, std::back_inserter(all));
    }
    return all;
  }

  // A change that has gone on has other lines, and a run of its own that marks them.
  bool
  head_is_ours()
  {
    const auto answer = m_api.call("GET", m_pull);
    const std::string head = answer ? github::read_head(answer->body) : std::string();
    if (!answer) {
      m_error = answer.error();
    } else if (head.empty()) {
      m_error = unreadable("GET", m_pull, answer->body);
    } else if (head != m_context.run.commit) {
      m_superseded = fmt::format("the pull request is at commit {} by now, this run was about {}",
                                 text::quoted(head), text::quoted(m_context.run.commit));
    }
    return !m_error && m_superseded.empty();
  }

  void
  post()
  {
    if (m_plan.post.empty() || !head_is_ours()) {
      return;
    }
    github::ReviewPoster poster(
        m_api, m_pull, m_context.run, [this] { return list(); }, m_limits.files);
    poster.post(m_plan.post);
    for (const NewMark& mark : m_plan.post) {
      if (!poster.posted().contains(mark.fingerprint)) {
        m_error = poster.error();
        continue;
      }
      m_posted.push_back(mark.fingerprint);
      m_plan.extra.insert(m_plan.extra.end(), mark.replaces.begin(), mark.replaces.end());
    }
  }

  void
  edit()
  {
    for (const MarkEdit& edit : m_plan.edit) {
      std::size_t& count = edit.change == MarkChange::updated ? m_done.updated
                           : edit.change == MarkChange::back  ? m_done.back
                                                              : m_done.cleared;
      count += update(edit.id, edit.body) ? 1 : 0;
    }
    for (const StandingMark& mark : m_plan.extra) {
      if (mark.answered) {
        update(mark.id, moved_body(mark, m_context.run, m_limits.body_bytes));
      } else {
        m_done.removed += call("DELETE", mark.id, "") ? 1 : 0;
      }
    }
  }

  bool
  update(const std::string& id, const std::string& body)
  {
    return call("PATCH", id, json_fields::dumped(nlohmann::json{{"body", body}}));
  }

  // Not after an error that the next call would meet too.
  bool
  call(std::string_view method, const std::string& id, const std::string& body)
  {
    if (m_error && !github::is_content_refused(*m_error)) {
      return false;
    }
    const auto answer =
        m_api.call(method, fmt::format("{}/pulls/comments/{}", m_repository, id), body);
    if (!answer && answer.error().status != k_not_found) { // somebody has deleted it
      m_error = answer.error();
    }
    return answer.has_value();
  }

  [[nodiscard]] Delivery
  failed(const ApiError& error) const
  {
    return {DeliveryState::failed, explained(error, m_context, k_permission).message};
  }

  [[nodiscard]] std::string
  summary() const
  {
    std::vector<std::string> parts;
    const auto add = [&](std::size_t count, std::string_view what) {
      if (count > 0) {
        parts.push_back(fmt::format("{} {}", count, what));
      }
    };
    add(m_posted.size(), "posted");
    add(m_done.updated, "updated");
    add(m_done.back, "opened again");
    add(m_done.cleared, "cleared");
    add(m_done.removed, "removed");
    add(m_plan.standing.size() - std::min(m_plan.standing.size(), m_done.updated + m_done.back),
        "unchanged");
    return parts.empty() ? std::string() : "review comments: " + text::join(parts, ", ");
  }

  [[nodiscard]] std::string
  left_out() const
  {
    std::string out;
    if (m_plan.over_limit > 0) {
      out += fmt::format("; {} not marked, as one run posts at most {} comments, the worst first",
                         counted(m_plan.over_limit, "finding"), m_limits.all);
    }
    if (m_plan.outside > 0) {
      out += fmt::format("; {} outside of the files of this change",
                         counted(m_plan.outside, "finding"));
    }
    return out;
  }

  [[nodiscard]] Delivery
  result() const
  {
    Delivery delivery;
    const std::string said = summary();
    delivery.message = (said.empty() ? "review comments: none" : said) + left_out();
    delivery.marked = m_plan.standing;
    delivery.marked.insert(delivery.marked.end(), m_posted.begin(), m_posted.end());
    if (m_error) {
      delivery.state = DeliveryState::failed;
      const std::size_t missing = m_plan.post.size() - m_posted.size();
      delivery.message = fmt::format(
          "{}{}; {}", explained(*m_error, m_context, k_permission).message,
          missing == 0 ? "" : fmt::format("; {} not marked", counted(missing, "finding")),
          delivery.message);
    } else {
      delivery.state = said.empty() ? DeliveryState::nothing_to_do : DeliveryState::delivered;
    }
    return delivery;
  }

  const Verdict& m_verdict;
  const ReportContext& m_report;
  const GithubContext& m_context;
  ApiClient& m_api;
  github::OwnAccount m_account;
  std::string m_repository; ///< path
  std::string m_pull;       ///< likewise
  ReviewLimits m_limits;
  ReviewPlan m_plan;
  std::vector<std::string> m_posted; ///< fingerprints
  Done m_done;
  std::string m_superseded;        ///< a newer commit stands there: which
  std::optional<ApiError> m_error; ///< the last one
};

} // namespace

Delivery
deliver_github_review(const Verdict& verdict, const ReportContext& report,
                      const GithubContext& context, ApiClient& api)
{
  const auto number = github::find_pull_request(context, api);
  if (!number) {
    return number.error();
  }
  return context.run.commit.empty() ? github::commit_not_known(context)
                                    : Review(verdict, report, context, api, *number).deliver();
}

} // namespace leakgate
