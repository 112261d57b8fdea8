#include "gate/app/line/config_file.hpp"

#include "gate/base/file.hpp"
#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <system_error>

namespace leakgate {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t k_most_config = 1 << 20;

bool
is_there(const fs::path& path)
{
  std::error_code ignored;
  return fs::exists(path, ignored);
}

fs::path
full_path(const fs::path& path)
{
  std::error_code ignored;
  return fs::absolute(path, ignored).lexically_normal();
}

// A file that was found in the checkout must be one of the checkout: a link to a stranger's
// file would show that file in messages, and a device would be read without end.
Result<void>
check_own_file(const fs::path& path, bool found)
{
  std::error_code error;
  if (is_there(path) && !fs::is_regular_file(path, error)) {
    return failure(shown_path(path) + ": expected a file (it is a folder or a device)");
  }
  if (found && !is_inside(path.parent_path(), path)) {
    return failure(shown_path(path) + ": is a link that leads out of its folder (make it a file)");
  }
  return {};
}

} // namespace

std::optional<fs::path>
find_upward(const fs::path& start, std::string_view name)
{
  for (fs::path folder = full_path(start / "."); !folder.empty();) {
    folder = folder.has_filename() ? folder : folder.parent_path();
    if (is_there(folder / name)) {
      return folder / name;
    }
    if (is_there(folder / ".git") || folder == folder.parent_path()) {
      break;
    }
    folder = folder.parent_path();
  }
  return std::nullopt;
}

std::string
shown_path(const fs::path& path)
{
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (error || !path.is_absolute()) {
    return path.lexically_normal().generic_string();
  }
  return path.lexically_relative(here).generic_string();
}

tl::expected<LoadedConfig, Messages>
load_config(const std::string& option, const fs::path& start)
{
  LoadedConfig loaded;
  loaded.folder = full_path(start / ".").parent_path();
  loaded.config.policy.config_dir = loaded.folder.generic_string();
  if (option == k_off) {
    return loaded;
  }
  const std::optional<fs::path> path =
      option.empty() ? find_upward(start, k_config_name) : std::optional(full_path(option));
  if (!path) {
    return loaded;
  }
  if (const auto own = check_own_file(*path, option.empty()); !own) {
    return tl::unexpected<Messages>({own.error()});
  }
  const auto content = read_file(*path, k_most_config);
  if (!content) {
    return tl::unexpected<Messages>({content.error()});
  }
  loaded.folder = path->parent_path();
  loaded.file = shown_path(*path);
  auto config = parse_config(*content, loaded.file);
  if (!config) {
    return tl::unexpected<Messages>(std::move(config.error()));
  }
  loaded.config = std::move(*config);
  loaded.config.policy.config_dir = loaded.folder.generic_string();
  return loaded;
}

Result<std::optional<fs::path>>
baseline_path(const std::string& option, const LoadedConfig& loaded, const fs::path& start)
{
  if (option == k_off) {
    return std::nullopt;
  }
  if (!option.empty()) {
    return full_path(option);
  }
  if (!loaded.config.baseline_file) {
    const auto found = find_upward(start, k_baseline_name);
    if (found) {
      if (const auto own = check_own_file(*found, true); !own) {
        return failure(own.error());
      }
    }
    return found;
  }
  const fs::path path = full_path(loaded.folder / *loaded.config.baseline_file);
  if (!is_inside(loaded.folder, path)) {
    return failure(fmt::format("{}: the baseline must stay in the folder of the file, got {}",
                               to_string(loaded.config.baseline_origin),
                               text::quoted(*loaded.config.baseline_file)));
  }
  return path;
}

bool
is_inside(const fs::path& folder, const fs::path& path)
{
  std::error_code error;
  const fs::path root = fs::weakly_canonical(folder, error);
  const fs::path full = error ? fs::path() : fs::weakly_canonical(path, error);
  return !error &&
         std::mismatch(root.begin(), root.end(), full.begin(), full.end()).first == root.end();
}

} // namespace leakgate
