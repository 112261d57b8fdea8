#include "reporters/delivery/review_plan.hpp"

#include "gate/base/text.hpp"
#include "reporters/delivery/comment_body.hpp"
#include "reporters/wording/families.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace leakgate {

namespace {

constexpr std::string_view k_clear = "clear";
constexpr std::string_view k_moved = "moved";

// What a comment says of its finding: without the marker and the footer, which name the run, and
// without what servers change in a text.
std::string
said(std::string_view body)
{
  std::string text(body.substr(std::min(body.find('\n'), body.size())));
  text.erase(std::min(text.rfind("\n<sub>"), text.size()));
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  return std::string(text::trim(text));
}

bool
ran_to_its_end(const PackageVerdict& package)
{
  return package.end == PackageEnd::no_tests ||
         (package.judged &&
          (package.end == PackageEnd::passed || package.end == PackageEnd::failed));
}

// True when this run would have seen the leak of `marker` again. A package that it did not run
// is another step's or another module's; one that the module does not have any more leaks nothing.
bool
was_looked_at(const Verdict& verdict, const Marker& marker)
{
  if (verdict.outcome == Outcome::no_verdict || verdict.coverage == Coverage::some_tests) {
    return false;
  }
  const auto found = std::ranges::find_if(verdict.packages, [&](const PackageVerdict& package) {
    return is_of_package(marker, package.import_path);
  });
  if (found != verdict.packages.end()) {
    return ran_to_its_end(*found);
  }
  return verdict.coverage == Coverage::everything &&
         std::ranges::any_of(verdict.roots.modules, [&](const SourceRoots::Module& module) {
           return marker.package.starts_with(module.path + "/");
         });
}

// What a comment says of a finding that is there and not reported.
std::string_view
became(Disposition disposition)
{
  switch (disposition) {
  case Disposition::allowed: return "allowed by now";
  case Disposition::baseline: return "in the baseline by now";
  case Disposition::below_threshold:
  case Disposition::reported: break;
  }
  return "below the threshold by now";
}

// The comments of one finding, the one that stays first: on a line of the diff before an outdated
// one, then the older.
using Group = std::vector<const StandingMark*>;
using Groups = std::map<std::string, Group, std::less<>>;

Groups
groups_of(const std::vector<StandingMark>& standing, const CiRun& run)
{
  Groups groups;
  for (const StandingMark& mark : standing) {
    if (mark.marker.state != k_moved && is_same_job(run, mark.marker)) {
      groups[mark.marker.fingerprint].push_back(&mark);
    }
  }
  for (auto& [fingerprint, group] : groups) {
    std::ranges::stable_sort(group, {}, &StandingMark::outdated);
  }
  return groups;
}

// What other jobs say at a line that the change shows: the legs of a matrix find the same leaks.
std::set<std::string, std::less<>>
said_by_others(const std::vector<StandingMark>& standing, const CiRun& run)
{
  std::set<std::string, std::less<>> fingerprints;
  for (const StandingMark& mark : standing) {
    const bool live =
        !mark.outdated && mark.marker.state != k_clear && mark.marker.state != k_moved;
    if (live && !is_same_job(run, mark.marker)) {
      fingerprints.insert(mark.marker.fingerprint);
    }
  }
  return fingerprints;
}

class Planner
{
public:
  Planner(const Verdict& verdict, const ReportContext& context, const CiRun& run,
          const std::vector<FileDiff>& change, const std::vector<StandingMark>& standing,
          const ReviewLimits& limits)
      : m_verdict(verdict), m_context(context), m_run(run), m_change(change), m_limits(limits),
        m_groups(groups_of(standing, run)), m_others(said_by_others(standing, run)),
        m_lines_left(limits.lines), m_files_left(limits.files)
  {
  }

  ReviewPlan
  plan()
  {
    Groups& groups = m_groups;
    const Families families(m_verdict);
    for (const Finding& finding : m_verdict.findings) {
      const bool folded = families.is_folded(finding);
      const bool reported = finding.disposition == Disposition::reported && !folded;
      const auto group = groups.find(finding.fingerprint);
      if (group != groups.end()) {
        if (reported) {
          keep(finding, group->second);
        } else {
          clear(group->second, folded ? "told with its cause by now" : became(finding.disposition));
        }
        groups.erase(group);
      } else if (reported && m_others.contains(finding.fingerprint)) {
        m_plan.standing.push_back(finding.fingerprint);
      } else if (reported) {
        add_new(finding);
      }
    }
    for (const auto& [fingerprint, group] : groups) {
      if (was_looked_at(m_verdict, group.front()->marker)) {
        clear(group, "gone");
      }
    }
    return std::move(m_plan);
  }

private:
  [[nodiscard]] std::string
  body_of(const Finding& finding) const
  {
    return line_comment_body(finding, m_verdict, m_context, m_run, m_limits.body_bytes);
  }

  // False when there are enough in this run.
  bool
  post(const Finding& finding, Mark mark, std::vector<StandingMark> replaces)
  {
    std::size_t& left = mark.line ? m_lines_left : m_files_left;
    if (left == 0 || m_plan.post.size() >= m_limits.all) {
      return false;
    }
    --left;
    m_plan.post.push_back(
        {finding.fingerprint, std::move(mark), body_of(finding), std::move(replaces)});
    return true;
  }

  void
  add_new(const Finding& finding)
  {
    std::optional<Mark> mark = mark_in_change(finding, m_verdict.roots, m_context, m_change);
    if (!mark) {
      ++m_plan.outside;
    } else if (!post(finding, std::move(*mark), {})) {
      ++m_plan.over_limit;
    }
  }

  void
  keep(const Finding& finding, const Group& group)
  {
    const StandingMark& first = *group.front();
    if (first.outdated) {
      std::vector<StandingMark> all;
      all.reserve(group.size());
      for (const StandingMark* one : group) {
        all.push_back(*one);
      }
      std::optional<Mark> mark = mark_in_change(finding, m_verdict.roots, m_context, m_change);
      if (mark && mark->line && post(finding, std::move(*mark), std::move(all))) {
        return;
      }
    }
    m_plan.standing.push_back(finding.fingerprint);
    const bool back = first.marker.state == k_clear;
    std::string body = body_of(finding);
    if (back || said(body) != said(first.body)) {
      m_plan.edit.push_back(
          {first.id, back ? MarkChange::back : MarkChange::updated, std::move(body)});
    }
    for (std::size_t i = 1; i < group.size(); ++i) {
      m_plan.extra.push_back(*group[i]);
    }
  }

  void
  clear(const Group& group, std::string_view became)
  {
    for (const StandingMark* one : group) {
      if (one->marker.state != k_clear) {
        m_plan.edit.push_back({one->id, MarkChange::cleared,
                               line_clear_body(one->body, m_run, m_limits.body_bytes, became)});
      }
    }
  }

  const Verdict& m_verdict;
  const ReportContext& m_context;
  const CiRun& m_run;
  const std::vector<FileDiff>& m_change;
  const ReviewLimits& m_limits;
  Groups m_groups;
  std::set<std::string, std::less<>> m_others;
  std::size_t m_lines_left;
  std::size_t m_files_left;
  ReviewPlan m_plan;
};

} // namespace

ReviewPlan
plan_review(const Verdict& verdict, const ReportContext& context, const CiRun& run,
            const std::vector<FileDiff>& change, const std::vector<StandingMark>& standing,
            const ReviewLimits& limits)
{
  const bool newer = std::ranges::any_of(standing, [&](const StandingMark& mark) {
    return is_same_job(run, mark.marker) && is_older(run, mark.marker);
  });
  if (newer) {
    ReviewPlan nothing;
    nothing.newer_run_wrote = true;
    return nothing;
  }
  return Planner(verdict, context, run, change, standing, limits).plan();
}

std::string
moved_body(const StandingMark& old, const CiRun& run, std::size_t limit_bytes)
{
  std::string out =
      write_marker(
          {"line", run, old.marker.fingerprint, std::string(k_moved), old.marker.package}) +
      "**leakgate: moved.** The lines changed: what this was about has a newer comment.\n";
  const std::string before = old.body.substr(std::min(old.body.find('\n'), old.body.size()));
  return before.size() <= limit_bytes - std::min(limit_bytes, out.size()) ? out + before : out;
}

} // namespace leakgate
