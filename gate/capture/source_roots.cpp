#include "gate/capture/source_roots.hpp"

#include "gate/base/process.hpp"
#include "gate/base/text.hpp"

namespace leakgate {

Result<SourceRoots>
find_source_roots(const Toolchain& toolchain, const std::string& directory)
{
  const auto listed = capture_process(
      {{toolchain.goroot + "/bin/go", "list", "-m", "-f", "{{.Path}}\t{{.Dir}}"}, directory, {}});
  if (!listed) {
    return failure(listed.error());
  }
  if (!listed->status.ok()) {
    return failure("go list -m: failed, got " + text::quoted(text::trim(listed->err), 300));
  }
  SourceRoots roots;
  for (const std::string_view line : text::split(text::trim(listed->out), '\n')) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string_view::npos) {
      roots.modules.push_back(
          {std::string(line.substr(0, tab)), std::string(line.substr(tab + 1))});
    }
  }
  roots.goroots = {toolchain.goroot};
  roots.mod_cache = toolchain.mod_cache;
  return roots;
}

} // namespace leakgate
