#pragma once

#include "gate/app/confirm/plan.hpp"
#include "gate/capture/snapshot_store.hpp"
#include "gate/model/suite_run.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace leakgate {

/// What a confirmation left to be read again.
struct KeptConfirmation
{
  std::string run;      ///< the id that its snapshots carry
  std::string events;   ///< all that `go test -json` printed
  bool cut_off = false; ///< it had not ended when its time was over

  friend bool operator==(const KeptConfirmation&, const KeptConfirmation&) = default;
};

/// Keeps a confirmation beside the snapshots, so that a suite which `go test` replays from
/// its cache is not confirmed again either. It is found by the snapshots of the first run, whose
/// names are hashes of what was seen in that very run, and by all that runs again. Without a
/// snapshot nothing is kept.
class ConfirmCache
{
public:
  /// `probe` is ProbeOptions::canonical of the confirmation.
  ConfirmCache(const SnapshotStore& store, const TestRun& first, const ConfirmPlan& plan,
               int rounds, const std::string& probe);

  /// What was kept for this key, if it is whole; its age starts anew.
  [[nodiscard]] std::optional<KeptConfirmation> find() const;

  /// Where it cannot be written the next run confirms once more.
  void keep(const KeptConfirmation& confirmation) const;

private:
  std::filesystem::path m_file; ///< empty: a package left no snapshot that could tell it apart
};

} // namespace leakgate
