#pragma once

#include "gate/model/evidence.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace leakgate::rules {

/// How a test ended when it ran alone, over all rounds.
struct Ended
{
  bool ran = false;
  bool failed = false;
  bool skipped = false;
};

/// The confirmation of one package. Refers to it.
struct Rerun
{
  const PackageRun* run = nullptr;
  const PackageEvidence* evidence = nullptr;
  std::int64_t waited_ms = 0;                        ///< by the first run, for goroutines to end
  std::unordered_map<std::string_view, Ended> tests; ///< by full name
};

/// Looks for a package; what is not there is null.
[[nodiscard]] Rerun find_rerun(const Confirmation& confirmation, std::string_view import_path);

/// How `test` ended, with the test around it.
[[nodiscard]] Ended ended(std::string_view test, const Rerun& rerun);

/// Why there is nothing to look at for a test.
struct Obstacle
{
  std::string why;        ///< empty where it was not meant to run again
  bool not_twice = false; ///< it passed once, and cannot run a second time in the same process
};

/// No value where its rounds can be looked at.
[[nodiscard]] std::optional<Obstacle> obstacle(std::string_view test, std::string_view import_path,
                                               const Confirmation& confirmation,
                                               const Rerun& rerun);

} // namespace leakgate::rules
