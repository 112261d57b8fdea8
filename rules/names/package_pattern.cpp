#include "rules/names/package_pattern.hpp"

#include <filesystem>
#include <string>

namespace leakgate::rules {

namespace {

constexpr std::string_view k_dots = "...";

// Every run of dots takes as little as it can; only the last piece must reach the end.
bool
dots_match(std::string_view pattern, std::string_view input)
{
  std::size_t dots = pattern.find(k_dots);
  if (dots == std::string_view::npos) {
    return pattern == input;
  }
  if (!input.starts_with(pattern.substr(0, dots))) {
    return false;
  }
  input.remove_prefix(dots);
  pattern.remove_prefix(dots + k_dots.size());
  while ((dots = pattern.find(k_dots)) != std::string_view::npos) {
    const std::string_view piece = pattern.substr(0, dots);
    const std::size_t found = input.find(piece);
    if (found == std::string_view::npos) {
      return false;
    }
    input.remove_prefix(found + piece.size());
    pattern.remove_prefix(dots + k_dots.size());
  }
  return input.ends_with(pattern);
}

// Source: pkgpattern.MatchPattern of the go command (cmd/internal/pkgpattern).
bool
go_match(std::string_view pattern, std::string_view input)
{
  constexpr std::string_view k_below = "/...";
  return dots_match(pattern, input) ||
         (pattern.ends_with(k_below) &&
          dots_match(pattern.substr(0, pattern.size() - k_below.size()), input));
}

bool
is_local(std::string_view pattern)
{
  return pattern == "." || pattern == ".." || pattern.starts_with("./") ||
         pattern.starts_with("../");
}

bool
is_below(std::string_view path, std::string_view top)
{
  return path == top ||
         (path.size() > top.size() && path.starts_with(top) && path[top.size()] == '/');
}

std::string
normal(const std::filesystem::path& path)
{
  std::string out = path.lexically_normal().generic_string();
  while (out.size() > 1 && out.ends_with('/')) {
    out.pop_back();
  }
  return out;
}

// The folder of a package of a main module; empty for any other. The longest module path
// counts: modules of a workspace may lie inside of one another.
std::string
folder_of_package(std::string_view import_path, const SourceRoots& roots)
{
  const SourceRoots::Module* best = nullptr;
  for (const SourceRoots::Module& module : roots.modules) {
    if (is_below(import_path, module.path) &&
        (best == nullptr || module.path.size() > best->path.size())) {
      best = &module;
    }
  }
  if (best == nullptr) {
    return {};
  }
  return normal(best->dir + std::string(import_path.substr(best->path.size())));
}

} // namespace

bool
package_matches(std::string_view pattern, std::string_view import_path, const SourceRoots& roots,
                std::string_view config_dir)
{
  if (pattern.empty()) {
    return true;
  }
  if (!is_local(pattern)) {
    // As a symbol spells the dots of its last element, from which the path may be copied.
    std::string written(pattern);
    for (std::size_t at = written.find("%2e"); at != std::string::npos; at = written.find("%2e")) {
      written.replace(at, 3, ".");
    }
    return go_match(written, import_path);
  }
  const std::string folder = folder_of_package(import_path, roots);
  return !folder.empty() && go_match(normal(std::filesystem::path(config_dir) / pattern), folder);
}

} // namespace leakgate::rules
