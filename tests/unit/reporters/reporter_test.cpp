#include "gate/base/text.hpp"
#include "reporters/reporter.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("reporters: they are listed by name, each with a line of help")
{
  const auto reporters = file_reporters();
  REQUIRE(reporters.size() >= 2);
  CHECK(std::is_sorted(reporters.begin(), reporters.end(),
                       [](const auto& a, const auto& b) { return a.name < b.name; }));
  for (const FileReporter& reporter : reporters) {
    CHECK_FALSE(reporter.description.empty());
    CHECK_FALSE(reporter.render(verdicts::several(), {}).empty());
    CHECK(find_file_reporter(reporter.name).value()->name == reporter.name);
  }
}

TEST_CASE("reporters: an unknown name is answered with the nearest, or with all")
{
  CHECK(find_file_reporter("junt").error() ==
        "--report: unknown report \"junt\" (did you mean \"junit\"?)");
  std::vector<std::string> names;
  for (const FileReporter& reporter : file_reporters()) {
    names.emplace_back(reporter.name);
  }
  CHECK(find_file_reporter("excel").error() ==
        "--report: unknown report \"excel\" (known are " + text::join(names, ", ") + ")");
}
