#pragma once

#include "tests/e2e/case.hpp"
#include "tests/e2e/child.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace leakgate::e2e {

/// One run of the gate with what it left behind.
struct GateRun
{
  Ended ended;
  nlohmann::json result; ///< null when no report was written
  std::string junit;     ///< empty when no report was written
};

/// The environment in which both `go` and the gate run: the chosen toolchain, and none of
/// the settings of the person who runs the tests that would change the result.
[[nodiscard]] std::map<std::string, std::string> base_environment();

/// Runs `leakgate test ARGS` with JSON and JUnit reports into a folder of its own.
[[nodiscard]] GateRun run_gate(const std::filesystem::path& directory,
                               const std::vector<std::string>& args,
                               const std::map<std::string, std::string>& env = {});

/// A build cache that a test may damage: leakgate's folder in it is its own, what Go has compiled
/// is the machine's, as the standard library takes half a minute.
class BuildCache
{
public:
  BuildCache();

  [[nodiscard]] const std::filesystem::path&
  path() const
  {
    return m_folder.path();
  }

private:
  Scratch m_folder{"gocache"};
};

/// How many tests of reported findings that can be placed in a file each package has; a
/// finding of no test counts as one.
[[nodiscard]] std::map<std::string, long> failing_tests(const nlohmann::json& result);

/// True when every package that ran tests was judged from Go's test cache.
[[nodiscard]] bool all_cached(const nlohmann::json& result);

/// What the gate printed, for the message of a failed check.
[[nodiscard]] std::string shown(const Ended& ended);

} // namespace leakgate::e2e
