#pragma once

#include "gate/model/suite_run.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// Reads what `go test` prints without -json while it runs. Hands on what is to be seen, without
/// the probe's marker lines, and makes of it the events that TestEventReader reads: a package's
/// once its last line has come (`ok  \tPATH\t0.1s`), which names it. Tests are those that Go names:
/// with -v all, otherwise those that failed.
class PlainOutput
{
public:
  struct Listener
  {
    std::function<void(std::string_view text)> on_shown; ///< as it comes, a line at the latest
    std::function<void(std::string_view line)> on_event; ///< one event, with its newline
  };

  /// What Go prints of the ancestors of goroutines (`[originating from goroutine 1]:`) is read, and
  /// handed on only with `shows_ancestors`: it is the probe that has Go print it.
  explicit PlainOutput(Listener listener, bool shows_ancestors = false)
      : m_listener(std::move(listener)), m_shows_ancestors(shows_ancestors)
  {
  }

  /// Takes any piece of standard output; lines may be cut anywhere.
  void feed(std::string_view piece);

  /// Takes what has come of a line as all of it.
  void end_line();

  /// The end of it: what has no package is nobody's.
  void finish();

private:
  void take_line(std::string_view line);
  [[nodiscard]] std::string without_markers(std::string_view line);
  void end_package(const std::string& package, std::string_view last_line);
  void emit(std::string_view action, const std::string& package, const std::string& test,
            std::string_view output, double elapsed);

  Listener m_listener;
  std::string m_line;               ///< the start of a line whose end has not come yet
  std::vector<std::string> m_lines; ///< of the package whose last line has not come yet
  bool m_shows_ancestors;
  bool m_ancestors = false; ///< the line before was of such a block
  bool m_late = false;      ///< the process has ended, but for the gate: what it prints is nobody's
};

/// The tests that a snapshot file names (section `tests`, written where the go command runs without
/// -json), in the order in which they started. Empty where there is no such section; a line that
/// cannot be read is passed over.
[[nodiscard]] std::vector<TestCase> decode_snapshot_tests(std::string_view data);

} // namespace leakgate
