#include "gate/base/ci_system.hpp"
#include "reporters/delivery/ci_variables.hpp"
#include "reporters/gitlab/gitlab.hpp"

#include <fmt/format.h>

#include <utility>

namespace leakgate {

namespace {

std::uint64_t
number(CiVariables& variables, const std::string& name)
{
  return variables.number(name, variables.required(name));
}

std::string
address(CiVariables& variables, const std::string& name)
{
  return variables.address(name, variables.required(name));
}

CiRun
read_run(CiVariables& variables, const DeliveryOptions& options)
{
  // A pipeline on the merged result runs on a commit that GitLab made: the change's own head is
  // in a variable that only such pipelines have.
  const std::string source = "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA";
  const std::string commit = variables.optional(source) ? source : "CI_COMMIT_SHA";
  CiRun run;
  run.key = options.key.empty() ? variables.required("CI_JOB_NAME") : options.key;
  run.id = number(variables, "CI_PIPELINE_ID");
  // A job that is run again gets a higher number; GitLab counts no attempts.
  run.attempt = number(variables, "CI_JOB_ID");
  run.commit = variables.commit(commit, variables.required(commit));
  run.url = address(variables, "CI_JOB_URL");
  run.commit_url = fmt::format("{}/-/commit/{}", address(variables, "CI_PROJECT_URL"), run.commit);
  return run;
}

} // namespace

Result<GitlabContext>
read_gitlab_context(const Environment& environment, const DeliveryOptions& options)
{
  CiVariables variables(environment, "GitLab");
  if (ci_system(environment) != CiSystem::gitlab) {
    return failure("GITLAB_CI: not set, this is no job of GitLab CI (the merge request to write to "
                   "is known there alone)");
  }
  GitlabContext context;
  context.api_url = address(variables, "CI_API_V4_URL");
  const std::string target = "CI_MERGE_REQUEST_PROJECT_ID";
  const std::uint64_t project =
      number(variables, variables.optional(target) ? target : "CI_PROJECT_ID");
  context.project = std::to_string(project);
  if (variables.optional("CI_MERGE_REQUEST_IID")) {
    context.merge_request = number(variables, "CI_MERGE_REQUEST_IID");
  }
  context.run = read_run(variables, options);
  return variables.error().empty() ? Result<GitlabContext>(std::move(context))
                                   : failure(variables.error());
}

} // namespace leakgate
