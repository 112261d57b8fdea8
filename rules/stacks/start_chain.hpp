#pragma once

#include "gate/model/goroutine.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace leakgate::rules {

/// One frame between a `go` statement and the start of the process, with the exact line where
/// there is one.
struct Link
{
  Frame frame;
  std::size_t goroutine = 0; ///< 0: the `go` statement itself; then the ancestors, near to far

  [[nodiscard]] bool
  of_ancestor() const
  {
    return goroutine > 0;
  }
};

/// All of them, near to far.
[[nodiscard]] std::vector<Link> chain_of(const Goroutine& goroutine);

/// The frames that led from the test to where the goroutine is, the outermost first.
[[nodiscard]] std::vector<Frame> frames_from_test(const Goroutine& goroutine);

/// The functions that the goroutine is in, or was started by, as declared.
[[nodiscard]] std::vector<std::string> functions_around(const Goroutine& goroutine);

} // namespace leakgate::rules
