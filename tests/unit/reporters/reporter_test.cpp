#include "gate/base/text.hpp"
#include "reporters/reporter.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("reporters: they are listed by name, each with a line of help")
{
  const auto all = reporters();
  REQUIRE(all.size() >= 2);
  CHECK(std::is_sorted(all.begin(), all.end(),
                       [](const auto& a, const auto& b) { return a.name < b.name; }));
  for (const Reporter& reporter : all) {
    CHECK_FALSE(reporter.description.empty());
    CHECK((reporter.render == nullptr) == (reporter.target == Target::server));
    if (reporter.render != nullptr) {
      CHECK_FALSE(reporter.render(verdicts::several(), {}).empty());
    }
    CHECK(find_reporter(reporter.name).value()->name == reporter.name);
  }
}

TEST_CASE("reporters: an unknown name is answered with the nearest, or with all")
{
  CHECK(find_reporter("junt").error() ==
        "--report: unknown report \"junt\" (did you mean \"junit\"?)");
  std::vector<std::string> names;
  for (const Reporter& reporter : reporters()) {
    names.emplace_back(reporter.name);
  }
  CHECK(find_reporter("excel").error() ==
        "--report: unknown report \"excel\" (known are " + text::join(names, ", ") + ")");
}
