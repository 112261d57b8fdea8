#include "reporters/wording/ci_place.hpp"

#include "reporters/wording/repository_path.hpp"

namespace leakgate {

std::optional<CiPlace>
ci_place(const Place& place, const SourceRoots& roots)
{
  const std::optional<std::string> path = repository_path(place, roots);
  return path ? std::optional(CiPlace{*path, place.line, place.file}) : std::nullopt;
}

CiPlace
ci_module_place(const SourceRoots& roots)
{
  const Place module{"", "go.mod", 1};
  return {repository_path(module, roots).value_or(module.file), module.line, module.file};
}

std::vector<CiPlace>
ci_places(const Finding& finding, const SourceRoots& roots)
{
  std::vector<CiPlace> out;
  const auto add = [&](const Place& place) {
    if (std::optional<CiPlace> known = ci_place(place, roots)) {
      out.push_back(std::move(*known));
    }
  };
  add(finding.at);
  add(finding.started);
  add(finding.blocked);
  for (const StackVariant& variant : finding.variants) {
    add(variant.blocked);
  }
  if (out.empty()) {
    out.push_back(ci_module_place(roots));
  }
  return out;
}

} // namespace leakgate
