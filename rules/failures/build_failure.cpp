#include "gate/base/number.hpp"
#include "gate/base/text.hpp"
#include "gate/model/vet.hpp"
#include "rules/failures/kinds.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace leakgate::rules {

namespace {

// `example.com/app` of `# example.com/app [example.com/app.test]`; external tests are said to be of
// `example.com/app_test`, which is the same folder, where it is no package of that name.
std::string
package_in(std::string_view header, std::string_view tested)
{
  constexpr std::string_view k_external = "_test";
  constexpr std::string_view k_binary = ".test]";
  header.remove_prefix(2);
  const std::string_view name = header.substr(0, header.find(' '));
  if (const std::size_t bracket = header.find('[');
      bracket != std::string_view::npos && header.ends_with(k_binary)) {
    tested = header.substr(bracket + 1, header.size() - bracket - 1 - k_binary.size());
  }
  const bool external =
      name.ends_with(k_external) && name.substr(0, name.size() - k_external.size()) == tested;
  return std::string(external ? tested : name);
}

// `undefined: x` of `:5:2: undefined: x`.
std::string_view
behind_place(std::string_view rest)
{
  rest.remove_prefix(std::min(rest.find_first_not_of(":0123456789"), rest.size()));
  return text::trim(rest);
}

// `x.c`, 1 and `:18: error: …` of `x.c:1:18: error: …`: of C, assembly or what `//line` names.
std::optional<Mention>
mention_of_other_file(std::string_view line)
{
  const std::size_t colon = line.find(':');
  Mention mention{line.substr(0, colon), 0, {}};
  if (colon == std::string_view::npos || mention.file.find(' ') != std::string_view::npos ||
      mention.file.find('.') == std::string_view::npos) {
    return std::nullopt;
  }
  mention.rest = line.substr(colon + 1);
  mention.line = take_number<int>(mention.rest).value_or(0);
  return mention.line < 1 ? std::nullopt : std::optional(mention);
}

// What a C compiler says beside its errors: warnings, notes, and from where a file was included.
bool
is_error(const Mention& mention)
{
  constexpr std::array<std::string_view, 4> k_beside = {"warning:", "note:", ",", "from "};
  const std::string_view words = behind_place(mention.rest);
  return !words.empty() && std::ranges::none_of(k_beside, [&](std::string_view each) {
    return words.starts_with(each);
  });
}

std::string_view
last_part(std::string_view path)
{
  return path.substr(path.rfind('/') + 1);
}

std::optional<OwnLine>
place_of(Mention mention, const std::string& of, OwnLines& lines)
{
  const std::size_t slash = mention.file.rfind('/');
  if (slash == std::string_view::npos) {
    return lines.in_package(mention, of);
  }
  // A C compiler names headers in folders below the package, too.
  const bool in_folder =
      mention.file.ends_with(".go") || last_part(mention.file.substr(0, slash)) == last_part(of);
  mention.file.remove_prefix(slash + 1);
  return in_folder ? lines.in_package(mention, of) : std::nullopt;
}

// What says more than the lines above it: how the linker was called, or who imports whom.
std::string_view
telling(std::string_view line)
{
  constexpr std::string_view k_undefined = "undefined reference to ";
  constexpr std::string_view k_cycle = ": import cycle not allowed";
  const std::size_t undefined = line.find(k_undefined);
  if (undefined != std::string_view::npos) {
    return line.substr(undefined);
  }
  return line.ends_with(k_cycle) ? line : std::string_view();
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
      of = line.starts_with("# [") ? of : package_in(line, package.import_path);
      continue;
    }
    line.remove_prefix(line.starts_with(k_vet) ? k_vet.size() : 0);
    auto mention = mention_at_start(line);
    mention = mention ? mention : mention_of_other_file(line);
    if (mention && is_error(*mention)) {
      return failure_at("", before + std::string(behind_place(mention->rest)),
                        place_of(*mention, of, lines));
    }
    if (mention) {
      continue;
    }
    if (const std::string_view best = telling(line); !best.empty()) {
      return failure_at("", best, std::nullopt);
    }
    const bool says = !text::trim(line).empty() && !line.starts_with("FAIL\t");
    words = words.empty() && says ? line : words;
  }
  return failure_at("", words, std::nullopt);
}

} // namespace leakgate::rules
