#include "reporters/wording/repository_path.hpp"

#include "reporters/wording/finding_text.hpp"

#include <filesystem>

namespace leakgate {

std::optional<std::string>
repository_path(const Place& place, const SourceRoots& roots)
{
  // Only names are computed: no file is looked at.
  namespace fs = std::filesystem;
  if (place.file.empty() || !finding_text::in_module(place)) {
    return std::nullopt;
  }
  if (roots.modules.empty()) {
    return place.file;
  }
  const fs::path module = roots.modules.front().dir;
  const fs::path root = roots.repository.empty() ? module : fs::path(roots.repository);
  const fs::path base = roots.base.empty() ? module : fs::path(roots.base);
  const std::string path =
      (base / place.file).lexically_normal().lexically_relative(root).generic_string();
  if (path.empty() || path == ".." || path.starts_with("../")) {
    return std::nullopt;
  }
  return path;
}

} // namespace leakgate
