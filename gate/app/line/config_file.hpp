#pragma once

#include "gate/app/line/options.hpp"
#include "rules/config/config.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// Every message of something that may be wrong in several places at once.
using Messages = std::vector<std::string>;

inline constexpr std::string_view k_config_name = ".leakgate.yml";
inline constexpr std::string_view k_baseline_name = ".leakgate-baseline.json";

/// The nearest file called `name` in `start` or in a folder above it, up to the folder
/// that holds `.git`: what lies above belongs to somebody else.
[[nodiscard]] std::optional<std::filesystem::path> find_upward(const std::filesystem::path& start,
                                                               std::string_view name);

/// `path` as people would name it from the current folder, with forward slashes.
[[nodiscard]] std::string shown_path(const std::filesystem::path& path);

/// The configuration of a run: the file's, or the defaults where there is none.
struct LoadedConfig
{
  Config config;
  std::string file;             ///< as people would name it; empty: none
  std::filesystem::path folder; ///< of the file; without one the folder that was started in
};

/// Reads what `--config` names (`off`: nothing; empty: the file found upward from `start`).
/// Errors: all that is wrong in the file, or that it cannot be read.
[[nodiscard]] tl::expected<LoadedConfig, Messages> load_config(const std::string& option,
                                                               const std::filesystem::path& start);

/// The baseline file of a run: what `--baseline` names, else what the configuration names,
/// else the one found upward from `start`. No value: none, or `off`. It need not exist.
/// Error: what the configuration names leads out of its folder, by a link.
[[nodiscard]] Result<std::optional<std::filesystem::path>>
baseline_path(const std::string& option, const LoadedConfig& loaded,
              const std::filesystem::path& start);

/// True when `path`, with links followed, lies in `folder`.
[[nodiscard]] bool is_inside(const std::filesystem::path& folder,
                             const std::filesystem::path& path);

} // namespace leakgate
