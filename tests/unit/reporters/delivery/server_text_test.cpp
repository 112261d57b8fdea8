#include "reporters/delivery/server_text.hpp"

#include <doctest/doctest.h>

#include <string>

using leakgate::next_link;
using leakgate::server_text;

TEST_CASE("server_text: GitHub's errors")
{
  CHECK(server_text(R"({"message":"Bad credentials","documentation_url":"https://x"})") ==
        R"("Bad credentials")");
  CHECK(server_text(R"({"message":"Validation Failed","errors":[)"
                    R"({"resource":"IssueComment","field":"body","code":"unprocessable",)"
                    R"("message":"Body is too long"}]})") ==
        R"("Validation Failed; Body is too long")");
  CHECK(server_text(
            R"({"message":"Validation Failed","errors":[)"
            R"({"resource":"X","field":"line","code":"missing"},"said twice","said twice"]})") ==
        R"("Validation Failed; line: missing; said twice")");
}

TEST_CASE("server_text: GitLab's errors")
{
  CHECK(server_text(R"({"message":{"note":["can't be blank","is too long"]}})") ==
        R"("note: can't be blank; note: is too long")");
  CHECK(server_text(R"({"message":["one","two"]})") == R"("one; two")");
  CHECK(server_text(R"({"error":"insufficient_scope","error_description":"needs api"})") ==
        R"("insufficient_scope; needs api")");
}

TEST_CASE("server_text: what is no JSON, or no error that is known")
{
  CHECK(server_text("Retry later\n") == R"("Retry later")");
  CHECK(server_text("\n\n <html>\n<body>") == R"("<html>")");
  CHECK(server_text("") == "an empty answer");
  CHECK(server_text(" \r\n") == "an empty answer");
  CHECK(server_text(R"({"message":17,"errors":{"a":null}})") ==
        R"("{\"message\":17,\"errors\":{\"a\":null}}")");
  CHECK(server_text("[1]") == R"("[1]")");
}

TEST_CASE("server_text: hostile texts stay one short quoted piece")
{
  const std::string said = server_text("{\"message\":\"\\u001b[31m\\n::error::x\\\"\"}");
  CHECK(said == R"("\x1b[31m\n::error::x\"")");
  CHECK(server_text(std::string(100'000, 'x')).size() < 220);
  CHECK(server_text("{\"message\":\"" + std::string(100'000, 'x') + "\"}").size() < 220);
  CHECK_FALSE(server_text(std::string(50'000, '[')).empty());
  std::string deep = R"({"message":)";
  for (int i = 0; i < 10'000; ++i) {
    deep += "[";
  }
  CHECK_FALSE(server_text(deep + std::string(10'000, ']') + "}").empty());
}

TEST_CASE("next_link: the relation next among others")
{
  CHECK(next_link(
            {{"link", R"(<https://x/1?page=1>; rel="prev", <https://x/1?page=3>; rel="next")"}}) ==
        "https://x/1?page=3");
  CHECK(next_link({{"link", R"(<https://x/?a=1,2;b>; title="t"; rel=next)"}}) ==
        "https://x/?a=1,2;b");
  CHECK(next_link({{"link", R"(</1>; rel="last")"}, {"link", R"(</2>; rel="next")"}}) == "/2");
}

TEST_CASE("next_link: none, or damaged")
{
  for (const char* value : {"", "<", "<x", "<x>", "<x>;", "<x>; rel", "<x>; rel=\"last\"", "next",
                            ">; rel=\"next\"", "<<<<", "<x>; rel=\"nextpage\"", ",,,"}) {
    CAPTURE(value);
    CHECK_FALSE(next_link({{"link", value}}));
  }
  CHECK_FALSE(next_link({{"location", "<x>; rel=\"next\""}}));
  CHECK_FALSE(next_link({}));
}
