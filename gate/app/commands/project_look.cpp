#include "gate/app/commands/project_look.hpp"

#include "gate/app/line/config_file.hpp"
#include "gate/base/file.hpp"
#include "gate/base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <system_error>
#include <tuple>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t k_most_bytes = 1U << 20;
constexpr int k_most_files = 20'000;
constexpr int k_deepest = 8;

bool
is_ci(std::string_view path)
{
  constexpr std::string_view k_files[] = {
      ".gitlab-ci.yml",       ".travis.yml", "azure-pipelines.yml",     "Jenkinsfile",
      ".circleci/config.yml", ".drone.yml",  "bitbucket-pipelines.yml", ".buildkite/pipeline.yml"};
  const bool yaml = path.ends_with(".yml") || path.ends_with(".yaml");
  return std::ranges::find(k_files, path) != std::end(k_files) ||
         (yaml && (path.starts_with(".github/workflows/") || path.starts_with(".gitlab/")));
}

bool
is_script(std::string_view path)
{
  constexpr std::string_view k_files[] = {"Makefile",     "makefile",      "GNUmakefile",
                                          "Taskfile.yml", "Taskfile.yaml", "magefile.go",
                                          "justfile",     "Justfile"};
  return std::ranges::find(k_files, path) != std::end(k_files);
}

// Folders that hold other people's code, or data.
bool
is_foreign(std::string_view name)
{
  return name == "vendor" || name == "node_modules" || name == "testdata" || name == ".git" ||
         (name.starts_with('_') && name.size() > 1);
}

void
add_lines(std::vector<GoTestLine>& to, const std::string& file, std::string_view content)
{
  int number = 0;
  for (const std::string_view line : text::split(content, '\n')) {
    ++number;
    const std::string_view words = text::trim(line);
    if (words.find("go test") != std::string_view::npos && !words.starts_with('#') &&
        !words.starts_with("//")) {
      to.push_back({file, number, text::printable(words.substr(0, 100))});
    }
  }
}

void
look_at(ProjectLook& look, const fs::path& path, const std::string& name)
{
  const bool ci = is_ci(name);
  const bool go = name.ends_with("_test.go");
  if (path.filename() == "go.mod") {
    const std::string folder = fs::path(name).parent_path().generic_string();
    look.modules.push_back(folder.empty() ? "." : folder);
  }
  look.workspace = look.workspace || name == "go.work";
  look.github = look.github || (ci && name.starts_with(".github/"));
  look.gitlab = look.gitlab || name == ".gitlab-ci.yml";
  if (!ci && !go && !is_script(name)) {
    return;
  }
  const auto content = read_regular_file(path, k_most_bytes);
  if (!content) {
    return;
  }
  if (go) {
    look.goleak += content->find("\"go.uber.org/goleak\"") != std::string::npos ? 1 : 0;
  } else {
    add_lines(ci ? look.ci : look.scripts, name, *content);
  }
}

} // namespace

ProjectLook
look_at_project(const fs::path& start)
{
  std::error_code error;
  ProjectLook look;
  const auto git = find_upward(fs::absolute(start, error), ".git");
  look.root = git ? git->parent_path() : fs::absolute(start, error);
  int left = k_most_files;
  fs::recursive_directory_iterator files(look.root, fs::directory_options::skip_permission_denied,
                                         error);
  for (; !error && files != fs::recursive_directory_iterator() && left > 0;
       files.increment(error), --left) {
    std::error_code ignored;
    const fs::path& path = files->path();
    if (files->is_directory(ignored)) {
      if (is_foreign(path.filename().string()) || files.depth() >= k_deepest) {
        files.disable_recursion_pending();
      }
    } else if (files->is_regular_file(ignored)) {
      look_at(look, path, path.lexically_relative(look.root).generic_string());
    }
  }
  std::ranges::sort(look.modules);
  const auto by_place = [](const GoTestLine& a, const GoTestLine& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  };
  std::ranges::sort(look.ci, by_place);
  std::ranges::sort(look.scripts, by_place);
  return look;
}

} // namespace leakgate
