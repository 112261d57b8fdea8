#include "reporters/short_file.hpp"

#include "gate/base/module_path.hpp"

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
  return below(roots.mod_cache) ? unescaped_module_path(file.substr(roots.mod_cache.size() + 1))
                                : std::string(file);
}

} // namespace leakgate
