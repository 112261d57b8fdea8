#include "reporters/reporter.hpp"

#include "gate/base/text.hpp"
#include "reporters/json_result.hpp"
#include "reporters/junit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace leakgate {

namespace {

// One row for each report, sorted by name: adding a row is all it takes.
constexpr std::array<FileReporter, 2> k_reporters = {{
    {"json", "the whole verdict, for programs and for `leakgate explain`", render_json},
    {"junit", "JUnit XML: the test results, and each leak as a failed test case", render_junit},
}};

} // namespace

std::span<const FileReporter>
file_reporters()
{
  return k_reporters;
}

Result<const FileReporter*>
find_file_reporter(std::string_view name)
{
  const auto found =
      std::find_if(k_reporters.begin(), k_reporters.end(),
                   [&](const FileReporter& reporter) { return reporter.name == name; });
  if (found != k_reporters.end()) {
    return &*found;
  }
  std::vector<std::string> names;
  names.reserve(k_reporters.size());
  for (const FileReporter& reporter : k_reporters) {
    names.emplace_back(reporter.name);
  }
  const std::string nearest = text::nearest(name, names);
  return failure(fmt::format("--report: unknown report {} ({})", text::quoted(name),
                             nearest.empty() ? "known are " + text::join(names, ", ")
                                             : fmt::format("did you mean \"{}\"?", nearest)));
}

} // namespace leakgate
