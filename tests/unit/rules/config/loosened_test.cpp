#include "rules/config/config.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace leakgate;

namespace {

std::vector<std::string>
loosened(const std::string& yaml)
{
  const auto config = parse_config(yaml, ".leakgate.yml");
  REQUIRE(config.has_value());
  std::vector<std::string> lines;
  for (const Loosening& each : config->policy.loosened) {
    lines.push_back(to_string(each.where) + ": " + each.what);
  }
  return lines;
}

} // namespace

TEST_CASE("what lets more pass than the defaults is listed in the order of the file")
{
  CHECK(loosened("settle: 1m\n"
                 "fail_on:\n"
                 "  tier: growing\n"
                 "  severity: medium\n"
                 "packages:\n"
                 "  - match: ./old/...\n"
                 "    thresholds: {goroutines: {growth: 5}}\n"
                 "thresholds: {goroutines: {growth: 3}}\n"
                 "patterns:\n"
                 "  - {id: p, match: {top: time.Sleep}, severity: note}\n"
                 "  - {id: q, match: {top: time.Sleep}, severity: low}\n"
                 "  - {id: r, match: {top: time.Sleep}, severity: medium}\n") ==
        std::vector<std::string>{
            ".leakgate.yml:1: waits 1m for goroutines to end, by default 2s",
            ".leakgate.yml:3: fails only from tier growing on, by default from lingering",
            ".leakgate.yml:4: fails only from severity medium on, by default from low",
            ".leakgate.yml:7: lets each package of ./old/... leave 5 leaked goroutines behind, by "
            "default 0",
            ".leakgate.yml:8: lets each package leave 3 leaked goroutines behind, by default 0",
            ".leakgate.yml:10: what matches pattern p has severity note, which does not fail by "
            "default",
            ".leakgate.yml:11: what matches pattern q has severity low, which does not fail here"});
}

TEST_CASE("what is as strict as the defaults or stricter is not listed")
{
  CHECK(loosened("fail_on: {tier: one-time, severity: note}\n"
                 "settle: 2s\n"
                 "confirm: off\n"
                 "thresholds: {goroutines: {growth: 0}, heap: {growth: 1GiB}, blocked_ratio: 1}\n"
                 "packages: [{match: ./a, thresholds: {goroutines: {growth: 0}}}]\n"
                 "patterns: [{id: p, match: {top: a.b}, severity: low}]\n")
            .empty());
}

TEST_CASE("a package that only inherits the growth of the run is not listed again")
{
  CHECK(loosened("thresholds: {goroutines: {growth: 3}}\n"
                 "packages: [{match: ./a}]\n")
            .size() == 1);
}

TEST_CASE("what is looked at less, or grows further, is loosened")
{
  CHECK(loosened("heap: {trigger: 1MiB, floor: 32KiB, floor_objects: 1, trigger_objects: 0}\n")
            .empty());
  CHECK(loosened("heap: {check: off, floor: 1GiB}\n") ==
        std::vector<std::string>{".leakgate.yml:1: does not look whether memory grows"});
  CHECK(loosened("heap:\n"
                 "  trigger: 2MiB\n"
                 "  floor_objects: 101\n"
                 "thresholds:\n"
                 "  heap:\n"
                 "    per_round: 1KiB\n") ==
        std::vector<std::string>{
            ".leakgate.yml:2: looks whether memory grows only from growth by 2.0 MiB, by default "
            "1.0 MiB",
            ".leakgate.yml:3: calls memory growing only from each round adding 101 objects, by "
            "default 100 objects",
            ".leakgate.yml:6: lets memory of each package grow by 1.0 KiB each round, by default "
            "not at all"});
}
