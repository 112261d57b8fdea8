#include "gate/capture/snapshot_store.hpp"

#include "gate/base/digest.hpp"
#include "gate/base/file.hpp"
#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <system_error>

namespace leakgate {

namespace fs = std::filesystem;

namespace {

bool
is_hash(std::string_view id)
{
  return id.size() == 64 && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

} // namespace

Result<SnapshotStore>
SnapshotStore::open(const fs::path& build_cache)
{
  SnapshotStore store(build_cache / "leakgate" / "snapshots");
  auto made = make_folder(store.m_folder);
  if (made) {
    const fs::path probe = store.m_folder / ".writable";
    made = write_file(probe, "");
    std::error_code ignored;
    fs::remove(probe, ignored);
  }
  if (!made) {
    return failure(made.error() + " (leakgate keeps snapshots in Go's build cache: set GOCACHE "
                                  "to a folder that can be written)");
  }
  return store;
}

Result<std::string>
SnapshotStore::read(std::string_view id) const
{
  // The id comes out of the test's output, and so from a stranger: only a hash may
  // become a path.
  if (!is_hash(id)) {
    return failure(fmt::format("snapshot: not a content hash, got {}", text::quoted(id)));
  }
  const fs::path path = m_folder / (std::string(id) + ".snapshot");
  auto content = read_file(path);
  if (!content) {
    return content;
  }
  const std::string hash = sha256_hex(*content);
  if (hash != id) {
    return failure(fmt::format("{}: damaged, got content with hash {}", path.string(), hash));
  }
  std::error_code ignored;
  fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);
  return content;
}

std::vector<fs::path>
SnapshotStore::partial_files(std::string_view run) const
{
  std::vector<fs::path> found;
  std::error_code error;
  const std::string prefix = std::string(run) + ".";
  for (const auto& entry : fs::directory_iterator(m_folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(prefix) && name.ends_with(".part")) {
      found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

void
SnapshotStore::remove_partial_files(std::string_view run) const
{
  std::error_code ignored;
  for (const fs::path& path : partial_files(run)) {
    fs::remove(path, ignored);
  }
}

void
SnapshotStore::trim(std::chrono::hours age) const
{
  std::error_code error;
  const auto now = fs::file_time_type::clock::now();
  const fs::path stamp = m_folder / "trim.txt";
  const auto last = fs::last_write_time(stamp, error);
  if (!error && now - last < std::chrono::hours(24)) {
    return;
  }
  if (!write_file(stamp, "")) {
    return;
  }
  for (const auto& entry : fs::directory_iterator(m_folder, error)) {
    std::error_code ignored;
    const auto used = entry.last_write_time(ignored);
    if (!ignored && now - used > age) {
      fs::remove(entry.path(), ignored);
    }
  }
}

} // namespace leakgate
