#pragma once

#include "gate/model/goroutine.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace leakgate {

/// The line that a goroutine begins with in a dump, taken apart.
struct GoroutineHeaderLine
{
  std::int64_t id = 0;
  std::string_view attributes; ///< from the bracket on, for parse_goroutine_header()
};

/// Takes `goroutine 7 [running]:` apart, and what GOTRACEBACK=system and Go's own crashes make of
/// it, `goroutine 7 gp=0xc000002380 m=nil [running]:`. Nothing for all other lines. The one
/// recognizer; the probe's is checked against the same lines, gate/probe/testdata/headers.txt.
[[nodiscard]] std::optional<GoroutineHeaderLine> split_goroutine_header(std::string_view line);

/// True for a line that is meant as a goroutine's header, also when it is damaged: what stands
/// before it ends there.
[[nodiscard]] bool is_meant_as_goroutine_header(std::string_view line);

/// Reads what a goroutine's header says from its bracket on, in the forms
///
///     [chan receive (leaked), 12 minutes, locked to thread, synctest bubble 3]:
///     [chan receive labels:{"test.name": "TestA"}]:         Go 1.26
///     [chan receive] {test.name: TestA, "a key": "v\n"}:    Go 1.27
///
/// and returns a Goroutine with state, attributes and labels set. Attributes that are
/// not known are kept as text. Nothing when brackets, quotes or the colon are missing,
/// or for more than 1,024 labels or attributes.
/// Source: goroutineheader (runtime/traceback.go), printquoted (runtime/print.go).
[[nodiscard]] std::optional<Goroutine> parse_goroutine_header(std::string_view text);

} // namespace leakgate
