#include "reporters/gitlab/api.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace leakgate;
using gitlab::without_quick_actions;

TEST_CASE("gitlab_api: the token goes into a header of its own")
{
  GitlabContext context;
  context.api_url = "https://gitlab.example.com/api/v4";
  const ApiSettings settings = gitlab_api_settings(context, Secret("glpat-x"));
  CHECK(settings.base_url == "https://gitlab.example.com/api/v4");
  REQUIRE(settings.credential.has_value());
  CHECK(settings.credential->header == "PRIVATE-TOKEN");
  CHECK(settings.credential->prefix.empty());
  CHECK(settings.credential->token.reveal() == "glpat-x");
}

TEST_CASE("gitlab_api: no line of a note is a quick action")
{
  CHECK(without_quick_actions("/close") == " /close");
  CHECK(without_quick_actions("a\n/merge\n/label ~x") == "a\n /merge\n /label ~x");
  CHECK(without_quick_actions("a\n\r\r/close") == "a\n\r\r /close");
  CHECK(without_quick_actions("```\n/close\n```") == "```\n /close\n```");
}

TEST_CASE("gitlab_api: what is no quick action stays as it is")
{
  for (const char* text :
       {"", "a /close", "// started x\n    /close", "a/b\n\n- /c", "/", "\n\r\n"}) {
    CAPTURE(text);
    const std::string once = without_quick_actions(text);
    CHECK((std::string(text) == "/" ? once == " /" : once == text));
    CHECK(without_quick_actions(once) == once);
  }
}

TEST_CASE("gitlab_api: a note is JSON whatever its bytes are")
{
  CHECK(nlohmann::json::parse(gitlab::note_json("a\"\xff\n/close")) ==
        nlohmann::json{{"body", "a\"\xef\xbf\xbd\n /close"}});
}

TEST_CASE("gitlab_api: a refused token is explained, other errors are left as they are")
{
  for (const int status : {401, 403, 404}) {
    CAPTURE(status);
    CHECK(gitlab::explained({status, "GET x: refused", false}).message ==
          "GET x: refused; a project or group access token with the role Developer and the scope "
          "api is needed (CI_JOB_TOKEN cannot post; a protected variable is not there for forks "
          "and for branches that are not protected)");
  }
  CHECK(gitlab::explained({500, "GET x: broken", true}).message == "GET x: broken");
  CHECK(gitlab::explained({403, "GET x: too often", false, true}).message == "GET x: too often");
}
