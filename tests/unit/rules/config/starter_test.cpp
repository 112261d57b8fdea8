#include "gate/base/text.hpp"
#include "rules/config/config.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;

namespace {

// Code that is commented out begins with `#` and a key or two spaces, prose with `# `.
std::string
uncommented(const std::string& yaml)
{
  std::string out;
  for (std::string_view line : text::split(yaml, '\n')) {
    const bool prose = line.size() > 2 && line[1] == ' ' && line[2] != ' ';
    if (line.starts_with('#') && !prose) {
      line.remove_prefix(1);
    }
    out += std::string(line) + "\n";
  }
  return out;
}

} // namespace

TEST_CASE("the starter file says the defaults")
{
  auto config = parse_config(starter_config(), ".leakgate.yml");
  REQUIRE(config.has_value());
  CHECK(config->settle == std::chrono::milliseconds(2000));
  config->settle.reset();
  CHECK(*config == Config{});
}

TEST_CASE("the examples of the starter file can be switched on as they stand")
{
  const auto config = parse_config(uncommented(starter_config()), ".leakgate.yml");
  REQUIRE_MESSAGE(config.has_value(), text::join(config.error(), "\n"));
  CHECK(config->policy.thresholds.blocked_ratio == 0.9);
  CHECK(config->policy.thresholds.heap_growth_bytes == 64 * 1024 * 1024);
  CHECK(config->policy.packages.at(0).match == "./internal/legacy/...");
  CHECK(config->policy.allow.at(0).max == 1);
  CHECK(config->policy.patterns.at(0).match.source.text == "for * := range *");
  CHECK(config->baseline_file == ".leakgate-baseline.json");
  CHECK(config->reports.size() == 2);
  CHECK(config->policy.loosened.empty());
}

TEST_CASE("the starter file fits a page's width and ends with a line end")
{
  const std::string yaml = starter_config();
  for (const std::string_view line : text::split(yaml, '\n')) {
    CAPTURE(line);
    CHECK(line.size() <= 100);
  }
  CHECK(yaml.ends_with("json: leakgate.json}\n"));
}
