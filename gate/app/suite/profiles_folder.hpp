#pragma once

#include "gate/base/result.hpp"
#include "gate/capture/snapshot_store.hpp"
#include "gate/model/evidence.hpp"

#include <filesystem>

namespace leakgate {

/// Writes what the test processes of a run saw of heap and goroutines into `folder`, as files that
/// `go tool pprof` reads (`PACKAGE/after.heap.pb.gz`) and dumps (`PACKAGE/after.dump.txt`); of
/// packages whose heap was looked at in rounds also each round, in `PACKAGE/again-1` and so on.
/// What the store does not have any more is left out.
[[nodiscard]] Result<void> keep_profiles(const std::filesystem::path& folder,
                                         const Evidence& evidence, const SnapshotStore& store);

} // namespace leakgate
