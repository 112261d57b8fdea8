#include "reporters/wording/short_file.hpp"

namespace leakgate {

std::string
short_file(std::string_view file, const SourceRoots& roots)
{
  const auto below = [&](const std::string& folder) {
    return !folder.empty() && file.size() > folder.size() + 1 && file.starts_with(folder) &&
           file[folder.size()] == '/';
  };
  for (const SourceRoots::Module& module : roots.modules) {
    if (below(module.dir)) {
      return std::string(file.substr(module.dir.size() + 1));
    }
  }
  for (const std::string& goroot : roots.goroots) {
    if (below(goroot)) {
      return "$GOROOT" + std::string(file.substr(goroot.size()));
    }
  }
  return std::string(below(roots.mod_cache) ? file.substr(roots.mod_cache.size() + 1) : file);
}

} // namespace leakgate
