#include "reporters/github/context.hpp"

#include "gate/base/ci_system.hpp"
#include "reporters/delivery/ci_variables.hpp"
#include "reporters/delivery/json_fields.hpp"
#include "reporters/delivery/url.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace leakgate {

namespace {

using Json = nlohmann::json;
using json_fields::field;
using json_fields::number_at;
using json_fields::text_at;

constexpr const char* k_event_file = "GITHUB_EVENT_PATH";

// What stands where something else was expected.
std::string
shown(const Json& value)
{
  return value.is_structured() ? value.type_name() : value.dump();
}

// An event of a pull request itself. The token of a fork's run can only read, unless the event
// is one of those that run the workflow of the base.
void
read_pull_request(CiVariables& variables, const Json& event, GithubContext& context)
{
  const Json& pull = event["pull_request"];
  context.pull_request = number_at(pull, "number");
  variables.expect(context.pull_request != 0, k_event_file, "a number in pull_request.number",
                   shown(field(pull, "number")));
  const Json& head = field(pull, "head");
  context.run.commit =
      variables.commit("pull_request.head.sha in GITHUB_EVENT_PATH", text_at(head, "sha"));
  // Null: the fork is gone.
  const std::string from = text_at(field(head, "repo"), "full_name");
  const std::string into = text_at(field(field(pull, "base"), "repo"), "full_name");
  context.fork = from != into && context.event != "pull_request_target";
}

// Of the pull requests of a run the one into this repository: the list also has those that lead
// from here into others.
std::uint64_t
own_pull_request(const Json& run, const Json& repository)
{
  const Json& list = field(run, "pull_requests");
  if (list.is_array()) {
    for (const Json& pull : list) {
      const std::uint64_t into = number_at(field(field(pull, "base"), "repo"), "id");
      if (into == 0 || into == number_at(repository, "id")) {
        return number_at(pull, "number");
      }
    }
  }
  return 0;
}

// The event of a second workflow, with a token that may write. It speaks for the run that it
// followed, whose results it has.
void
read_workflow_run(CiVariables& variables, const Json& event, GithubContext& context)
{
  const Json& run = event["workflow_run"];
  context.run.id = number_at(run, "id");
  context.run.attempt = std::max<std::uint64_t>(number_at(run, "run_attempt"), 1);
  variables.expect(context.run.id != 0, k_event_file, "a number in workflow_run.id",
                   shown(field(run, "id")));
  context.run.commit =
      variables.commit("workflow_run.head_sha in GITHUB_EVENT_PATH", text_at(run, "head_sha"));
  context.pull_request = own_pull_request(run, field(event, "repository"));
  const std::string owner = text_at(field(field(run, "head_repository"), "owner"), "login");
  const std::string branch = text_at(run, "head_branch");
  const bool of_pull_request = text_at(run, "event").starts_with("pull_request");
  if (context.pull_request == 0 && of_pull_request && !owner.empty() && !branch.empty()) {
    context.head = owner + ":" + branch;
  }
}

// A comment on a pull request. Its head is not said, and GITHUB_SHA is that of the default branch.
void
read_issue(const Json& event, GithubContext& context)
{
  const Json& issue = event["issue"];
  if (field(issue, "pull_request").is_object()) {
    context.pull_request = number_at(issue, "number");
  }
}

// `refs/pull/7/merge`, where there is no event file. GITHUB_SHA is the merge then.
void
read_ref(const CiVariables& variables, GithubContext& context)
{
  constexpr std::string_view k_begin = "refs/pull/";
  const std::string ref = variables.optional("GITHUB_REF").value_or("");
  const bool digits = ref.starts_with(k_begin) &&
                      ref.find_first_not_of("0123456789", k_begin.size()) == ref.rfind('/');
  if (digits && ref.ends_with("/merge")) {
    const Json number =
        Json::parse(ref.substr(k_begin.size(), ref.rfind('/') - k_begin.size()), nullptr, false);
    context.pull_request = number.is_number_unsigned() ? number.get<std::uint64_t>() : 0;
  }
}

void
read_event(CiVariables& variables, std::string_view event_json, GithubContext& context)
{
  const Json event = event_json.empty() ? Json::object() : Json::parse(event_json, nullptr, false);
  variables.expect(event.is_object(), k_event_file, "a JSON object", event_json);
  if (field(event, "pull_request").is_object()) {
    read_pull_request(variables, event, context);
  } else if (context.event == "workflow_run" && event.contains("workflow_run")) {
    read_workflow_run(variables, event, context);
  } else if (field(event, "issue").is_object()) {
    read_issue(event, context);
  } else {
    variables.expect(event_json.empty() || !context.event.starts_with("pull_request"), k_event_file,
                     "an object pull_request", event_json);
    read_ref(variables, context);
  }
}

void
read_repository(CiVariables& variables, GithubContext& context)
{
  const std::string name = "GITHUB_REPOSITORY";
  const std::string value = variables.required(name);
  const std::size_t slash = value.find('/');
  context.owner = value.substr(0, slash);
  context.repository = slash == std::string::npos ? "" : value.substr(slash + 1);
  variables.expect(!context.owner.empty() && !context.repository.empty() &&
                       context.repository.find('/') == std::string::npos,
                   name, "OWNER/NAME", value);
}

void
read_key(CiVariables& variables, const DeliveryOptions& options, GithubContext& context)
{
  if (options.key.empty()) {
    context.run.key = fmt::format("{}/{}", variables.required("GITHUB_WORKFLOW"),
                                  variables.required("GITHUB_JOB"));
  } else {
    context.run.key = options.key;
    context.check_name += fmt::format(" ({})", options.key);
  }
}

// What the event has not said, and the addresses.
void
complete_run(CiVariables& variables, GithubContext& context)
{
  CiRun& run = context.run;
  if (run.id == 0) {
    run.id = variables.number("GITHUB_RUN_ID", variables.required("GITHUB_RUN_ID"));
    const std::string attempt = "GITHUB_RUN_ATTEMPT";
    run.attempt = variables.number(attempt, variables.optional(attempt).value_or("1"));
  }
  if (run.commit.empty() && context.pull_request == 0) {
    run.commit = variables.commit("GITHUB_SHA", variables.required("GITHUB_SHA"));
  }
  const std::string repository = fmt::format(
      "{}/{}/{}", context.server_url, url_segment(context.owner), url_segment(context.repository));
  run.url = fmt::format("{}/actions/runs/{}", repository, run.id);
  if (!run.commit.empty()) {
    run.commit_url = context.pull_request == 0 ? fmt::format("{}/commit/{}", repository, run.commit)
                                               : fmt::format("{}/pull/{}/commits/{}", repository,
                                                             context.pull_request, run.commit);
  }
}

} // namespace

Result<GithubContext>
read_github_context(const Environment& environment, std::string_view event_json,
                    const DeliveryOptions& options)
{
  CiVariables variables(environment, "GitHub");
  if (ci_system(environment) != CiSystem::github) {
    return failure("GITHUB_ACTIONS: not set, this is no step of GitHub Actions (it writes to the "
                   "pull request that the run belongs to)");
  }
  GithubContext context;
  context.api_url = variables.address(
      "GITHUB_API_URL", variables.optional("GITHUB_API_URL").value_or(context.api_url));
  context.server_url = variables.address(
      "GITHUB_SERVER_URL", variables.optional("GITHUB_SERVER_URL").value_or(context.server_url));
  context.event = variables.required("GITHUB_EVENT_NAME");
  read_key(variables, options, context);
  read_repository(variables, context);
  read_event(variables, event_json, context);
  complete_run(variables, context);
  return variables.error().empty() ? Result<GithubContext>(std::move(context))
                                   : failure(variables.error());
}

} // namespace leakgate
