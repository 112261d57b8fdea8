#pragma once

#include "gate/base/result.hpp"
#include "gate/decode/crash_output.hpp"
#include "gate/decode/goroutine_dump.hpp"
#include "gate/decode/snapshot_file.hpp"
#include "gate/model/heap.hpp"
#include "gate/model/suite_run.hpp"

#include <string>
#include <vector>

namespace leakgate::test {

/// The one printer of decoded values for goldens: JSON with one field or frame a line,
/// fields that have their default left out, always in the same order.
[[nodiscard]] std::string print(const GoroutineDump& dump);
[[nodiscard]] std::string print(const Result<std::vector<Goroutine>>& goroutines);
[[nodiscard]] std::string print(const Result<HeapProfile>& heap);
[[nodiscard]] std::string print(const TestRun& run, const std::vector<Problem>& problems);
[[nodiscard]] std::string print(const Result<SnapshotFile>& snapshot);

} // namespace leakgate::test
