#pragma once

#include "gate/app/suite/session.hpp"

#include <span>
#include <string>
#include <string_view>

namespace leakgate {

/// A leak that is planted in a throw-away module, to see whether the gate sees it.
struct Plant
{
  std::string_view kind;   ///< `goroutine`, `heap`
  std::string_view leaky;  ///< the source of a package's test
  std::string_view clean;  ///< the same without the leak
  std::string_view config; ///< the .leakgate.yml beside it; empty: none
};

/// One for each kind of leak that there are findings of.
[[nodiscard]] std::span<const Plant> plants();

/// The kind that every run judges.
[[nodiscard]] const Plant& planted_goroutine();

/// What the whole gate, run as a program on the module with or without the leak, has said.
struct PlantResult
{
  bool right = false; ///< a leak is red with a finding of that kind in that test, no leak is green
  std::string said;   ///< `exit code 1 with goroutine in TestPlanted`, or what went wrong
};

/// Runs it with the Go of the session, whatever else the environment says.
[[nodiscard]] PlantResult try_plant(const Plant& plant, bool leaky, const TestSession& session);

} // namespace leakgate
