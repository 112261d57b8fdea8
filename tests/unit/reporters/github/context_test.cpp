#include "reporters/github/github.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <string>

using namespace leakgate;
using Json = nlohmann::json;

namespace {

const std::string k_merge(40, 'e'); // GITHUB_SHA of a pull request: no commit of anybody's
const std::string k_head(40, 'a');

using Variables = std::map<std::string, std::string>;

Variables
runner(const std::string& event)
{
  return {{"GITHUB_ACTIONS", "true"},
          {"GITHUB_API_URL", "https://ghe.example.com/api/v3"},
          {"GITHUB_SERVER_URL", "https://ghe.example.com/"},
          {"GITHUB_REPOSITORY", "acme/shop"},
          {"GITHUB_EVENT_NAME", event},
          {"GITHUB_RUN_ID", "1234"},
          {"GITHUB_RUN_ATTEMPT", "2"},
          {"GITHUB_WORKFLOW", "CI & more"},
          {"GITHUB_JOB", "test"},
          {"GITHUB_SHA", k_merge},
          {"GITHUB_REF", "refs/heads/main"}};
}

Result<GithubContext>
read(const Variables& variables, const std::string& event, const DeliveryOptions& options = {})
{
  const Environment environment = [&](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  return read_github_context(environment, event, options);
}

Json
pull_request_event(const std::string& from = "acme/shop")
{
  return {{"action", "synchronize"},
          {"number", 7},
          {"pull_request",
           {{"number", 7},
            {"head", {{"sha", k_head}, {"ref", "change"}, {"repo", {{"full_name", from}}}}},
            {"base", {{"sha", std::string(40, 'b')}, {"repo", {{"full_name", "acme/shop"}}}}}}}};
}

Json
workflow_run_event()
{
  return {{"repository", {{"id", 1}}},
          {"workflow_run",
           {{"id", 900},
            {"run_attempt", 3},
            {"event", "pull_request"},
            {"head_sha", k_head},
            {"head_branch", "fix/leak"},
            {"head_repository", {{"owner", {{"login", "contributor"}}}}},
            {"pull_requests", Json::array()}}}};
}

std::string
error_of(const Variables& variables, const std::string& event = "")
{
  const auto context = read(variables, event);
  REQUIRE_FALSE(context.has_value());
  return context.error();
}

} // namespace

TEST_CASE("github context: a pull request, with its own head and not the merge")
{
  const auto context = read(runner("pull_request"), pull_request_event().dump());
  REQUIRE_MESSAGE(context.has_value(), context.error());
  CHECK(context->api_url == "https://ghe.example.com/api/v3");
  CHECK(context->server_url == "https://ghe.example.com");
  CHECK(context->owner == "acme");
  CHECK(context->repository == "shop");
  CHECK(context->pull_request == 7);
  CHECK(context->head.empty());
  CHECK_FALSE(context->fork);
  CHECK(context->event == "pull_request");
  CHECK(context->check_name == "leakgate");
  CHECK(context->run == CiRun{"CI & more/test", 1234, 2, k_head,
                              "https://ghe.example.com/acme/shop/actions/runs/1234",
                              "https://ghe.example.com/acme/shop/pull/7/commits/" + k_head});
}

TEST_CASE("github context: without the addresses it is github.com, and the first attempt")
{
  Variables variables = runner("pull_request");
  variables.erase("GITHUB_API_URL");
  variables["GITHUB_SERVER_URL"] = "";
  variables.erase("GITHUB_RUN_ATTEMPT");
  const auto context = read(variables, pull_request_event().dump());
  REQUIRE(context);
  CHECK(context->api_url == "https://api.github.com");
  CHECK(context->run.url == "https://github.com/acme/shop/actions/runs/1234");
  CHECK(context->run.attempt == 1);
}

TEST_CASE("github context: a key of one's own needs no names of workflow and job")
{
  Variables variables = runner("pull_request");
  variables.erase("GITHUB_WORKFLOW");
  const auto context = read(variables, pull_request_event().dump(), {"linux --> x"});
  REQUIRE(context);
  CHECK(context->run.key == "linux --> x");
  CHECK(context->check_name == "leakgate (linux --> x)");
}

TEST_CASE("github context: the token of a fork's change can only read, but for the base's events")
{
  CHECK(read(runner("pull_request"), pull_request_event("mallory/shop").dump())->fork);
  CHECK_FALSE(read(runner("pull_request_target"), pull_request_event("mallory/shop").dump())->fork);
  Json gone = pull_request_event();
  gone["pull_request"]["head"]["repo"] = nullptr;
  CHECK(read(runner("pull_request"), gone.dump())->fork);
}

TEST_CASE("github context: a workflow_run speaks for the run that measured")
{
  Json event = workflow_run_event();
  const auto fork = read(runner("workflow_run"), event.dump());
  REQUIRE_MESSAGE(fork.has_value(), fork.error());
  CHECK(fork->pull_request == 0);
  CHECK(fork->head == "contributor:fix/leak");
  CHECK_FALSE(fork->fork);
  CHECK(fork->run == CiRun{"CI & more/test", 900, 3, k_head,
                           "https://ghe.example.com/acme/shop/actions/runs/900",
                           "https://ghe.example.com/acme/shop/commit/" + k_head});

  event["workflow_run"]["pull_requests"] = Json{{{"number", 3}, {"base", {{"repo", {{"id", 99}}}}}},
                                                {{"number", 8}, {"base", {{"repo", {{"id", 1}}}}}}};
  const auto own = read(runner("workflow_run"), event.dump());
  CHECK(own->pull_request == 8);
  CHECK(own->head.empty());

  event["workflow_run"]["pull_requests"] = Json::array();
  event["workflow_run"]["event"] = "push";
  CHECK(read(runner("workflow_run"), event.dump())->head.empty());
}

TEST_CASE("github context: a comment on a pull request names it, but not its head")
{
  const Json issue{{"issue", {{"number", 12}, {"pull_request", {{"url", "x"}}}}}};
  const auto context = read(runner("issue_comment"), issue.dump());
  REQUIRE(context);
  CHECK(context->pull_request == 12);
  CHECK(context->run.commit.empty());
  CHECK(context->run.commit_url.empty());
  CHECK(read(runner("issue_comment"), R"({"issue":{"number":12}})")->pull_request == 0);
}

TEST_CASE("github context: a push belongs to no pull request")
{
  const auto context = read(runner("push"), R"({"ref":"refs/heads/main"})");
  REQUIRE(context);
  CHECK(context->pull_request == 0);
  CHECK(context->run.commit == k_merge);
  CHECK(context->run.commit_url == "https://ghe.example.com/acme/shop/commit/" + k_merge);
}

TEST_CASE("github context: without an event file the ref names the pull request")
{
  Variables variables = runner("pull_request");
  for (const auto& [ref, number] :
       std::map<std::string, std::uint64_t>{{"refs/pull/21/merge", 21},
                                            {"refs/pull//merge", 0},
                                            {"refs/pull/x/merge", 0},
                                            {"refs/pull/1/2/merge", 0},
                                            {"refs/pull/99999999999999999999999/merge", 0},
                                            {"refs/heads/pull/3/merge", 0},
                                            {"refs/pull/21/head", 0},
                                            {"", 0}}) {
    CAPTURE(ref);
    variables["GITHUB_REF"] = ref;
    const auto context = read(variables, "");
    REQUIRE(context);
    CHECK(context->pull_request == number);
    CHECK(context->run.commit == (number == 0 ? k_merge : ""));
  }
}

TEST_CASE("github context: what is missing or makes no sense is named")
{
  CHECK(error_of({}) == "GITHUB_ACTIONS: not set, this is no step of GitHub Actions (it writes to "
                        "the pull request that the run belongs to)");
  const auto with = [](const std::string& name, const std::string& value) {
    Variables variables = runner("push");
    variables[name] = value;
    return error_of(variables);
  };
  CHECK(with("GITHUB_REPOSITORY", "") == "GITHUB_REPOSITORY: not set, GitHub's runner does so (is "
                                         "it passed on to this process?)");
  CHECK(with("GITHUB_REPOSITORY", "shop") ==
        "GITHUB_REPOSITORY: expected OWNER/NAME, got \"shop\"");
  CHECK(with("GITHUB_REPOSITORY", "a/b/c") ==
        "GITHUB_REPOSITORY: expected OWNER/NAME, got \"a/b/c\"");
  CHECK(with("GITHUB_API_URL", "ftp://x") ==
        "GITHUB_API_URL: expected an address with http or https, got \"ftp://x\"");
  CHECK(with("GITHUB_SERVER_URL", "https://token@x") ==
        "GITHUB_SERVER_URL: expected an address with http or https and no user in it, got one with "
        "an @, which is not shown as it may hold a password (take out what stands before the @)");
  for (const char* address :
       {"https://u:s3cr3t/x@h/", "https://u:s3cr3t?x@h/", "https://u:s3cr3t#@h",
        "https:/u:s3cr3t@h", "https:///u:s3cr3t@h", "https//u:s3cr3t@h"}) {
    CAPTURE(address);
    CHECK(with("GITHUB_API_URL", address).find("s3cr3t") == std::string::npos);
  }
  CHECK(with("GITHUB_SERVER_URL", "https://me:secret@x/y").find("secret") == std::string::npos);
  CHECK(with("GITHUB_API_URL", "https://x/api?key=1") ==
        "GITHUB_API_URL: expected an address without a query, got \"https://x/api\"");
  CHECK(with("GITHUB_RUN_ID", "-1") == "GITHUB_RUN_ID: expected a number from 1, got \"-1\"");
  CHECK(with("GITHUB_RUN_ATTEMPT", "x") ==
        "GITHUB_RUN_ATTEMPT: expected a number from 1, got \"x\"");
  CHECK(with("GITHUB_SHA", "main") ==
        "GITHUB_SHA: expected the 40 or 64 hex digits of a commit, got \"main\"");
}

TEST_CASE("github context: an event file that is damaged, or of other types")
{
  const auto error = [](const std::string& event) {
    return error_of(runner("pull_request"), event);
  };
  CHECK(error("{\"pull_req") == "GITHUB_EVENT_PATH: expected a JSON object, got \"{\\\"pull_req\"");
  CHECK(error("[]") == "GITHUB_EVENT_PATH: expected a JSON object, got \"[]\"");
  CHECK(error("{}") == "GITHUB_EVENT_PATH: expected an object pull_request, got \"{}\"");
  CHECK(error(R"({"pull_request":7})") == "GITHUB_EVENT_PATH: expected an object pull_request, got "
                                          "\"{\\\"pull_request\\\":7}\"");
  Json event = pull_request_event();
  event["pull_request"]["number"] = "7";
  CHECK(error(event.dump()) == "GITHUB_EVENT_PATH: expected a number in pull_request.number, got "
                               "\"\\\"7\\\"\"");
  event = pull_request_event();
  event["pull_request"]["head"] = "main";
  CHECK(error(event.dump()) == "pull_request.head.sha in GITHUB_EVENT_PATH: expected the 40 or 64 "
                               "hex digits of a commit, got \"\"");
  CHECK(error_of(runner("workflow_run"), R"({"workflow_run":[1]})") ==
        "GITHUB_EVENT_PATH: expected a number in workflow_run.id, got \"null\"");
  CHECK_FALSE(read(runner("pull_request"), std::string(100'000, '[')).has_value());
}
