#pragma once

#include "gate/model/goroutine.hpp"
#include "rules/names/suite_names.hpp"

#include <cstdint>
#include <string_view>

namespace leakgate::rules {

/// Whether no `go` statement started the goroutine but the Go runtime, to run finalizers or
/// cleanups. Groups of a profile know no creator; of these it is never said.
[[nodiscard]] bool runtime_started(const Goroutine& goroutine);

/// True when one of the frames is exactly this function.
[[nodiscard]] bool has_function(const std::vector<Frame>& frames, std::string_view function);

/// What the chain of ancestors tells about the test at its far end. Stacks name
/// functions, so it is the top-level test and how deep in it, never a subtest's name.
struct AncestorTest
{
  std::string_view test; ///< empty when no frame belongs to a test
  int depth = 0;         ///< as test_depth(); 0 when the chain does not reach the start
};
[[nodiscard]] AncestorTest test_from_ancestors(const Goroutine& goroutine, const TestNames& names);

/// The id of the goroutine that ran the test itself (it is below testing.tRunner and
/// not the main one), or 0 when the chain does not show it.
[[nodiscard]] std::int64_t test_goroutine(const Goroutine& goroutine);

/// The test that the functions of the `go` statement or of the goroutine itself are
/// named after (`TestA.func1`), or empty.
[[nodiscard]] std::string_view test_from_closure(const Goroutine& goroutine,
                                                 const TestNames& names);

/// Why a goroutine is nobody's to answer for: it is the main one, or belongs to the Go
/// runtime or to the probe. Empty when it is the user's, also below package testing: a
/// test that did not come to its end is for CutOff to excuse.
[[nodiscard]] std::string_view runtime_reason(const Goroutine& goroutine);

} // namespace leakgate::rules
