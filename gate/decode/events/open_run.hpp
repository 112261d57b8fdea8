#pragma once

#include "gate/base/text_table.hpp"
#include "gate/decode/events/late_end.hpp"
#include "gate/decode/events/marker_filter.hpp"
#include "gate/decode/events/open_tests.hpp"
#include "gate/decode/events/package_end.hpp"
#include "gate/decode/events/suite_event.hpp"
#include "gate/decode/output_collector.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace leakgate {

inline constexpr std::size_t k_max_tests = 1'000'000; ///< of one package

/// One process of a package while its events come.
struct OpenRun
{
  explicit OpenRun(const std::string& import_path) : watch(import_path) {}

  std::deque<OpenTest> tests;     ///< a deque: their names stay where they are
  TextTable<std::size_t> by_name; ///< the latest test of that name
  std::size_t latest = 0;         ///< the one that was asked for last
  OutputCollector output;
  MarkerFilter markers;
  PackageEndWatch watch;
  std::vector<std::string> snapshot_ids;
  std::optional<TestEvent> last;       ///< the latest event, if may_be_of_go()
  std::optional<LateEnd> late;         ///< the process has ended, but for the gate
  bool too_many_tests = false;         ///< and a Problem says so
  std::optional<EventTime> first_test; ///< when it began

  // The test that events with this name are about; null when there are too many.
  OpenTest*
  find(const std::string& name)
  {
    if (latest < tests.size() && tests[latest].test.name == name) {
      return &tests[latest];
    }
    const auto* known = by_name.find(name);
    if (known == nullptr) {
      return start(name);
    }
    latest = known->value;
    return &tests[latest];
  }

  OpenTest*
  start(const std::string& name)
  {
    if (tests.size() == k_max_tests) {
      return nullptr;
    }
    latest = tests.size();
    OpenTest& added = tests.emplace_back();
    added.test.name = name;
    if (auto* known = by_name.find(name)) {
      known->value = latest;
    } else {
      by_name.add(added.test.name, latest);
    }
    return &added;
  }
};

} // namespace leakgate
