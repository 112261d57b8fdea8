#include "rules/failures/build_failure.hpp"

#include "gate/base/text.hpp"
#include "gate/model/vet.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace leakgate::rules {

namespace {

// `example.com/app` of `# example.com/app [example.com/app.test]`; that of external tests is the
// same folder.
std::string
package_in(std::string_view header)
{
  header.remove_prefix(2);
  header = header.substr(0, header.find(' '));
  constexpr std::string_view k_external = "_test";
  if (header.ends_with(k_external)) {
    header.remove_suffix(k_external.size());
  }
  return std::string(header);
}

// `undefined: x` of `:5:2: undefined: x`.
std::string_view
behind_place(std::string_view rest)
{
  rest.remove_prefix(std::min(rest.find_first_not_of(":0123456789"), rest.size()));
  return text::trim(rest);
}

std::optional<OwnLine>
place_of(Mention mention, const std::string& of, OwnLines& lines)
{
  const std::size_t slash = mention.file.rfind('/');
  mention.file.remove_prefix(slash == std::string_view::npos ? 0 : slash + 1);
  return lines.in_package(mention, of);
}

} // namespace

Failure
failure_of_build(const PackageRun& package, OwnLines& lines)
{
  constexpr std::string_view k_vet = "vet: ";
  const std::string before = refused_by_vet(package) ? "go vet: " : "";
  std::string of = package.import_path;
  std::string_view words;
  for (std::string_view line : text::split(package.output, '\n')) {
    if (line.starts_with("# ")) {
      of = line.starts_with("# [") ? of : package_in(line);
      continue;
    }
    line.remove_prefix(line.starts_with(k_vet) ? k_vet.size() : 0);
    const auto mention = mention_at_start(line);
    if (mention && !behind_place(mention->rest).empty()) {
      return failure_at("", before + std::string(behind_place(mention->rest)),
                        place_of(*mention, of, lines));
    }
    const bool says = !text::trim(line).empty() && !line.starts_with("FAIL\t");
    words = words.empty() && says ? line : words;
  }
  return failure_at("", words, std::nullopt);
}

} // namespace leakgate::rules
