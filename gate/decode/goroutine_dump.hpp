#pragma once

#include "gate/model/goroutine.hpp"
#include "gate/model/problem.hpp"

#include <string_view>
#include <vector>

namespace leakgate {

/// A debug=2 dump as far as it could be read.
struct GoroutineDump
{
  std::vector<Goroutine> goroutines;
  /// False when the text ends inside a goroutine, or is exactly as long as Go's
  /// 64 MiB cap: then goroutines are missing and nothing may be called whole.
  bool complete = true;
  std::vector<Problem> problems; ///< one per goroutine that was skipped, with its line
};

/// Reads what runtime.Stack(all), pprof debug=2, a panic and a time-out print, in
/// all forms of Go 1.24 to 1.27. Never fails: what cannot be read costs one Problem
/// (`where:LINE`). Text around the goroutines is passed over. Source of the format:
/// runtime/traceback.go (goroutineheader, printAncestorTraceback).
[[nodiscard]] GoroutineDump decode_goroutine_dump(std::string_view text, std::string_view where);

} // namespace leakgate
