#include "gate/app/source_lines.hpp"

#include "gate/app/config_file.hpp"
#include "gate/base/file.hpp"
#include "gate/base/text.hpp"

#include <algorithm>
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
  [[nodiscard]] std::vector<fs::path>
  candidates(const std::string& file) const
  {
    std::vector<fs::path> paths;
    if (file.starts_with(k_goroot)) {
      for (const std::string& root : m_roots.goroots) {
        paths.push_back(fs::path(root) / file.substr(k_goroot.size()));
      }
      return paths;
    }
    if (!m_roots.base.empty()) {
      paths.push_back((fs::path(m_roots.base) / file).lexically_normal());
    }
    for (const SourceRoots::Module& module : m_roots.modules) {
      paths.push_back(fs::path(module.dir) / file);
    }
    if (!m_roots.mod_cache.empty()) {
      paths.push_back(fs::path(m_roots.mod_cache) / file);
    }
    return paths;
  }

  // A name may lead anywhere (`//line` directives, links in the checkout): what is shown
  // must be Go source below one of the roots.
  [[nodiscard]] bool
  is_source(const fs::path& candidate) const
  {
    const auto below = [&](const std::string& root) {
      return !root.empty() && is_inside(root, candidate);
    };
    std::error_code error;
    return fs::canonical(candidate, error).extension() == ".go" &&
           (std::ranges::any_of(m_roots.goroots, below) || below(m_roots.mod_cache) ||
            std::ranges::any_of(m_roots.modules, below, &SourceRoots::Module::dir));
  }

  const std::vector<std::string>&
  lines_of(const std::string& file)
  {
    const auto [entry, is_new] = m_files.try_emplace(file);
    if (!is_new || file.empty() || fs::path(file).is_absolute()) {
      return entry->second;
    }
    for (const fs::path& candidate : candidates(file)) {
      std::error_code error;
      if (!fs::is_regular_file(candidate, error) || !is_source(candidate)) {
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

std::function<std::string(const std::string&, int)>
make_source_reader(const SourceRoots& roots)
{
  auto reader = std::make_shared<SourceReader>(roots);
  return [reader](const std::string& file, int line) { return reader->line(file, line); };
}

} // namespace leakgate
