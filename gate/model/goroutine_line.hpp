#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace leakgate {

/// The line that a goroutine begins with in a dump, taken apart.
struct GoroutineHeaderLine
{
  std::int64_t id = 0;
  std::string_view attributes; ///< from the bracket on, for parse_goroutine_header() of gate/decode
};

/// Takes `goroutine 7 [running]:` apart, and what GOTRACEBACK=system and Go's own crashes make of
/// it, `goroutine 7 gp=0xc000002380 m=nil [running]:`. Nothing for all other lines. The one
/// recognizer; the probe's is checked against the same lines, gate/probe/testdata/headers.txt.
[[nodiscard]] std::optional<GoroutineHeaderLine> split_goroutine_header(std::string_view line);

/// True for a line that is meant as a goroutine's header, also when it is damaged: what stands
/// before it ends there.
[[nodiscard]] bool is_meant_as_goroutine_header(std::string_view line);

} // namespace leakgate
