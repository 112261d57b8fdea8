#include "gate/capture/snapshot_store.hpp"

#include "gate/base/digest.hpp"
#include "gate/base/file.hpp"
#include "gate/base/random.hpp"
#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <system_error>

namespace leakgate {

namespace fs = std::filesystem;

namespace {

// What is in `folder`, as far as it can be read: a range-for over directory_iterator
// throws when reading fails midway.
std::vector<fs::path>
entries_of(const fs::path& folder)
{
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator at(folder, error); !error && at != fs::directory_iterator();
       at.increment(error)) {
    entries.push_back(at->path());
  }
  return entries;
}

constexpr const char* k_epochs = "epochs";
constexpr std::size_t k_most_epochs = 1000; // each is a variable of the go command
constexpr std::size_t k_word = 16;

bool
is_hex(std::string_view text)
{
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

} // namespace

std::string
epoch_name(std::string_view import_path)
{
  // FNV-1a, which the probe computes as well (epoch.go).
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : import_path) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  }
  return fmt::format("{:016x}", hash);
}

Result<SnapshotStore>
SnapshotStore::open(const fs::path& build_cache)
{
  SnapshotStore store(build_cache / "leakgate" / "snapshots");
  auto made = make_folder(store.m_folder);
  if (made) {
    const fs::path probe = store.m_folder / ".writable";
    made = replace_file(probe, "");
    std::error_code ignored;
    fs::remove(probe, ignored);
  }
  if (!made) {
    return failure(made.error() +
                   " (leakgate keeps snapshots in Go's build cache: make room there, "
                   "or set GOCACHE to a folder that can be written)");
  }
  return store;
}

Result<std::string>
SnapshotStore::read(std::string_view id) const
{
  // The id comes out of the test's output, and so from a stranger: only a hash may
  // become a path.
  if (!is_sha256_hex(id)) {
    return failure(fmt::format("snapshot: not a content hash, got {}", text::quoted(id)));
  }
  const fs::path path = m_folder / (std::string(id) + ".snapshot");
  auto content = read_regular_file(path);
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
SnapshotStore::files_of(std::string_view run, std::string_view ending) const
{
  std::vector<fs::path> found = entries_of(m_folder / run);
  std::erase_if(found, [&](const fs::path& path) { return path.extension() != ending; });
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<fs::path>
SnapshotStore::partial_files(std::string_view run) const
{
  return files_of(run, ".part");
}

std::vector<fs::path>
SnapshotStore::done_files(std::string_view run) const
{
  return files_of(run, ".done");
}

bool
SnapshotStore::has_claims(std::string_view run) const
{
  return !files_of(run, ".claim").empty();
}

void
SnapshotStore::remove_run(std::string_view run) const
{
  std::error_code ignored;
  if (!run.empty()) { // or all snapshots would go
    fs::remove_all(m_folder / run, ignored);
  }
}

std::vector<PackageEpoch>
SnapshotStore::epochs() const
{
  const std::string text =
      read_regular_file(m_folder.parent_path() / k_epochs, k_most_epochs * 64).value_or("");
  std::vector<PackageEpoch> epochs;
  for (const std::string_view line : text::split(text, '\n')) {
    const std::size_t space = line.find(' ');
    if (space == k_word && line.size() == 2 * k_word + 1 && is_hex(line.substr(0, space)) &&
        is_hex(line.substr(space + 1)) && epochs.size() < k_most_epochs) {
      epochs.push_back({std::string(line.substr(0, space)), std::string(line.substr(space + 1))});
    }
  }
  return epochs;
}

void
SnapshotStore::start_epochs(const std::vector<std::string>& packages) const
{
  // Not a number that counts on: it would start anew when the folder is removed, and
  // meet the results of an earlier life.
  const std::string word = random_hex().substr(0, k_word);
  std::vector<PackageEpoch> all = epochs();
  for (const std::string& package : packages) {
    const std::string name = epoch_name(package);
    std::erase_if(all, [&](const PackageEpoch& each) { return each.package == name; });
    all.push_back({name, word});
  }
  // The oldest go first: Go has forgotten their results by then, or runs them once more.
  std::string text;
  for (std::size_t i = all.size() - std::min(all.size(), k_most_epochs); i < all.size(); ++i) {
    text += fmt::format("{} {}\n", all[i].package, all[i].word);
  }
  // Where it cannot be written the next run repeats the packages once more.
  (void)replace_file(m_folder.parent_path() / k_epochs, text);
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
  if (!replace_file(stamp, "")) {
    return;
  }
  for (const fs::path& path : entries_of(m_folder)) {
    const auto used = fs::last_write_time(path, error);
    if (!error && now - used > age) {
      fs::remove_all(path, error); // also the folder of a run that was killed
    }
  }
}

} // namespace leakgate
