#pragma once

#include "gate/base/text_table.hpp"
#include "gate/decode/events/event_time.hpp"
#include "gate/decode/events/suite_event.hpp"
#include "gate/decode/output_collector.hpp"
#include "gate/model/suite_run.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>

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

/// The tests of one process of a package, in the order of their starts.
class OpenTests
{
public:
  static constexpr std::size_t k_most = 1'000'000;

  /// The latest of that name, started where there is none; null where there are too many.
  OpenTest* find(const std::string& name);

  /// One more of that name; null where there are too many.
  OpenTest* start(const std::string& name);

  [[nodiscard]] std::deque<OpenTest>&
  all()
  {
    return m_all;
  }
  [[nodiscard]] const std::deque<OpenTest>&
  all() const
  {
    return m_all;
  }

private:
  std::deque<OpenTest> m_all;       ///< a deque: their names stay where they are
  TextTable<std::size_t> m_by_name; ///< the latest test of that name
  std::size_t m_latest = 0;         ///< the one that was asked for last: mostly it is again
};

} // namespace leakgate
