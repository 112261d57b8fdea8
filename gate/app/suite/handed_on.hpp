#pragma once

#include "gate/decode/events/plain_output.hpp"
#include "gate/decode/events/suite_events.hpp"

#include <cstdio>
#include <string>
#include <string_view>

namespace leakgate {

/// Whether the user has asked Go for the ancestors of goroutines (PlainOutput).
[[nodiscard]] bool wants_ancestors();

/// Writes `text` to a stream of ours as it is, right away.
void hand_on(std::FILE* to, std::string_view text);

/// The standard output of one test binary without -json: handed on without the gate's lines, and
/// read as the go command's, which would name the package behind it.
class HandedOn
{
public:
  /// `run` is the id that the probe was given.
  explicit HandedOn(const std::string& run);

  void take(std::string_view piece);

  /// All of it as that package's, whose process ended so.
  [[nodiscard]] TestRun run(const std::string& package, bool passed);

private:
  bool m_ended = false; ///< what comes is our own
  TestEventReader m_reader;
  PlainOutput m_output;
};

} // namespace leakgate
