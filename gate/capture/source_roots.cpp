#include "gate/capture/source_roots.hpp"

#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"
#include "gate/capture/go_flags.hpp"

namespace leakgate {

namespace {

// Of GOFLAGS only what decides about modules: -json, for one, changes what go list prints.
std::string
module_flags(const std::string& goflags)
{
  std::string kept;
  const auto words = split_goflags(goflags);
  for (const std::string& word : words.value_or(std::vector<std::string>())) {
    if (word.starts_with("-mod=") || word.starts_with("-modfile=")) {
      kept += "'" + word + "' ";
    }
  }
  return kept;
}

} // namespace

Result<SourceRoots>
find_source_roots(const Toolchain& toolchain, const std::string& directory,
                  const ProcessRunner& run)
{
  const auto listed =
      capture_process({{toolchain.goroot + "/bin/go", "list", "-m", "-f", "{{.Path}}\t{{.Dir}}"},
                       directory,
                       {{"GOFLAGS", module_flags(toolchain.go_flags)}}},
                      run);
  if (!listed) {
    return failure(listed.error());
  }
  if (!listed->status.ok()) {
    return failure("go list -m: failed, got " + text::quoted(text::trim(listed->err), 300) +
                   " (run it in the folder to see why)");
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
