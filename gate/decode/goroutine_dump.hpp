#pragma once

#include "gate/model/goroutine.hpp"
#include "gate/model/problem.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace leakgate {

/// A debug=2 dump as far as it could be read.
struct GoroutineDump
{
  std::vector<Goroutine> goroutines; ///< in the order of the text
  /// False when the text ends inside a goroutine, or is exactly as long as Go's
  /// 64 MiB cap: then goroutines are missing and nothing may be called whole.
  bool complete = true;
  /// Goroutines that stand in the text but could not be read.
  std::int64_t skipped = 0;
  /// One per skipped goroutine with its line, the first 1,000 of them; one more for a
  /// text that is as long as Go's cap.
  std::vector<Problem> problems;
};

/// Reads what runtime.Stack(all), pprof debug=2, a panic and a time-out print, in all
/// forms of Go 1.24 to 1.27. Never fails: a goroutine that cannot be read is left out
/// and costs one Problem (`where:LINE`). Text around the goroutines is passed over.
/// Go takes the lines of ancestors from return addresses: the first one is set right by
/// what it created, the others may be the line behind the call.
/// Limits: 4 million goroutines, 4,096 frames and 1,024 ancestors each.
/// Source of the format: runtime/traceback.go (goroutineheader, traceback1,
/// printAncestorTraceback), runtime/pprof/pprof.go (writeGoroutineStacks).
[[nodiscard]] GoroutineDump decode_goroutine_dump(std::string_view text, std::string_view where);

} // namespace leakgate
