#include "reporters/gitlab/gitlab.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace leakgate;

namespace {

using Values = std::map<std::string, std::string>;

const std::string k_commit(40, 'c');
const std::string k_merged(40, 'd');

// What GitLab's runner sets in a merge request pipeline of a branch of the same project.
Values
merge_request_pipeline()
{
  return {{"GITLAB_CI", "true"},
          {"CI_API_V4_URL", "https://gitlab.example.com/api/v4"},
          {"CI_PROJECT_ID", "42"},
          {"CI_PROJECT_URL", "https://gitlab.example.com/acme/shop"},
          {"CI_MERGE_REQUEST_PROJECT_ID", "42"},
          {"CI_MERGE_REQUEST_IID", "7"},
          {"CI_COMMIT_SHA", k_commit},
          {"CI_PIPELINE_ID", "100"},
          {"CI_JOB_ID", "1000"},
          {"CI_JOB_NAME", "leakgate: [1.27]"},
          {"CI_JOB_URL", "https://gitlab.example.com/acme/shop/-/jobs/1000"}};
}

Result<GitlabContext>
read(const Values& values, const DeliveryOptions& options = {})
{
  const Environment environment = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
  return read_gitlab_context(environment, options);
}

std::string
error_with(const std::string& name, const std::string& value)
{
  Values values = merge_request_pipeline();
  values[name] = value;
  const auto context = read(values);
  return context ? "no error" : context.error();
}

} // namespace

TEST_CASE("gitlab_context: a merge request pipeline")
{
  const auto context = read(merge_request_pipeline());
  REQUIRE(context.has_value());
  CHECK(context->api_url == "https://gitlab.example.com/api/v4");
  CHECK(context->project == "42");
  CHECK(context->merge_request == 7);
  CHECK(context->run == CiRun{"leakgate: [1.27]", 100, 1000, k_commit,
                              "https://gitlab.example.com/acme/shop/-/jobs/1000",
                              "https://gitlab.example.com/acme/shop/-/commit/" + k_commit});
}

TEST_CASE("gitlab_context: of the merged result the head of the change is what counts")
{
  Values values = merge_request_pipeline();
  values["CI_COMMIT_SHA"] = k_merged;
  values["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = k_commit;
  CHECK(read(values)->run.commit == k_commit);
  // Set, but empty, in pipelines that are not on the merged result.
  values["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = "";
  CHECK(read(values)->run.commit == k_merged);
}

TEST_CASE("gitlab_context: the merge request is in the target project, also of a fork's pipeline")
{
  Values values = merge_request_pipeline();
  values["CI_PROJECT_ID"] = "77";
  CHECK(read(values)->project == "42");
  values.erase("CI_MERGE_REQUEST_PROJECT_ID");
  CHECK(read(values)->project == "77");
}

TEST_CASE("gitlab_context: a branch pipeline has no merge request")
{
  Values values = merge_request_pipeline();
  values.erase("CI_MERGE_REQUEST_PROJECT_ID");
  values.erase("CI_MERGE_REQUEST_IID");
  const auto context = read(values);
  REQUIRE(context.has_value());
  CHECK(context->merge_request == 0);
}

TEST_CASE("gitlab_context: a key that is given stands for the name of the job")
{
  Values values = merge_request_pipeline();
  values.erase("CI_JOB_NAME");
  CHECK(read(values, {"linux"})->run.key == "linux");
}

TEST_CASE("gitlab_context: outside of GitLab")
{
  CHECK(read({}).error() == "GITLAB_CI: not set, this is no job of GitLab CI (the merge request to "
                            "write to is known there alone)");
}

TEST_CASE("gitlab_context: a variable that is missing or makes no sense is named with its value")
{
  CHECK(error_with("CI_JOB_NAME", "") ==
        "CI_JOB_NAME: not set, GitLab's runner does so (is it passed on to this process?)");
  CHECK(error_with("CI_API_V4_URL", "ftp://x") ==
        "CI_API_V4_URL: expected an address with http or https, got \"ftp://x\"");
  CHECK(error_with("CI_JOB_URL", "https://x/\n/close") ==
        "CI_JOB_URL: expected an address with http or https, got \"https://x/\\n/close\"");
  CHECK(error_with("CI_MERGE_REQUEST_IID", "7/../8") ==
        "CI_MERGE_REQUEST_IID: expected a number from 1, got \"7/../8\"");
  CHECK(error_with("CI_MERGE_REQUEST_PROJECT_ID", "acme/shop") ==
        "CI_MERGE_REQUEST_PROJECT_ID: expected a number from 1, got \"acme/shop\"");
  CHECK(error_with("CI_PIPELINE_ID", "99999999999999999999") ==
        "CI_PIPELINE_ID: expected a number from 1, got \"99999999999999999999\"");
  CHECK(error_with("CI_JOB_ID", "-1") == "CI_JOB_ID: expected a number from 1, got \"-1\"");
  CHECK(error_with("CI_COMMIT_SHA", "main") ==
        "CI_COMMIT_SHA: expected the 40 or 64 hex digits of a commit, got \"main\"");
}
