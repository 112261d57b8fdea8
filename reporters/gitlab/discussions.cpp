#include "gate/base/text.hpp"
#include "reporters/delivery/review_plan.hpp"
#include "reporters/gitlab/change.hpp"
#include "reporters/gitlab/threads.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace leakgate {

namespace {

using gitlab::OwnThread;
using Done = tl::expected<void, ApiError>;

// What became of the findings, for the message.
struct Tally
{
  std::size_t opened = 0;
  std::size_t reopened = 0;
  std::size_t updated = 0;
  std::size_t unchanged = 0;
  std::size_t resolved = 0;
  std::size_t outside = 0; ///< the change touches none of their places
  std::size_t refused = 0;
  std::size_t too_many = 0;

  [[nodiscard]] std::string
  in_words() const
  {
    std::vector<std::string> parts;
    const auto add = [&](std::size_t count, std::string_view what) {
      if (count > 0) {
        parts.push_back(fmt::format("{} {}", count, what));
      }
    };
    add(opened, "opened");
    add(reopened, "opened again");
    add(updated, "updated");
    add(unchanged, "unchanged");
    add(resolved, "resolved");
    add(outside, "outside of the change");
    add(refused, "refused by GitLab");
    add(too_many, "left out for another run");
    return text::join(parts, ", ");
  }
};

// Carries out what is planned.
class Writer
{
public:
  Writer(const CiRun& run, gitlab::Threads& threads, gitlab::Version version,
         const std::vector<OwnThread>& own)
      : m_run(run), m_threads(threads), m_version(std::move(version)), m_own(own)
  {
  }

  Delivery
  carry_out(const ReviewPlan& plan)
  {
    m_tally.outside = plan.outside;
    m_tally.too_many = plan.over_limit;
    m_standing = plan.standing.size();
    const Done done = edit_all(plan).and_then([&] { return open_all(plan); });
    if (done) {
      return finished();
    }
    const std::string before = m_tally.in_words();
    return {DeliveryState::failed,
            done.error().message + (before.empty() ? "" : "; threads: " + before)};
  }

private:
  Done
  edit_all(const ReviewPlan& plan)
  {
    for (const MarkEdit& edit : plan.edit) {
      if (Done done = change(edit.id, resolved_by(edit.change), edit.body); !done) {
        return done;
      }
      m_standing -= edit.change == MarkChange::cleared ? 0 : 1;
      ++count_of(edit.change);
    }
    m_tally.unchanged = m_standing;
    for (const StandingMark& extra : plan.extra) {
      const std::string body = moved_body(extra, m_run, gitlab::k_note_limit);
      if (Done done = change(extra.id, true, body); !done) {
        return done;
      }
    }
    return {};
  }

  // Only what is gone or back: a person may have resolved or opened a thread otherwise.
  [[nodiscard]] static std::optional<bool>
  resolved_by(MarkChange change)
  {
    return change == MarkChange::updated ? std::nullopt
                                         : std::optional(change == MarkChange::cleared);
  }

  std::size_t&
  count_of(MarkChange change)
  {
    switch (change) {
    case MarkChange::cleared: return m_tally.resolved;
    case MarkChange::back: return m_tally.reopened;
    case MarkChange::updated: break;
    }
    return m_tally.updated;
  }

  // The text last: its marker is what says that the rest is done, should this run be cut off.
  Done
  change(const std::string& id, std::optional<bool> resolved, const std::string& body)
  {
    const auto one = std::find_if(m_own.begin(), m_own.end(),
                                  [&](const OwnThread& own) { return own.thread.id == id; });
    if (one == m_own.end()) {
      return {};
    }
    const gitlab::Note& first = one->thread.first;
    const bool differs = resolved && first.resolvable && first.resolved != *resolved;
    const Done done = differs ? m_threads.resolve(one->thread, *resolved) : Done();
    return done.and_then([&] { return m_threads.edit(one->thread, body); });
  }

  Done
  open_all(const ReviewPlan& plan)
  {
    for (const NewMark& mark : plan.post) {
      Done done = open(mark, mark.mark);
      if (!done && is_refusal(done.error()) && mark.mark.line) {
        done = open(mark, {mark.mark.path, mark.mark.old_path, std::nullopt});
      }
      if (done) {
        ++m_tally.opened;
      } else if (is_refusal(done.error())) {
        ++m_tally.refused;
        m_refusal = done.error().message;
      } else {
        return done;
      }
    }
    return {};
  }

  // When the answer is lost, what stands there is looked at before it is sent again.
  Done
  open(const NewMark& mark, const Mark& place)
  {
    Done done = m_threads.open(mark.body, m_version, place);
    if (done || !done.error().maybe_done || !m_threads.wait_before_retry(1)) {
      return done;
    }
    const auto own = m_threads.read_own();
    if (!own) {
      return done;
    }
    const bool there = std::any_of(own->begin(), own->end(), [&](const OwnThread& one) {
      return one.marker.fingerprint == mark.fingerprint;
    });
    return there ? Done() : m_threads.open(mark.body, m_version, place);
  }

  // Of one mark alone. GitLab says 400 of a place that it does not have and, before 16.4, of a
  // mark on a file as a whole.
  [[nodiscard]] static bool
  is_refusal(const ApiError& error)
  {
    constexpr int k_bad_request = 400;
    constexpr int k_unprocessable = 422;
    return error.status == k_bad_request || error.status == k_unprocessable;
  }

  [[nodiscard]] Delivery
  finished() const
  {
    const std::string words = m_tally.in_words();
    if (m_tally.refused > 0) {
      return {DeliveryState::failed, fmt::format("threads: {}: {}", words, m_refusal)};
    }
    const std::size_t there =
        m_tally.opened + m_tally.reopened + m_tally.updated + m_tally.unchanged;
    if (there == 0 && m_tally.resolved == 0) {
      return {DeliveryState::nothing_to_do,
              words.empty() ? "nothing to say, and nothing stood there" : "findings: " + words};
    }
    return {DeliveryState::delivered, "threads: " + words};
  }

  const CiRun& m_run;
  gitlab::Threads& m_threads;
  gitlab::Version m_version;
  const std::vector<OwnThread>& m_own;
  Tally m_tally;
  std::size_t m_standing = 0; ///< findings that have a thread and were not yet looked at
  std::string m_refusal;
};

std::vector<StandingMark>
standing(const std::vector<OwnThread>& own)
{
  std::vector<StandingMark> marks;
  marks.reserve(own.size());
  for (const OwnThread& one : own) {
    // Where its line has gone GitLab still shows the thread, at the version that it is of.
    marks.push_back({one.thread.id, one.thread.first.body, one.marker});
  }
  return marks;
}

Delivery
failed(const ApiError& error)
{
  return {DeliveryState::failed, error.message};
}

} // namespace

Delivery
deliver_gitlab_discussions(const Verdict& verdict, const ReportContext& report,
                           const GitlabContext& context, ApiClient& api)
{
  if (context.merge_request == 0) {
    return gitlab::not_a_merge_request();
  }
  const std::string merge_request = gitlab::merge_request_path(context);
  const auto version = gitlab::read_newest_version(api, merge_request);
  if (!version) {
    return failed(version.error());
  }
  if (version->head != context.run.commit) {
    return {DeliveryState::nothing_to_do,
            fmt::format("the merge request is at commit {} by now, this run was about {}",
                        text::quoted(version->head), text::quoted(context.run.commit))};
  }
  gitlab::Threads threads(context, api);
  const auto own = threads.read_own();
  if (!own) {
    return failed(own.error());
  }
  const bool reported = totals_of(verdict).findings() > 0;
  const auto change = reported ? gitlab::read_change(api, merge_request)
                               : tl::expected<std::vector<FileDiff>, ApiError>();
  if (!change) {
    return failed(change.error());
  }
  const ReviewPlan plan =
      plan_review(verdict, report, context.run, *change, standing(*own), gitlab::k_review_limits);
  return plan.newer_run_wrote
             ? Delivery{DeliveryState::nothing_to_do, "a newer run has written them"}
             : Writer(context.run, threads, *version, *own).carry_out(plan);
}

} // namespace leakgate
