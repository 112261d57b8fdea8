#include "rules/config/check.hpp"
#include "rules/config/selectors.hpp"
#include "rules/config/values.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::config;

TEST_CASE("a path stays in the folder of the file")
{
  CHECK(objection_to_path("leakgate.xml").empty());
  CHECK(objection_to_path("a/../b/./c.json").empty());
  CHECK(objection_to_path("..a/b").empty());
  CHECK(objection_to_path("") == "it is empty");
  CHECK(objection_to_path("/tmp/a") == "it must be relative to the folder of this file");
  CHECK(objection_to_path("~root/a") == "it must be relative to the folder of this file");
  CHECK(objection_to_path("../a") == "it leaves the folder of this file");
  CHECK(objection_to_path("a/../../b/c") == "it leaves the folder of this file");
  CHECK(objection_to_path(std::string_view("a\0b", 3)) == "it has control characters");
  CHECK(objection_to_path("a/.git/config") == "it is git's own folder");
  CHECK(objection_to_path("a/") == "it names a folder");
  CHECK(objection_to_path("a/..") == "it names a folder");
}

TEST_CASE("among functions .* after a name is a glob, anywhere else it is a slip")
{
  CHECK(parse_pattern("example.com/poll.*", Over::functions).has_value());
  CHECK(parse_pattern("*.(*T).Run", Over::functions).has_value());
  for (const char* text : {".*Run", "^a.b", "a.b$", "a/.*", "a.+", "a\\.b"}) {
    CHECK_MESSAGE(!parse_pattern(text, Over::functions), text);
  }
  CHECK(!parse_pattern("Test.*", Over::words));
  CHECK(parse_pattern("x[i] = a | b", Over::words).has_value());
}

TEST_CASE("keys that a checkout may not have are known in every spelling")
{
  for (const char* key :
       {"exec", "Command", "go", "go_flags", "go-flags", "goflags", "args", "env", "toolchain",
        "overlay", "token", "url", "api_url", "apiUrl", "webhook", "proxy"}) {
    CHECK_MESSAGE(!refusal_of(key).empty(), key);
  }
  CHECK(refusal_of("settle").empty());
}

TEST_CASE("unquoted words that YAML takes for numbers or truth values are known")
{
  for (const char* word : {"5", "-1.5", "1e3", ".5", "0x1F", "0o7", "true", "False", ".inf"}) {
    CHECK_MESSAGE(is_number_or_truth(word), word);
  }
  for (const char* word : {"off", "yes", "2027-06-30", "5s", "1.2.3", "a"}) {
    CHECK_MESSAGE(!is_number_or_truth(word), word);
  }
}
