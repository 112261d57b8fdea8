#include "gate/app/deliver/plan.hpp"

#include "reporters/reporter.hpp"

#include <algorithm>
#include <string_view>

namespace leakgate {

namespace {

bool
asked_for(const std::vector<ReportRequest>& reports, std::string_view name)
{
  return std::ranges::any_of(reports,
                             [&](const ReportRequest& report) { return report.name == name; });
}

void
add(ReportPlan& plan, const std::vector<ReportRequest>& reports, ReportStep step)
{
  if (!asked_for(reports, step.request.name)) {
    plan.steps.push_back(std::move(step));
  }
}

void
add_github(ReportPlan& plan, const std::vector<ReportRequest>& reports, const CiFacts& facts)
{
  if (!facts.on_github) {
    plan.notes.emplace_back("github: nothing to do outside of GitHub Actions");
    return;
  }
  add(plan, reports, {{"github-output", ""}});
  add(plan, reports, {{"github-summary", ""}});
  if (facts.in_pull_request) {
    add(plan, reports, {{"github-comment", ""}});
    if (facts.has_github_token) {
      add(plan, reports, {{"github-review", ""}});
    }
  }
  add(plan, reports, {{"github-annotations", ""}, true});
}

void
add_gitlab(ReportPlan& plan, const std::vector<ReportRequest>& reports, const CiFacts& facts)
{
  if (!facts.on_gitlab) {
    plan.notes.emplace_back("gitlab: nothing to do outside of GitLab CI");
    return;
  }
  // The name that GitLab's own templates give it.
  add(plan, reports, {{"codequality", "gl-code-quality-report.json"}});
  if (facts.in_merge_request) {
    add(plan, reports, {{"gitlab-note", ""}});
    if (facts.has_gitlab_token) {
      add(plan, reports, {{"gitlab-discussions", ""}});
    }
  }
}

} // namespace

bool
ReportPlan::has(const std::string& name) const
{
  return std::ranges::any_of(steps,
                             [&](const ReportStep& step) { return step.request.name == name; });
}

ReportPlan
plan_reports(const std::vector<ReportRequest>& reports, const CiFacts& facts)
{
  ReportPlan plan;
  for (const ReportRequest& report : reports) {
    if (report.name == "github") {
      add_github(plan, reports, facts);
    } else if (report.name == "gitlab") {
      add_gitlab(plan, reports, facts);
    } else {
      plan.steps.push_back({report});
    }
  }
  const auto posts = [](const ReportStep& step) {
    const auto reporter = find_reporter(step.request.name);
    return reporter && (*reporter)->target == Target::server;
  };
  if (!facts.plain_http.empty() && std::ranges::any_of(plan.steps, posts)) {
    plan.notes.push_back(facts.plain_http + ": the token is sent over plain http, where anybody on "
                                            "the way can read it (use https)");
  }
  std::stable_partition(plan.steps.begin(), plan.steps.end(),
                        [](const ReportStep& step) { return !step.unmarked_only; });
  return plan;
}

} // namespace leakgate
