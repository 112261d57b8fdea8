#pragma once

#include "gate/model/frames.hpp"
#include "gate/model/wait_reason.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// `function` with every type argument list written `[...]`, as tracebacks do; profiles
/// write them out. Source: funcNamePiecesForPrint (runtime/traceback.go).
[[nodiscard]] std::string without_type_arguments(std::string_view function);

/// A pprof label (runtime/pprof.Labels).
struct Label
{
  std::string key;
  std::string value;

  friend bool operator==(const Label&, const Label&) = default;
};

/// One `[originating from goroutine N]` block, printed under GODEBUG=tracebackancestors.
struct Ancestor
{
  std::int64_t id = 0;
  Frames frames; ///< leaf first: the line that holds the `go` statement is frames[0]
  std::optional<Frame> created_by;

  friend bool operator==(const Ancestor&, const Ancestor&) = default;
};

/// One goroutine of a debug=2 dump, or one group of equal goroutines of a profile.
struct Goroutine
{
  std::int64_t id = 0; ///< 0 when the source carries no ids (profile.proto)
  Wait wait = Wait::unknown;
  std::string state;        ///< Go's words without attributes: `chan receive (nil chan)`
  std::int64_t minutes = 0; ///< how long it has waited; Go prints it from one minute on
  bool leaked = false;      ///< the GC proved that it can never wake (`(leaked)`)
  bool durable = false;     ///< durably blocked inside a synctest bubble
  bool scan = false;
  bool locked_to_thread = false;
  std::optional<std::int64_t> synctest_bubble;
  std::vector<std::string> other_attributes; ///< header attributes this version does not know
  std::vector<Label> labels;                 ///< sorted by key
  Frames frames;                             ///< leaf first
  std::int64_t elided_frames = 0;            ///< from `...N frames elided...`
  std::optional<Frame> created_by;
  std::int64_t created_in = 0;     ///< id after `in goroutine`; 0 when not printed
  std::vector<Ancestor> ancestors; ///< the nearest (the creator) first
  std::int64_t count = 1;          ///< how many equal goroutines this stands for

  friend bool operator==(const Goroutine&, const Goroutine&) = default;
};

} // namespace leakgate
