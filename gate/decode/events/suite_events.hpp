#pragma once

#include "gate/model/problem.hpp"
#include "gate/model/suite_run.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// Reads the stream of `go test -json` (cmd/test2json) while it runs and builds the
/// TestRun. Takes the probe's marker lines (`\x01leakgate HASH`) out of all output.
/// Lines that are not JSON (build output of older Go, `go: downloading …`) are handed
/// to on_other, and a build's text becomes the output of the package that it failed for.
///
/// The output of a test keeps its first and last 512 KiB, with a note between them, and
/// so does a package's own. The text of a crash is kept up to 80 MiB: Go prints it into
/// the output of some test, and here it stands at the end of the package's output too,
/// for decode_crash_output. A package whose events come a second time (one command that
/// calls `go test` twice) is one PackageRun with the worse end and all tests.
class TestEventReader
{
public:
  struct Listener
  {
    /// A package ended; `package` is complete, and joined with its earlier run if any.
    std::function<void(const PackageRun& package)> on_package;
    /// A line of the stream that was not JSON, without its newline.
    std::function<void(std::string_view line)> on_other;
    /// Every line of the stream as it came, marker events left out: for `-json` users.
    std::function<void(std::string_view line)> on_raw;
  };

  /// `run` is the id of this run: a process that says that it has ended, but for the gate
  /// of that run, is believed. What it prints from then on is nobody's output, and should it
  /// die, its package ends as it would have without the gate, in the stream as well.
  /// With Tests::as_shown the stream was made of plain output, where a test that passed is shown
  /// with -v alone: a package without tests may have run some.
  enum class Tests { all, as_shown };
  explicit TestEventReader(Listener listener, std::string run = {}, Tests tests = Tests::all);
  ~TestEventReader();
  TestEventReader(const TestEventReader&) = delete;
  TestEventReader& operator=(const TestEventReader&) = delete;

  /// Takes any piece of the stream; lines may be cut anywhere. A line over 64 MiB is
  /// passed over with a Problem.
  void feed(std::string_view piece);

  /// Ends the stream: packages without a final event become `unfinished`.
  [[nodiscard]] TestRun finish();

  [[nodiscard]] const std::vector<Problem>& problems() const;

private:
  struct State;
  std::unique_ptr<State> m_state;
};

} // namespace leakgate
