#pragma once

#include "gate/decode/events/late_end.hpp"
#include "gate/decode/events/marker_filter.hpp"
#include "gate/decode/events/open_tests.hpp"
#include "gate/decode/events/package_end.hpp"
#include "gate/decode/events/suite_event.hpp"
#include "gate/decode/output_collector.hpp"

#include <optional>
#include <string>
#include <vector>

namespace leakgate {

/// One process of a package while its events come.
struct OpenRun
{
  explicit OpenRun(const std::string& import_path) : watch(import_path) {}

  OpenTests tests;
  OutputCollector output;
  MarkerFilter markers;
  PackageEndWatch watch;
  std::vector<std::string> snapshot_ids;
  std::optional<TestEvent> last;       ///< the latest event, if may_be_of_go()
  std::optional<LateEnd> late;         ///< the process has ended, but for the gate
  bool too_many_tests = false;         ///< and a Problem says so
  std::optional<EventTime> first_test; ///< when it began
};

} // namespace leakgate
