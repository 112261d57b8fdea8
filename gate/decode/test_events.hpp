#pragma once

#include "gate/model/problem.hpp"
#include "gate/model/test_run.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace leakgate {

/// Reads the stream of `go test -json` (cmd/test2json) while it runs and builds the
/// TestRun. Takes the probe's marker lines (`\x01leakgate HASH`) out of all output.
/// Lines that are not JSON (build output of older Go, `go: downloading …`) are kept
/// as output, never lost.
class TestEventReader
{
public:
  struct Listener
  {
    /// A package ended; `package` is complete.
    std::function<void(const PackageRun& package)> on_package;
    /// One test ended.
    std::function<void(const std::string& import_path, const TestCase& test)> on_test;
    /// A line of the stream that was not JSON, without its newline.
    std::function<void(std::string_view line)> on_other;
    /// Every line of the stream as it came, marker events left out: for `-json` users.
    std::function<void(std::string_view line)> on_raw;
  };

  explicit TestEventReader(Listener listener);
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
