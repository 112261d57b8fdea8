#pragma once

#include "gate/decode/events/event_time.hpp"
#include "gate/decode/events/suite_event.hpp"
#include "gate/decode/output_collector.hpp"
#include "gate/model/suite_run.hpp"

#include <optional>

namespace leakgate {

/// One test with its output still being collected.
struct OpenTest
{
  TestCase test;
  OutputCollector output;
  std::optional<EventTime> began;
  std::optional<EventTime> last; ///< of its events, up to the one that says it ended
  bool ended = false;
  bool in_error = false; ///< the latest output was of the first error

  /// test2json holds `pass` back until the next test says something: the line that testing
  /// prints at the end comes in time.
  void heard(const TestEvent& event, bool is_end);

  /// Keeps what the test printed, and the first error of it once more.
  void take_output(const TestEvent& event);

  /// Says when the test ran, `zero` being the start of the clock.
  void place(EventTime zero);
};

} // namespace leakgate
