#pragma once

#include "gate/base/result.hpp"
#include "gate/capture/toolchain.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace leakgate {

/// What `go test -overlay` needs so that package testing carries the probe.
struct Overlay
{
  std::filesystem::path file; ///< the JSON file for -overlay
  /// GOROOT to set, with GOTOOLCHAIN=local; empty: leave both alone. Set when the
  /// toolchain lives in the module cache: since Go 1.25 an overlay may not name files
  /// there, so it is reached through a link below `cache`.
  std::string goroot;
};

/// Writes the changed files of package testing and the probe's own below `cache`, as
/// `overlay/HASH/…` and `goroot/VERSION`. The same toolchain and probe give the same
/// paths and content, by which the go command's build cache knows them again; what is
/// there already is left alone.
///
/// `user_file` is the user's own -overlay: its entries are kept. Relative paths, those
/// inside it too, start in `directory`, where the go command runs (empty: here).
///
/// Errors: a Go release with other sources (see apply_insertions), a user overlay that
/// cannot be read or that replaces a file which leakgate changes, an unwritable `cache`.
[[nodiscard]] Result<Overlay>
write_overlay(const Toolchain& toolchain, const std::filesystem::path& cache,
              const std::optional<std::filesystem::path>& user_file = {},
              const std::filesystem::path& directory = {});

} // namespace leakgate
