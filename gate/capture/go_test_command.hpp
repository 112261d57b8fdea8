#pragma once

#include "gate/base/process/command.hpp"
#include "gate/capture/go_flags.hpp"
#include "gate/capture/overlay.hpp"
#include "gate/capture/probe_options.hpp"
#include "gate/capture/snapshot_store.hpp"
#include "gate/capture/toolchain.hpp"

#include <optional>
#include <string>
#include <vector>

namespace leakgate {

/// Everything of which one `go test` command is made.
struct GoTestPlan
{
  Toolchain toolchain;
  Overlay overlay;
  GoTestArguments arguments;
  GoTestArguments inherited; ///< what GOFLAGS says; the go command reads it by itself
  std::string probe;         ///< value of LEAKGATE_PROBE
  /// Value of LEAKGATE_CACHE_KEY: a cached result of another key is not replayed.
  std::string cache_key;
  bool proof_experiment = false; ///< build with GOEXPERIMENT=goroutineleakprofile (Go 1.26)
  /// Value of GOFLAGS, where it is not the user's.
  std::optional<std::string> go_flags = std::nullopt;
  std::vector<PackageEpoch> epochs = {}; ///< SnapshotStore::epochs: the keys of single packages
  /// Without -json, so that the output is what it would be without the gate; the snapshots name the
  /// tests then.
  bool plain = false;
};

/// Whether `go test` may replay a result that it has in its cache.
enum class TestCache { use, bypass };

/// The command that runs the suite under the probe. The user's own flags are kept and
/// merged: ours stand so that nothing of theirs is lost, -overlay and -ldflags (which
/// the probe needs for its link to runtime.dbgvars) included. `packages` replaces the
/// user's patterns when it is not empty.
[[nodiscard]] Command go_test_command(const GoTestPlan& plan, TestCache cache,
                                      const std::vector<std::string>& packages);

/// Merges the user's -ldflags with ours: GOFLAGS first, then the command line, as the
/// go command weighs them (the last that matches a package wins).
[[nodiscard]] std::vector<std::string> merged_ldflags(const std::vector<std::string>& from_goflags,
                                                      const std::vector<std::string>& from_line);

} // namespace leakgate
