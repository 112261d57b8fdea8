#include "gate/app/deliver/plan.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace leakgate;

namespace {

using Names = std::vector<std::string>;

Names
names(const ReportPlan& plan)
{
  Names out;
  for (const ReportStep& step : plan.steps) {
    out.push_back(step.request.name);
  }
  return out;
}

CiFacts
pull_request()
{
  CiFacts facts;
  facts.on_github = true;
  facts.in_pull_request = true;
  facts.has_github_token = true;
  return facts;
}

CiFacts
merge_request()
{
  CiFacts facts;
  facts.on_gitlab = true;
  facts.in_merge_request = true;
  facts.has_gitlab_token = true;
  return facts;
}

} // namespace

TEST_CASE("report plan: github is all that the run allows, annotations last")
{
  CHECK(names(plan_reports({{"github", ""}, {"junit", "a.xml"}}, pull_request())) ==
        Names{"github-output", "github-summary", "github-comment", "github-review", "junit",
              "github-annotations"});
  CiFacts push = pull_request();
  push.in_pull_request = false;
  CHECK(names(plan_reports({{"github", ""}}, push)) ==
        Names{"github-output", "github-summary", "github-annotations"});
}

TEST_CASE("report plan: what is asked for by name is made once, as it was asked for")
{
  const ReportPlan plan = plan_reports(
      {{"github", ""}, {"github-annotations", ""}, {"github-summary", "s.md"}}, pull_request());
  CHECK(names(plan) == Names{"github-output", "github-comment", "github-review",
                             "github-annotations", "github-summary"});
  CHECK_FALSE(plan.steps[3].unmarked_only);
  CHECK(plan.steps[4].request.path == "s.md");
}

TEST_CASE("report plan: without a token the note alone is tried, which says what is missing")
{
  CHECK(names(plan_reports({{"gitlab", ""}}, merge_request())) ==
        Names{"codequality", "gitlab-note", "gitlab-discussions"});
  CiFacts without = merge_request();
  without.has_gitlab_token = false;
  const ReportPlan plan = plan_reports({{"gitlab", ""}}, without);
  CHECK(names(plan) == Names{"codequality", "gitlab-note"});
  CHECK(plan.steps[0].request.path == "gl-code-quality-report.json");
}

TEST_CASE("report plan: without a token on GitHub the comment alone is tried")
{
  CiFacts without = pull_request();
  without.has_github_token = false;
  CHECK(names(plan_reports({{"github", ""}}, without)) ==
        Names{"github-output", "github-summary", "github-comment", "github-annotations"});
}

TEST_CASE("report plan: outside of the CI system it is said that nothing is done")
{
  const ReportPlan plan = plan_reports({{"github", ""}, {"gitlab", ""}}, {});
  CHECK(plan.steps.empty());
  CHECK(plan.notes == Names{"github: nothing to do outside of GitHub Actions",
                            "gitlab: nothing to do outside of GitLab CI"});
}

TEST_CASE("report plan: a token that goes over plain http is warned about, where one goes")
{
  CiFacts facts = pull_request();
  facts.plain_http = "http://github.example/api/v3";
  CHECK(
      plan_reports({{"github", ""}}, facts).notes ==
      Names{"http://github.example/api/v3: the token is sent over plain http, where anybody on the "
            "way can read it (use https)"});
  CHECK(plan_reports({{"junit", "x.xml"}}, facts).notes.empty());
}
