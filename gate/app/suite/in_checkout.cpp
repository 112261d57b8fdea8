#include "gate/app/suite/in_checkout.hpp"

#include "gate/base/file.hpp"
#include "gate/base/text.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t k_largest_file = 8 << 20;

bool
is_of(const std::string& module, const std::string& package)
{
  return package == module || package.starts_with(module + "/");
}

bool
is_module_here(const std::string& module)
{
  const auto content = read_regular_file("go.mod", k_largest_file, Links::follow);
  const auto lines = content ? text::split(*content, '\n') : std::vector<std::string_view>();
  return std::ranges::any_of(lines, [&](std::string_view line) {
    return line.starts_with("module ") && text::trim(line.substr(7)) == module;
  });
}

std::optional<fs::path>
folder_of(const SourceRoots& roots, const std::string& package)
{
  const SourceRoots::Module* found = nullptr;
  for (const SourceRoots::Module& module : roots.modules) {
    const bool closer = found == nullptr || module.path.size() > found->path.size();
    found = closer && is_of(module.path, package) ? &module : found;
  }
  if (found == nullptr) {
    return std::nullopt;
  }
  std::error_code ignored;
  const bool there = fs::is_directory(found->dir, ignored);
  if (!there && !is_module_here(found->path)) {
    return std::nullopt;
  }
  const std::string rest = package.substr(std::min(package.size(), found->path.size() + 1));
  return (there ? fs::path(found->dir) : fs::path(".")) / rest;
}

bool
has_function(const fs::path& file, const std::string& name)
{
  const auto content = read_regular_file(file, k_largest_file, Links::follow);
  const std::string start = "func " + name + "(";
  return content && (content->starts_with(start) || content->find("\n" + start) != content->npos);
}

} // namespace

bool
is_in_checkout(const SourceRoots& roots, const std::string& package, const std::string& test)
{
  const auto folder = folder_of(roots, package);
  if (!folder) {
    return true;
  }
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(*folder, error)) {
    const std::string name = entry.path().filename().string();
    if (test.empty() ? name.ends_with(".go")
                     : name.ends_with("_test.go") && has_function(entry.path(), test)) {
      return true;
    }
  }
  return false;
}

} // namespace leakgate
