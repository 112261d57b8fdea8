#include "gate/app/suite/profiles_folder.hpp"

#include "gate/base/file.hpp"
#include "gate/base/text.hpp"
#include "gate/decode/section_reader.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

// An import path is whatever a module calls itself: it never leads out of the folder.
fs::path
folder_of(const std::string& import_path)
{
  fs::path out;
  for (const std::string_view part : text::split(import_path, '/')) {
    out /= part.empty() || part == "." || part == ".." ? fs::path("_") : fs::path(part);
  }
  return out;
}

// Empty: not one of those that are kept.
std::string
file_name(std::string_view section)
{
  if (section.ends_with(".heap") || section.ends_with(".profile")) {
    return std::string(section) + ".pb.gz";
  }
  return section.ends_with(".dump") ? std::string(section) + ".txt" : "";
}

Result<void>
keep_sections(const fs::path& folder, std::string_view snapshot)
{
  SectionReader sections(snapshot.substr(snapshot.find('\n') + 1));
  while (const auto section = sections.next()) {
    const std::string name = file_name(section->name);
    if (name.empty() || section->content.empty()) {
      continue;
    }
    auto kept =
        make_folder(folder).and_then([&] { return write_file(folder / name, section->content); });
    if (!kept) {
      return kept;
    }
  }
  return {};
}

Result<void>
keep_package(const fs::path& folder, const PackageRun& run, const SnapshotStore& store)
{
  for (const std::string& id : run.snapshot_ids) {
    if (const auto snapshot = store.read(id)) {
      if (auto kept = keep_sections(folder, *snapshot); !kept) {
        return kept;
      }
    }
  }
  return {};
}

} // namespace

Result<void>
keep_profiles(const fs::path& folder, const Evidence& evidence, const SnapshotStore& store)
{
  for (const PackageRun& package : evidence.run.packages) {
    if (auto kept = keep_package(folder / folder_of(package.import_path), package, store); !kept) {
      return kept;
    }
  }
  for (const HeapPackage& package : evidence.heap.value_or(HeapCheck{}).packages) {
    std::vector<LoneProcess> runs = package.runs;
    if (package.apart) {
      runs.push_back(*package.apart);
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const fs::path again =
          folder / folder_of(package.import_path) / fmt::format("again-{}", i + 1);
      if (auto kept = keep_package(again, runs[i].run, store); !kept) {
        return kept;
      }
    }
  }
  return {};
}

} // namespace leakgate
