#pragma once

#include "gate/model/goroutine.hpp"

#include <string_view>
#include <vector>

namespace leakgate::rules {

/// Brings the groups of a goroutine profile into the form of a dump, so that both can
/// be compared and judged alike: the wait and its words are read off the runtime's
/// frames, these frames are dropped (a dump hides them), type arguments become
/// `[...]`, and groups that are equal then are one. Sorted by content.
[[nodiscard]] std::vector<Goroutine> as_in_dump(const std::vector<Goroutine>& profile);

/// The frames of a goroutine, of a dump or out of as_in_dump(), by which both are
/// compared: without those of the runtime, of which a dump shows some.
[[nodiscard]] std::vector<Frame> comparable_frames(const Goroutine& goroutine);

/// What the frames of a profile say about the wait: the leaf of a parked goroutine is
/// the runtime function that parked it.
struct DerivedWait
{
  Wait wait = Wait::unknown;
  const char* state = "";
};
[[nodiscard]] DerivedWait wait_from_frames(const std::vector<Frame>& frames);

/// True for the functions of package runtime, but not for those that it only lends to
/// other packages (`time.Sleep` stands in runtime/time.go): a dump shows these.
[[nodiscard]] bool is_runtime_function(std::string_view function);

/// True for what the probe adds to package testing.
[[nodiscard]] bool is_probe_function(std::string_view function);

} // namespace leakgate::rules
