#pragma once

#include "gate/decode/events/suite_event.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate {

/// Takes the probe's marker lines out of the output of one package:
///
///     \x01leakgate 5f8a…64 hex digits…\n     the snapshot that the process left
///     \x01leakgate ! REASON\n                why it left none
///     \x01leakgate = CODE RUN\n              the process has ended with CODE, but for the gate
///                                            of the run RUN, which waits for goroutines
///
/// A marker may stand behind other text of its line, and test2json cuts long lines into
/// several events: an event that may hold the start of a marker is held back until the
/// next one. What only looks like a marker stays in the output.
class MarkerFilter
{
public:
  struct Piece
  {
    TestEvent event;
    std::string raw; ///< the line of the stream
  };

  /// True when `output` can be passed on without asking take().
  [[nodiscard]] bool
  is_clean(std::string_view output) const
  {
    return m_held.empty() && output.find('\x01') == std::string_view::npos;
  }

  /// To be told of output that was passed on without take().
  void
  passed(std::string_view output)
  {
    if (!output.empty()) {
      m_line_start = output.ends_with('\n');
    }
  }

  /// Takes the next output event and gives those that are ready, in order. Events of
  /// which nothing is left are dropped.
  [[nodiscard]] std::vector<Piece> take(Piece piece);

  /// The package has no more output: gives what was held back.
  [[nodiscard]] std::vector<Piece> flush();

  /// That a process has ended, but for the gate.
  struct Ending
  {
    int code = 0;
    std::string run;
  };

  /// The latest one since the last call.
  [[nodiscard]] std::optional<Ending>
  take_ending()
  {
    return std::exchange(m_ending, std::nullopt);
  }

  /// The hashes and reasons since the last call.
  [[nodiscard]] std::vector<std::string>
  take_hashes()
  {
    return std::exchange(m_hashes, {});
  }
  [[nodiscard]] std::vector<std::string>
  take_reasons()
  {
    return std::exchange(m_reasons, {});
  }

private:
  /// [begin, end) of the text that the held events make together.
  struct Span
  {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  [[nodiscard]] std::size_t cut_markers(bool final);
  void cut(const std::vector<Span>& spans);
  bool accept(std::string_view body);
  [[nodiscard]] std::string held_text() const;
  [[nodiscard]] std::vector<Piece> release(std::size_t up_to);

  std::vector<Piece> m_held;
  std::vector<std::string> m_hashes;
  std::vector<std::string> m_reasons;
  std::optional<Ending> m_ending;
  bool m_line_start = true; ///< what was released last ended a line
};

} // namespace leakgate
