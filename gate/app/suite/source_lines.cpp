#include "gate/app/suite/source_lines.hpp"

#include "gate/app/line/config_file.hpp"
#include "gate/base/file.hpp"
#include "gate/base/module_path.hpp"
#include "gate/base/text.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <system_error>
#include <vector>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t k_largest_source = 8 << 20;
constexpr std::string_view k_goroot = "$GOROOT/";

std::vector<fs::path>
candidates(const SourceRoots& roots, const std::string& file)
{
  std::vector<fs::path> paths;
  if (file.starts_with(k_goroot)) {
    for (const std::string& root : roots.goroots) {
      paths.push_back(fs::path(root) / file.substr(k_goroot.size()));
    }
    return paths;
  }
  if (!roots.base.empty()) {
    paths.push_back((fs::path(roots.base) / file).lexically_normal());
  }
  for (const SourceRoots::Module& module : roots.modules) {
    paths.push_back(fs::path(module.dir) / file);
  }
  if (!roots.mod_cache.empty()) {
    paths.push_back(fs::path(roots.mod_cache) / escaped_module_path(file));
  }
  return paths;
}

// What the go command compiles beside Go: its errors name lines of these files.
bool
is_compiled(const fs::path& file)
{
  constexpr std::array<std::string_view, 14> k_extensions = {".go",  ".c",  ".h",   ".cc",  ".cpp",
                                                             ".cxx", ".hh", ".hpp", ".hxx", ".m",
                                                             ".s",   ".S",  ".sx",  ".f"};
  return std::ranges::find(k_extensions, file.extension().string()) != k_extensions.end();
}

// A name may lead anywhere (`//line` directives, links in the checkout): what is read
// must be source below one of the roots.
bool
is_source(const SourceRoots& roots, const fs::path& candidate)
{
  const auto below = [&](const std::string& root) {
    return !root.empty() && is_inside(root, candidate);
  };
  std::error_code error;
  return fs::is_regular_file(candidate, error) && is_compiled(fs::canonical(candidate, error)) &&
         (std::ranges::any_of(roots.goroots, below) || below(roots.mod_cache) ||
          std::ranges::any_of(roots.modules, below, &SourceRoots::Module::dir));
}

class SourceReader
{
public:
  explicit SourceReader(SourceRoots roots) : m_roots(std::move(roots)) {}

  std::string
  line(const std::string& file, int number)
  {
    const std::vector<std::string>& lines = lines_of(file);
    if (number < 1 || static_cast<std::size_t>(number) > lines.size()) {
      return "";
    }
    return lines[static_cast<std::size_t>(number) - 1];
  }

private:
  const std::vector<std::string>&
  lines_of(const std::string& file)
  {
    const auto [entry, is_new] = m_files.try_emplace(file);
    if (!is_new || file.empty() || fs::path(file).is_absolute()) {
      return entry->second;
    }
    for (const fs::path& candidate : candidates(m_roots, file)) {
      if (!is_source(m_roots, candidate)) {
        continue;
      }
      if (const auto content = read_regular_file(candidate, k_largest_source, Links::follow)) {
        for (const std::string_view line : text::split(*content, '\n')) {
          entry->second.emplace_back(line);
        }
        break;
      }
    }
    return entry->second;
  }

  SourceRoots m_roots;
  std::map<std::string, std::vector<std::string>> m_files;
};

} // namespace

std::filesystem::path
source_path(const SourceRoots& roots, const std::string& file)
{
  if (file.empty() || fs::path(file).is_absolute()) {
    return {};
  }
  const std::vector<fs::path> paths = candidates(roots, file);
  const auto found = std::ranges::find_if(
      paths, [&](const fs::path& candidate) { return is_source(roots, candidate); });
  return found == paths.end() ? fs::path() : *found;
}

std::function<std::string(const std::string&, int)>
make_source_reader(const SourceRoots& roots)
{
  auto reader = std::make_shared<SourceReader>(roots);
  return [reader](const std::string& file, int line) { return reader->line(file, line); };
}

} // namespace leakgate
