#pragma once

#include "gate/decode/events/event_time.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace leakgate {

/// One line of `go test -json`. Source of the fields: cmd/internal/test2json (event) and
/// cmd/go/internal/load (jsonBuildEvent).
struct TestEvent
{
  std::string action; ///< start, run, pause, cont, output, pass, bench, fail, skip, build-output …
  std::string package; ///< import path
  std::string test;    ///< empty: the event is about the package
  std::string output;
  std::string output_type;  ///< Go 1.27: frame, error, error-continue, or empty
  std::string failed_build; ///< on `fail`: the import_path of the build that failed
  std::string import_path;  ///< of build-output and build-fail: `a/b [a/b.test]`
  std::chrono::duration<double> elapsed{0};
  std::optional<EventTime> time; ///< when test2json wrote the event

  /// As a new one, but for the memory of its texts.
  void clear();

  friend bool operator==(const TestEvent&, const TestEvent&) = default;
};

/// The text field that `name` stands for in such a line, or null: no other is read.
[[nodiscard]] std::string* event_field(TestEvent& event, std::string_view name);

/// Reads a line; nothing when it is no JSON object with an Action. Unknown fields are
/// passed over.
[[nodiscard]] std::optional<TestEvent> parse_test_event(std::string_view line);

/// The same into an `event` that may have held another: its memory is used again. False: nothing.
[[nodiscard]] bool parse_test_event(std::string_view line, TestEvent& event);

/// `line` with the value of its Output field replaced by `output`.
[[nodiscard]] std::string replace_output(std::string_view line, std::string_view output);

/// Reads a line as Go's encoding/json writes it: one flat object without spaces, names as they
/// are, strings with the escapes that it uses, and numbers. False for any other, also for other
/// JSON: `event` is then filled in part, and a whole JSON reader has to take the line. It is
/// several times as fast as one, and a suite prints millions of lines.
[[nodiscard]] bool scan_event(std::string_view line, TestEvent& event);

/// True for what testing prints around a test: `=== RUN   TestA`, `--- PASS: TestA (0.00s)`.
[[nodiscard]] bool is_framing(const TestEvent& event);

/// True for `    --- PASS: TestA/b (0.00s)`, whatever the outcome, of all framing.
[[nodiscard]] bool is_end_framing(std::string_view framing);

} // namespace leakgate
