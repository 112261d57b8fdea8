#include "gate/capture/overlay.hpp"

#include "gate/base/digest.hpp"
#include "gate/base/file.hpp"
#include "gate/base/text.hpp"
#include "gate/capture/embedded.hpp"
#include "gate/capture/insertions.hpp"
#include "gate/capture/kept_answer.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <algorithm>
#include <map>
#include <system_error>
#include <vector>

namespace leakgate {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t k_source_limit = 8ULL << 20;
constexpr std::uint64_t k_user_overlay_limit = 64ULL << 20;

// Replaced path -> path of its replacement (empty: the file is gone), as in the JSON.
using Replacements = std::map<std::string, std::string>;

// `path` without links, or as it is when it cannot be resolved.
fs::path
resolved(const fs::path& path)
{
  std::error_code error;
  fs::path clean = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal() : clean;
}

bool
lies_below(const fs::path& path, const fs::path& folder)
{
  if (folder.empty()) {
    return false;
  }
  const fs::path relative = resolved(path).lexically_relative(resolved(folder));
  return !relative.empty() && *relative.begin() != ".." && relative != ".";
}

// Why one of our files could not be written, with what to do about it.
tl::unexpected<std::string>
not_written(const std::string& error)
{
  return failure(error + " (leakgate's files go below Go's build cache: make room there, or set "
                         "GOCACHE to another folder)");
}

Result<void>
link_folder(const fs::path& target, const fs::path& link)
{
  std::error_code error;
  if (fs::read_symlink(link, error) == target && !error) {
    return {};
  }
  if (auto made = make_folder(link.parent_path()); !made) {
    return not_written(made.error());
  }
  // Made aside and renamed: another leakgate may be using the link right now.
  fs::path aside = link;
  aside += fmt::format(".{}.new", ::getpid());
  fs::remove(aside, error);
  fs::create_directory_symlink(target, aside, error);
  if (!error) {
    fs::rename(aside, link, error);
  }
  if (error) {
    return not_written(
        fmt::format("{}: cannot make link, got \"{}\"", link.string(), error.message()));
  }
  return {};
}

// The GOROOT whose files the overlay may name; a link when it is in the module cache.
Result<fs::path>
reachable_goroot(const Toolchain& toolchain, const fs::path& cache)
{
  if (!lies_below(toolchain.goroot, toolchain.mod_cache)) {
    return fs::path(toolchain.goroot);
  }
  std::string name = toolchain.version;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == ' ' || c == '/'; }, '_');
  const fs::path link = cache / "goroot" / name;
  if (auto made = link_folder(toolchain.goroot, link); !made) {
    return failure(made.error());
  }
  return link;
}

// Everything of ours: path below $GOROOT/src -> content. `sources` are the files that were read.
Result<std::map<std::string, std::string>>
our_files(const Toolchain& toolchain, std::vector<fs::path>& sources)
{
  const auto read = [&](const std::string& file) {
    sources.push_back(fs::path(toolchain.goroot) / "src" / file);
    return read_file(sources.back(), k_source_limit);
  };
  auto files = apply_insertions(probe_insertions(), read, toolchain.version);
  if (files) {
    files->emplace("container/ring/leakgate_early.go", probe_early());
    for (const EmbeddedFile& file : probe_files()) {
      files->emplace("testing/leakgate_" + std::string(file.name), file.content);
    }
  }
  return files;
}

std::string
content_hash(const std::map<std::string, std::string>& files)
{
  std::string framed;
  for (const auto& [path, content] : files) {
    framed += fmt::format("{} {}\n", path, content.size());
    framed += content;
  }
  return sha256_hex(framed);
}

Result<void>
write_when_other(const fs::path& path, std::string_view content)
{
  const auto present = read_regular_file(path, k_user_overlay_limit);
  return present && *present == content ? Result<void>() : write_file(path, content);
}

fs::path
absolute_in(const fs::path& path, const fs::path& directory)
{
  std::error_code ignored;
  return (fs::current_path(ignored) / directory / path).lexically_normal();
}

Result<nlohmann::json>
read_user_overlay(const fs::path& file)
{
  const auto text = read_file(file, k_user_overlay_limit);
  if (!text) {
    return failure(text.error() + " (it is the -overlay of your go test flags or GOFLAGS)");
  }
  auto json = nlohmann::json::parse(*text, nullptr, false);
  const auto replace = json.is_object() ? json.find("Replace") : json.end();
  if (!json.is_object() || (replace != json.end() && !replace->is_object())) {
    return failure(fmt::format("{}: not an overlay, got {} (expected {{\"Replace\": {{…}}}})",
                               file.string(), text::quoted(*text)));
  }
  // Moved, because copying is recursive and the file may be nested as deeply as it likes.
  return replace == json.end() ? nlohmann::json::object() : std::move(*replace);
}

Result<void>
merge_user_overlay(const fs::path& file, const fs::path& directory, Replacements& replacements)
{
  const fs::path path = absolute_in(file, directory);
  const auto entries = read_user_overlay(path);
  if (!entries) {
    return failure(entries.error());
  }
  for (const auto& [from, to] : entries->items()) {
    if (!to.is_string()) {
      return failure(fmt::format("{}: not a path for {}, got {} (expected a string)", path.string(),
                                 text::quoted(from), text::quoted(to.type_name())));
    }
    const auto& with = to.get_ref<const std::string&>();
    const std::string key = absolute_in(from, directory).string();
    const std::string value = with.empty() ? "" : absolute_in(with, directory).string();
    if (!replacements.emplace(key, value).second) {
      return failure(fmt::format("{}: replaces a file that leakgate changes itself, got {} (take "
                                 "that entry out of your -overlay)",
                                 path.string(), text::quoted(from, 300)));
    }
  }
  return {};
}

// The overlay of this probe for that Go, with no other: where its files and Go's are as they were
// when it was written, nothing has to be read.
KeptAnswer
kept_overlay(const Toolchain& toolchain, const fs::path& goroot, const fs::path& cache)
{
  const std::string key = fmt::format("{}\n{}\n{}\n{}", toolchain.version, toolchain.goroot,
                                      goroot.string(), probe_digest());
  return {cache / "overlay" / ("kept-" + sha256_hex(key).substr(0, 16)), key};
}

} // namespace

Result<Overlay>
write_overlay(const Toolchain& toolchain, const fs::path& cache,
              const std::optional<fs::path>& user_file, const fs::path& directory)
{
  const auto goroot = reachable_goroot(toolchain, cache);
  if (!goroot) {
    return failure(goroot.error());
  }
  const std::string link = *goroot != toolchain.goroot ? goroot->string() : "";
  const KeptAnswer kept = kept_overlay(toolchain, *goroot, cache);
  if (const auto known = user_file ? std::nullopt : kept.find()) {
    return Overlay{*known, link};
  }
  std::vector<fs::path> sources;
  const auto files = our_files(toolchain, sources);
  if (!files) {
    return failure(files.error());
  }
  const fs::path folder = cache / "overlay" / content_hash(*files).substr(0, 32);
  Replacements replacements;
  for (const auto& [path, content] : *files) {
    const fs::path copy = folder / fs::path(path).filename();
    if (auto written = write_when_other(copy, content); !written) {
      return not_written(written.error());
    }
    replacements.emplace((*goroot / "src" / path).string(), copy.string());
    sources.push_back(copy);
  }
  if (user_file) {
    if (auto merged = merge_user_overlay(*user_file, directory, replacements); !merged) {
      return failure(merged.error());
    }
  }
  const std::string json = nlohmann::json{{"Replace", replacements}}.dump(
      1, ' ', false, nlohmann::json::error_handler_t::replace);
  // Beside the files and not among what names the folder: another overlay of the
  // user's, or another path to GOROOT, does not move the files and so builds nothing new.
  Overlay overlay{folder / ("overlay-" + sha256_hex(json).substr(0, 16) + ".json"), link};
  if (auto written = write_when_other(overlay.file, json); !written) {
    return not_written(written.error());
  }
  if (!user_file) {
    sources.push_back(overlay.file);
    kept.keep(sources, overlay.file.string());
  }
  return overlay;
}

} // namespace leakgate
