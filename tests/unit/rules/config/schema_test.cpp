#include "gate/base/file.hpp"
#include "gate/base/text.hpp"
#include "rules/config/config.hpp"
#include "tests/unit/rules/config/schema_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

using namespace leakgate;
namespace fs = std::filesystem;

namespace {

std::vector<std::string>
corpus(const char* folder)
{
  std::vector<std::string> texts;
  for (const auto& entry : fs::directory_iterator(fs::path(LEAKGATE_CONFIG_CORPUS) / folder)) {
    texts.push_back(read_file(entry.path()).value());
  }
  std::ranges::sort(texts);
  REQUIRE(texts.size() > 10);
  return texts;
}

} // namespace

TEST_CASE("the schema that is installed is the one that the table of keys gives")
{
  const std::string schema = test::schema_text();
  if (std::getenv("LEAKGATE_UPDATE_GOLDENS") != nullptr) {
    REQUIRE(write_file(LEAKGATE_CONFIG_SCHEMA, schema));
  }
  CHECK(read_file(LEAKGATE_CONFIG_SCHEMA).value() == schema);
}

TEST_CASE("every good file of the corpus is accepted")
{
  for (const std::string& yaml : corpus("good")) {
    CAPTURE(yaml);
    const auto config = parse_config(yaml, "f");
    CHECK_MESSAGE(config.has_value(), (config ? "" : text::join(config.error(), "\n")));
  }
}

TEST_CASE("every bad file of the corpus is refused with one message at its place")
{
  for (const std::string& yaml : corpus("bad")) {
    CAPTURE(yaml);
    const auto config = parse_config(yaml, "f");
    REQUIRE(!config.has_value());
    CHECK(config.error().size() == 1);
    CHECK(config.error().front().starts_with("f:"));
  }
}

TEST_CASE("no byte that is left out or changed in a file makes the loader fail")
{
  for (const std::string& yaml : corpus("good")) {
    for (std::size_t i = 0; i < yaml.size(); ++i) {
      std::string shorter = yaml;
      shorter.erase(i, 1);
      std::vector<std::string> damaged = {shorter};
      for (const char c : {':', '"', '*', '\t', '[', '\xff', '\0', '\n', '&', '-', '5'}) {
        damaged.push_back(yaml);
        damaged.back()[i] = c;
      }
      for (const std::string& text : damaged) {
        const auto config = parse_config(text, "f");
        // Refused with a place, or accepted: both are answers; an exception ends the test.
        const bool explained = config.has_value() || (!config.error().empty() &&
                                                      config.error().front().starts_with("f:"));
        if (!explained) {
          FAIL_CHECK(text);
        }
      }
    }
  }
}
