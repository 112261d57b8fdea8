#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/subtests.hpp"
#include "gate/model/verdict.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate::html {

/// A test under the timeline of its package; times in milliseconds, as Sample::at_ms.
struct TimedTest
{
  std::string_view name; ///< foreign
  std::int64_t started_ms = 0;
  std::optional<std::int64_t> ended_ms; ///< no value: it never did, or that is not known
  std::optional<Severity> severity;     ///< of the worst that is reported of it
  std::int64_t leaked = 0;              ///< reported goroutines
};

/// When the tests of a run were running. Refers to the verdict.
class TestsOverTime
{
public:
  struct Selection
  {
    std::vector<TimedTest> tests; ///< those that leak first, then the longest
    std::size_t left_out = 0;
  };

  explicit TestsOverTime(const Verdict& verdict);

  /// The tests of a package whose times are known, 200 at most.
  [[nodiscard]] Selection of(std::string_view package) const;

private:
  struct Leak
  {
    Severity severity = Severity::note;
    std::int64_t count = 0;
  };

  void add(const Finding& finding, std::string_view test, std::int64_t count);
  [[nodiscard]] std::string_view known_test(std::string_view package, std::string_view test) const;

  std::map<std::string_view, const PackageRun*> m_runs;
  std::map<std::string_view, SubtestNames> m_names;                      ///< by package
  std::map<std::pair<std::string_view, std::string_view>, Leak> m_leaks; ///< by package and test
};

} // namespace leakgate::html
