#pragma once

#include "gate/base/result.hpp"
#include "gate/model/evidence.hpp"

#include <string>
#include <string_view>

namespace leakgate {

/// What one test process left behind: the head, and the evidence decoded from it.
struct SnapshotFile
{
  std::string run;       ///< id of the leakgate run that started the process
  std::string options;   ///< the probe's options in canonical form; part of what makes it reusable
  bool complete = false; ///< the exit hook finished: `end` was there
  PackageEvidence evidence; ///< `source` is left to the caller
};

/// Reads the probe's container (gate/probe/README.md, "The snapshot file"). A file
/// that stops early (crash, time-out, full disk) gives what is there with `complete`
/// false. A section that cannot be decoded costs one Problem, and so does each beyond
/// 1,000 rounds or 1,000,000 samples. Error only when not even the head can be read:
/// `WHERE: what, got "…"`.
[[nodiscard]] Result<SnapshotFile> decode_snapshot_file(std::string_view data,
                                                        std::string_view where);

} // namespace leakgate
