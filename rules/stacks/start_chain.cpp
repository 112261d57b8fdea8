#include "rules/stacks/start_chain.hpp"

#include "rules/names/symbol.hpp"

#include <algorithm>
#include <optional>

namespace leakgate::rules {

std::vector<Link>
chain_of(const Goroutine& goroutine)
{
  std::vector<Link> chain;
  std::optional<Frame> statement = goroutine.created_by;
  if (statement) {
    chain.push_back({*statement, 0});
  }
  std::size_t number = 0;
  for (const Ancestor& ancestor : goroutine.ancestors) {
    ++number;
    bool innermost = true;
    for (const Frame& frame : ancestor.frames) {
      // The leaf of an ancestor is the child's `go` statement, but printed with the
      // line of the return address.
      const bool exact = innermost && statement && statement->function == frame.function;
      chain.push_back({exact ? *statement : frame, number});
      innermost = false;
    }
    statement = ancestor.created_by;
  }
  return chain;
}

std::vector<Frame>
frames_from_test(const Goroutine& goroutine)
{
  std::vector<Frame> frames = goroutine.frames;
  for (const Link& link : chain_of(goroutine)) {
    frames.push_back(link.frame);
  }
  std::ranges::reverse(frames);
  return frames;
}

std::vector<std::string>
functions_around(const Goroutine& goroutine)
{
  std::vector<std::string> out;
  for (const Frame& frame : frames_from_test(goroutine)) {
    out.push_back(declared_name(frame));
  }
  return out;
}

} // namespace leakgate::rules
