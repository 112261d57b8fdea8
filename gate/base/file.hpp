#pragma once

#include "gate/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace leakgate {

/// Reads a whole file of at most `limit_bytes`. Error: `PATH: cannot read, got "…"`.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::uint64_t limit_bytes = 1ULL << 30);

/// The first `count` bytes, or all where there are fewer. Empty where the file cannot be read.
[[nodiscard]] std::string file_head(const std::filesystem::path& path, std::size_t count);

/// Whether a link stands for the file that it names.
enum class Links { follow, refuse };

/// As read_file, for a place where others may have put something: only a regular file is opened,
/// so that no FIFO or device is waited for. Error: `PATH: is not a file, got "a FIFO" (remove it)`.
[[nodiscard]] Result<std::string> read_regular_file(const std::filesystem::path& path,
                                                    std::uint64_t limit_bytes = 1ULL << 30,
                                                    Links links = Links::refuse);

/// As write_file, but what stands at `path` is replaced, whatever it is, and never written to.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& path,
                                        std::string_view content);

/// Writes `content` whole or not at all: to a temporary file in the same folder,
/// synced, then renamed over `path`. Missing parent folders are made. On error
/// (`PATH: cannot write, got "No space left on device"`) nothing is left behind.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view content);

/// Adds `content` to the end of a file, which is made if it is missing.
/// Error: `PATH: cannot append, got "…"`.
[[nodiscard]] Result<void> append_file(const std::filesystem::path& path, std::string_view content);

/// Removes the temporary file of a write that is under way. Safe in a signal handler, before the
/// process ends.
void remove_unfinished_file();

/// Makes `path` and its parents. Error: `PATH: cannot make folder, got "…"`.
[[nodiscard]] Result<void> make_folder(const std::filesystem::path& path);

/// A folder that is removed with everything in it at the end of the scope.
class TempFolder
{
public:
  /// Below $TMPDIR or /tmp; `prefix` is for people who look there. Error as make_folder.
  [[nodiscard]] static Result<TempFolder> make(std::string_view prefix);

  TempFolder(TempFolder&& other) noexcept;
  TempFolder& operator=(TempFolder&& other) noexcept;
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder();

  [[nodiscard]] const std::filesystem::path&
  path() const
  {
    return m_path;
  }

private:
  explicit TempFolder(std::filesystem::path path) : m_path(std::move(path)) {}
  std::filesystem::path m_path;
};

} // namespace leakgate
