#pragma once

#include "gate/base/result.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// One package's word (SnapshotStore::epochs).
struct PackageEpoch
{
  std::string package; ///< epoch_name()
  std::string word;
};

/// What stands for an import path in the name of an environment variable, LEAKGATE_EPOCH_NAME.
[[nodiscard]] std::string epoch_name(std::string_view import_path);

/// The folder of snapshots, named by the SHA-256 of their content, below Go's build
/// cache: it travels with the cache that a CI saves, and a result that `go test`
/// replays finds its snapshot there.
class SnapshotStore
{
public:
  /// Makes the folder and checks that it can be written to. Error:
  /// `PATH: cannot write, got "…" (leakgate keeps snapshots in Go's build cache: set GOCACHE to a
  /// folder that can be written)`.
  [[nodiscard]] static Result<SnapshotStore> open(const std::filesystem::path& build_cache);

  [[nodiscard]] const std::filesystem::path&
  folder() const
  {
    return m_folder;
  }

  /// The snapshot with that content hash, checked against it; its age starts anew.
  /// Error: lost or damaged.
  [[nodiscard]] Result<std::string> read(std::string_view id) const;

  /// What processes of `run` left behind that did not end regularly, sorted by name.
  [[nodiscard]] std::vector<std::filesystem::path> partial_files(std::string_view run) const;

  /// Files `HASH PACKAGE` that processes of `run` left beside their snapshots, sorted by name.
  [[nodiscard]] std::vector<std::filesystem::path> done_files(std::string_view run) const;

  /// True when a process of `run` has carried the probe.
  [[nodiscard]] bool has_claims(std::string_view run) const;

  /// Removes what `run` left beside the snapshots.
  void remove_run(std::string_view run) const;

  /// The words of the packages that once lost a snapshot, oldest first: each is part of the key
  /// of that package's cached results, and of no other's. start_epochs gives `packages` another
  /// word, so that their results whose snapshots are gone are not replayed any more.
  [[nodiscard]] std::vector<PackageEpoch> epochs() const;
  void start_epochs(const std::vector<std::string>& packages) const;

  /// Removes what was not used for `age`, at most once a day, as Go trims its cache.
  void trim(std::chrono::hours age) const;

private:
  [[nodiscard]] std::vector<std::filesystem::path> files_of(std::string_view run,
                                                            std::string_view ending) const;

  explicit SnapshotStore(std::filesystem::path folder) : m_folder(std::move(folder)) {}
  std::filesystem::path m_folder;
};

} // namespace leakgate
