#include "rules/names/source_names.hpp"

#include "gate/base/module_path.hpp"
#include "gate/model/symbol_text.hpp"
#include "rules/names/symbol.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace leakgate::rules {

namespace {

// What follows `folder/` in `path`, or nothing when it is not below it.
std::optional<std::string_view>
below(std::string_view path, std::string_view folder)
{
  while (folder.ends_with('/')) {
    folder.remove_suffix(1);
  }
  if (folder.empty() || path.size() <= folder.size() + 1 || !path.starts_with(folder) ||
      path[folder.size()] != '/') {
    return std::nullopt;
  }
  return path.substr(folder.size() + 1);
}

std::string_view
folder_of(std::string_view path)
{
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string
joined(std::string_view folder, std::string_view rest)
{
  if (folder.empty() || rest.empty()) {
    return std::string(folder.empty() ? rest : folder);
  }
  return std::string(folder) + "/" + std::string(rest);
}

SourceFile
standard_file(std::string_view rest)
{
  return {"$GOROOT/src/" + std::string(rest), std::string(folder_of(rest)), true, false};
}

// `github.com/BurntSushi/toml@v1.3.2/internal` -> `github.com/BurntSushi/toml/internal`.
std::string
without_version(std::string_view folder)
{
  std::string out;
  for (std::size_t i = 0; i < folder.size(); ++i) {
    if (folder[i] != '@') {
      out += folder[i];
      continue;
    }
    i = std::min(folder.find('/', i), folder.size());
    if (i < folder.size()) {
      out += '/';
    }
  }
  return out;
}

// A file of a main module, relative to the base or to the folder of the first one: a second
// module of a workspace is `tools/x.go` when it lies inside and `../b/x.go` beside it.
SourceFile
module_file(const SourceRoots& roots, const SourceRoots::Module& module, std::string_view rest)
{
  constexpr std::string_view k_vendor = "vendor/";
  std::string shown(rest);
  const std::string& root = roots.base.empty() ? roots.modules.front().dir : roots.base;
  if (module.dir != root) {
    const std::filesystem::path whole = std::filesystem::path(module.dir) / rest;
    const std::filesystem::path relative = whole.lexically_relative(root);
    shown = (relative.empty() ? whole : relative).generic_string();
  }
  if (rest.starts_with(k_vendor)) {
    return {shown, std::string(folder_of(rest.substr(k_vendor.size()))), false, false};
  }
  return {shown, joined(module.path, folder_of(rest)), false, false};
}

// The longest match wins: modules of a workspace may lie inside of one another.
template <typename Member>
std::optional<SourceFile>
in_modules(const SourceRoots& roots, std::string_view printed, Member member)
{
  const SourceRoots::Module* best = nullptr;
  for (const SourceRoots::Module& module : roots.modules) {
    if (below(printed, module.*member) &&
        (best == nullptr || (module.*member).size() > (best->*member).size())) {
      best = &module;
    }
  }
  if (best == nullptr) {
    return std::nullopt;
  }
  return module_file(roots, *best, *below(printed, best->*member));
}

std::optional<SourceFile>
in_goroot(const SourceRoots& roots, std::string_view printed)
{
  for (const std::string& goroot : roots.goroots) {
    if (const auto rest = below(printed, joined(goroot, "src"))) {
      return standard_file(*rest);
    }
  }
  // A toolchain that Go downloaded lies in a module cache, perhaps another one.
  constexpr std::string_view k_toolchain = "/golang.org/toolchain@";
  if (const std::size_t at = printed.find(k_toolchain); at != std::string_view::npos) {
    if (const std::size_t src = printed.find("/src/", at); src != std::string_view::npos) {
      return standard_file(printed.substr(src + 5));
    }
  }
  return std::nullopt;
}

// `-trimpath`: import path and file name, for a dependency with its version.
SourceFile
trimmed_file(std::string_view printed)
{
  const std::string_view folder = folder_of(printed);
  const std::string_view first = folder.substr(0, std::min(folder.find('/'), folder.size()));
  if (!folder.empty() && first.find_first_of(".@$") == std::string_view::npos) {
    return standard_file(printed);
  }
  return {std::string(printed), without_version(folder), false, false};
}

} // namespace

SourceFile
SourceNames::describe(std::string_view printed) const
{
  if (printed.empty()) {
    return {};
  }
  if (!printed.starts_with('/')) {
    if (auto found = in_modules(m_roots, printed, &SourceRoots::Module::path)) {
      return *found;
    }
    return trimmed_file(printed);
  }
  if (auto found = in_goroot(m_roots, printed)) {
    return *found;
  }
  if (auto found = in_modules(m_roots, printed, &SourceRoots::Module::dir)) {
    return *found;
  }
  if (const auto rest = below(printed, m_roots.mod_cache)) {
    std::string shown = unescaped_module_path(*rest);
    std::string package = without_version(folder_of(shown));
    return {std::move(shown), std::move(package), false, false};
  }
  return {std::string(printed), {}, false, false};
}

const SourceFile&
SourceNames::file(Name printed)
{
  const auto found = m_files.find(printed);
  if (found != m_files.end()) {
    return found->second;
  }
  SourceFile file = describe(printed.view());
  file.test = file.shown.ends_with("_test.go");
  return m_files.emplace(printed, std::move(file)).first->second;
}

// The whole path of a file that a directive names from the folder of its package, if that
// belongs to a main module. Empty for all else, also for what -trimpath prints.
std::string
SourceNames::beside_package(const Frame& frame) const
{
  const std::string_view printed = frame.file.view();
  std::string package = unescaped_symbol(split_symbol(frame.function.view()).package);
  if (package.ends_with("_test")) {
    package.resize(package.size() - std::string_view("_test").size());
  }
  for (const SourceRoots::Module& module : m_roots.modules) {
    const auto rest =
        package == module.path ? std::optional<std::string_view>("") : below(package, module.path);
    if (rest && !below(printed, module.path)) {
      return (std::filesystem::path(module.dir) / *rest / printed).lexically_normal().string();
    }
  }
  return {};
}

const SourceFile&
SourceNames::file(const Frame& frame)
{
  const std::string_view printed = frame.file.view();
  if (printed.empty() || printed.starts_with('/') || printed.starts_with('<')) {
    return file(frame.file);
  }
  const auto [entry, added] = m_directives.try_emplace({frame.function, frame.file}, frame.file);
  if (added) {
    if (const std::string whole = beside_package(frame); !whole.empty()) {
      entry->second = Name(whole);
    }
  }
  return file(entry->second);
}

void
SourceNames::rename_files(std::span<Frame> frames)
{
  for (Frame& frame : frames) {
    if (const std::string& shown = file(frame).shown; !shown.empty()) {
      frame.file = Name(shown);
    }
  }
}

Place
SourceNames::place(const Frame& frame)
{
  return {frame.function.str(), file(frame).shown, frame.line};
}

bool
SourceNames::is_standard(const Frame& frame)
{
  if (!frame.file.empty()) {
    return file(frame).standard;
  }
  const std::string_view package = split_symbol(frame.function.view()).package;
  const auto ours = [&](const SourceRoots::Module& module) {
    return package == symbol_package(module.path) || below(package, module.path).has_value();
  };
  return package != "main" &&
         package.substr(0, std::min(package.find('/'), package.size())).find('.') ==
             std::string_view::npos &&
         package.find("%2e") == std::string_view::npos &&
         std::ranges::none_of(m_roots.modules, ours);
}

Name
SourceNames::canonical(const Frame& frame)
{
  const auto [entry, added] = m_canonical.try_emplace({frame.function, frame.file});
  if (added) {
    entry->second = canonical_function(frame.function.view(), file(frame).package);
  }
  return entry->second;
}

} // namespace leakgate::rules
