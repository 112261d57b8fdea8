#pragma once

#include "gate/capture/snapshot_store.hpp"
#include "gate/model/evidence.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// What one run is recognised by.
struct RunIdentity
{
  std::string run;     ///< id that the probe writes into its files
  std::string options; ///< ProbeOptions::canonical
};

/// Where a process has left its snapshot, its tests ran, although the event stream may show none:
/// somebody has sent all output elsewhere.
void confirm_ran(TestRun& run, const SnapshotStore& store, const RunIdentity& identity);

/// The packages of which processes of this run have left a snapshot.
[[nodiscard]] std::vector<std::string> packages_done(const SnapshotStore& store,
                                                     const RunIdentity& identity);

/// Gives packages whose tests the output does not show those that their snapshots name, and what
/// is known of their ends: for a run without -json.
void add_recorded_tests(TestRun& run, const SnapshotStore& store, const RunIdentity& identity);

/// Brings together, for each package, what its test process left behind: the snapshot
/// its marker names, or after a crash the unfinished file and the dump in its output.
/// Sorted by import path; packages without tests are left out.
[[nodiscard]] std::vector<PackageEvidence>
collect_evidence(const TestRun& run, const SnapshotStore& store, const RunIdentity& identity);

/// The packages that `go test` replayed from its cache although their snapshot is lost,
/// damaged or was taken with other options: they must run again.
[[nodiscard]] std::vector<std::string>
packages_to_rerun(const TestRun& run, const std::vector<PackageEvidence>& evidence);

} // namespace leakgate
