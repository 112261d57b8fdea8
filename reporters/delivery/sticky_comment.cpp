#include "reporters/delivery/sticky_comment.hpp"

#include "gate/base/text.hpp"
#include "reporters/delivery/comment_body.hpp"
#include "reporters/delivery/marker.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace leakgate {

namespace {

// Each round reads the list once. Two are enough when nobody else is there.
constexpr int k_most_rounds = 8;

// One of our comments, with what its marker says.
struct Ours
{
  PostedComment comment;
  Marker marker;
};

bool
is_gone(const ApiError& error)
{
  return error.status == 404 || error.status == 410;
}

// Not ours to change any more, which GitLab also says of what a token with few rights wrote
// (gitlab-org/gitlab#363097).
bool
is_not_ours(const ApiError& error)
{
  return error.status == 403 && !error.limited;
}

// Servers change line ends and the space at the end.
bool
same_text(const std::string& a, const std::string& b)
{
  const auto plain = [](const std::string& body) {
    std::string text(text::trim(body));
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    return text;
  };
  return plain(a) == plain(b);
}

class Keeper
{
public:
  Keeper(const Verdict& verdict, const ReportContext& context, const CiRun& run,
         const CommentStore& store)
      : m_verdict(verdict), m_context(context), m_run(run), m_store(store)
  {
    m_may_create = totals_of(verdict).findings() > 0 || verdict.outcome == Outcome::no_verdict;
    m_speaks = m_may_create || verdict.outcome != Outcome::pass || has_unjudged(verdict);
    m_body = body_with({});
  }

  Delivery
  keep()
  {
    for (int round = 0; round < k_most_rounds; ++round) {
      const auto listed = m_store.list();
      if (!listed) {
        return ended(listed.error().message);
      }
      const std::vector<Ours> ours = ours_of(*listed);
      const auto result = ours.empty() ? create() : settle(ours);
      if (result) {
        return *result;
      }
    }
    return ended(fmt::format("{}: still changing after {} attempts (run the jobs one after the "
                             "other)",
                             m_store.noun, k_most_rounds));
  }

private:
  using Step = std::optional<Delivery>; ///< no value: look again

  [[nodiscard]] std::string
  body_with(std::string_view kept) const
  {
    return comment_body(m_verdict, m_context, m_run,
                        m_speaks ? CommentState::speaks : CommentState::all_clear,
                        m_store.limit_bytes, kept);
  }

  // A package that could not be judged may leak as before: what stands there stays.
  void
  keep_listed(const Ours& first)
  {
    if (has_unjudged(m_verdict) && first.marker.state != "clear" &&
        !m_written.contains(first.comment.id)) {
      m_body = body_with(listed_before(first.comment.body, !is_of_this_run(first.marker)));
    }
  }

  [[nodiscard]] Delivery
  done(std::string_view what) const
  {
    return {DeliveryState::delivered, fmt::format("{} {}{}", m_store.noun, what, m_remark)};
  }

  // What was written stands there, whatever went wrong while looking after it.
  [[nodiscard]] Delivery
  ended(const std::string& error) const
  {
    return m_did.empty() ? Delivery{DeliveryState::failed, error} : done(m_did);
  }

  // The oldest first. A list that was read while it changed may name one twice, or not yet
  // what was just written.
  std::vector<Ours>
  ours_of(std::vector<PostedComment> listed)
  {
    if (m_created) {
      listed.push_back({*m_created, m_body, true});
    }
    std::stable_sort(listed.begin(), listed.end(),
                     [](const PostedComment& a, const PostedComment& b) { return a.id < b.id; });
    m_refusal_stands = false;
    std::vector<Ours> ours;
    for (PostedComment& comment : listed) {
      const auto marker = comment.ours ? read_marker(comment.body) : std::nullopt;
      const bool twice = !ours.empty() && ours.back().comment.id == comment.id;
      if (!marker || marker->kind != "comment" || !is_same_job(m_run, *marker) || twice) {
        continue;
      }
      if (m_lost.contains(comment.id)) {
        m_refusal_stands = true;
      } else {
        ours.push_back({std::move(comment), *marker});
      }
    }
    return ours;
  }

  Step
  create()
  {
    if (!m_may_create) {
      return m_refusal_stands ? Delivery{DeliveryState::failed, m_refusal}
                              : Delivery{DeliveryState::nothing_to_do,
                                         "nothing to say, and nothing stood there"};
    }
    if (const std::string head = m_store.head ? m_store.head() : "";
        !head.empty() && !m_run.commit.empty() && head != m_run.commit) {
      return Delivery{DeliveryState::nothing_to_do,
                      fmt::format("the change is at commit {} by now, this run was about {}",
                                  text::quoted(head), text::quoted(m_run.commit))};
    }
    const auto created = m_store.create(m_body);
    if (created) {
      m_created = *created;
      m_written.insert(*created);
      m_did = "created";
      return std::nullopt;
    }
    return again_or_ended(created.error());
  }

  Step
  settle(const std::vector<Ours>& ours)
  {
    const Ours& first = ours.front();
    const bool newer_wrote = std::any_of(
        ours.begin(), ours.end(), [&](const Ours& one) { return is_older(m_run, one.marker); });
    if (newer_wrote) {
      // It tidies up what is older; only what we put beside it is ours to take back.
      remove_others(ours, [&](const Ours& one) { return is_of_this_run(one.marker); });
      return Delivery{DeliveryState::nothing_to_do, "a newer run has written it"};
    }
    // A clean step takes nothing back that another step of the same run has found.
    if (!m_speaks && is_of_this_run(first.marker) && first.marker.state != "clear" &&
        !m_written.contains(first.comment.id)) {
      return Delivery{DeliveryState::nothing_to_do,
                      "another step of this run has findings there (give each step a "
                      "--comment-key of its own)"};
    }
    keep_listed(first);
    const bool stands = same_text(first.comment.body, m_body) ||
                        (m_written.contains(first.comment.id) && is_of_this_run(first.marker));
    if (!stands) {
      return update(first.comment.id);
    }
    remove_others(ours, [](const Ours&) { return true; });
    return done(m_did.empty() ? fmt::format("unchanged (id {})", first.comment.id) : m_did);
  }

  Step
  update(std::uint64_t id)
  {
    const auto updated = m_store.update(id, m_body);
    if (updated) {
      m_written.insert(id);
      m_did = fmt::format("updated (id {})", id);
      return std::nullopt;
    }
    if (is_gone(updated.error()) || is_not_ours(updated.error())) {
      m_lost.insert(id);
      m_refusal = updated.error().message;
      return std::nullopt;
    }
    return again_or_ended(updated.error());
  }

  Step
  again_or_ended(const ApiError& error)
  {
    if (error.maybe_done && m_store.wait_before_retry(++m_lost_answers)) {
      return std::nullopt;
    }
    return ended(error.message);
  }

  // Never the first: all runs agree on which that is, so one always stays.
  template <typename Wanted>
  void
  remove_others(const std::vector<Ours>& ours, const Wanted& wanted)
  {
    for (auto one = ours.begin() + 1; one != ours.end(); ++one) {
      if (!wanted(*one)) {
        continue;
      }
      const auto removed = m_store.remove(one->comment.id);
      if (!removed && !is_gone(removed.error())) {
        m_remark = "; another one stays: " + removed.error().message;
      }
    }
  }

  [[nodiscard]] bool
  is_of_this_run(const Marker& marker) const
  {
    return marker.run.id == m_run.id && marker.run.attempt == m_run.attempt;
  }

  const Verdict& m_verdict;
  const ReportContext& m_context;
  const CiRun& m_run;
  const CommentStore& m_store;
  std::string m_body;
  bool m_may_create = false;
  bool m_speaks = false; ///< there is more to say than that all is clear
  std::string m_did;     ///< what was written last; empty: nothing yet
  std::string m_remark;
  std::optional<std::uint64_t> m_created;
  std::set<std::uint64_t> m_written;
  std::set<std::uint64_t> m_lost; ///< could not be updated
  std::string m_refusal;          ///< why
  bool m_refusal_stands = false;  ///< and is in the list all the same
  int m_lost_answers = 0;
};

} // namespace

Delivery
keep_comment(const Verdict& verdict, const ReportContext& context, const CiRun& run,
             const CommentStore& store)
{
  return Keeper(verdict, context, run, store).keep();
}

} // namespace leakgate
