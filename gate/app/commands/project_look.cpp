#include "gate/app/commands/project_look.hpp"

#include "gate/app/line/config_file.hpp"
#include "gate/base/file.hpp"
#include "gate/base/number.hpp"
#include "gate/base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <tuple>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t k_most_bytes = 1U << 20;
constexpr int k_most_files = 20'000;
constexpr int k_deepest = 8;
constexpr int k_oldest_go_minor = 24; // as gate/capture/toolchain says when it meets an older one

bool
is_ci(std::string_view path)
{
  constexpr std::string_view k_files[] = {
      ".gitlab-ci.yml", ".travis.yml",  "azure-pipelines.yml",     "Jenkinsfile",
      ".drone.yml",     ".cirrus.yml",  "bitbucket-pipelines.yml", ".woodpecker.yml",
      "appveyor.yml",   ".appveyor.yml"};
  constexpr std::string_view k_folders[] = {
      ".github/workflows/", ".github/actions/",    ".gitlab/",          ".circleci/",
      ".buildkite/",        ".forgejo/workflows/", ".gitea/workflows/", ".woodpecker/"};
  const bool yaml = path.ends_with(".yml") || path.ends_with(".yaml");
  const auto is_below = [&](std::string_view folder) { return path.starts_with(folder); };
  return std::ranges::find(k_files, path) != std::end(k_files) ||
         (yaml && std::ranges::any_of(k_folders, is_below));
}

bool
is_script(std::string_view path)
{
  constexpr std::string_view k_files[] = {"Makefile",     "makefile",      "GNUmakefile",
                                          "Taskfile.yml", "Taskfile.yaml", "magefile.go",
                                          "justfile",     "Justfile"};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return std::ranges::find(k_files, name) != std::end(k_files) || name.ends_with(".sh") ||
         name.ends_with(".mk") || (path.starts_with("magefiles/") && name.ends_with(".go"));
}

// Folders that hold other people's code, or data.
bool
is_foreign(std::string_view name)
{
  return name == "vendor" || name == "node_modules" || name == "testdata" || name == ".git" ||
         (name.starts_with('_') && name.size() > 1);
}

// What a shell, a Makefile or a call in Go (`sh.Run("go", "test")`) takes as words.
std::vector<std::string_view>
words_of(std::string_view line)
{
  constexpr std::string_view k_between = " \t\"'`,";
  std::vector<std::string_view> words;
  for (std::size_t at = line.find_first_not_of(k_between); at != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(k_between, at), line.size());
    words.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(k_between, end);
  }
  return words;
}

// `$(GO)`, `${GOCMD}`, `{{.GO}}`: the name of the variable; empty for what is none.
std::string_view
variable_in(std::string_view word)
{
  const std::size_t start = word.find_first_not_of("@-${(.");
  const bool is_one = start != std::string_view::npos && start > 0 &&
                      word.substr(0, start).find_first_of("${") != std::string_view::npos;
  const std::size_t end = is_one ? std::min(word.find_first_of("})", start), word.size()) : 0;
  return is_one ? word.substr(start, end - start) : std::string_view();
}

// Without the folder it lies in, and what Make takes for itself.
std::string_view
program_in(std::string_view word)
{
  word.remove_prefix(std::min(word.find_first_not_of("@-("), word.size()));
  return word.substr(word.rfind('/') + 1);
}

bool
is_one_of(std::string_view word, std::initializer_list<std::string_view> words)
{
  return std::ranges::find(words, word) != words.end();
}

// A target of make, a task of task, mage or just: `test`, `test:unit`, `integrationTest`, `check`.
bool
names_tests(std::string_view word)
{
  return word == "check" || text::lower(word).find("test") != std::string::npos;
}

enum class Runs { nothing, go_test, something };

Runs
what_runs(const std::vector<std::string_view>& words)
{
  bool by_runner = false; // words of make, task, mage or just follow
  bool only_said = false; // words of echo
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view program = program_in(words[i]);
    const std::string_view variable = variable_in(words[i]);
    const bool test_follows = i + 1 < words.size() && words[i + 1] == "test";
    const bool goes_on = words[i].find_first_of(";&|") == std::string_view::npos;
    only_said = program == "echo" || (only_said && goes_on);
    if (only_said) {
      continue;
    }
    if (program == "go" && test_follows) {
      return Runs::go_test;
    }
    if ((variable.starts_with("GO") && test_follows) ||
        is_one_of(variable, {"GOTEST", "GO_TEST"}) || is_one_of(program, {"gotestsum", "ginkgo"}) ||
        (by_runner && names_tests(words[i]))) {
      return Runs::something;
    }
    by_runner = is_one_of(program, {"make", "gmake", "task", "go-task", "mage", "just"}) ||
                (by_runner && goes_on && words[i].find_first_of("#=") == std::string_view::npos);
  }
  return Runs::nothing;
}

// The oldest release that the line names, 22 of `[1.22.x, stable]`; 0 where it names none.
int
oldest_minor(std::string_view line)
{
  constexpr std::string_view k_digits = "0123456789.";
  int oldest = 0;
  for (std::size_t at = line.find("1."); at != line.npos; at = line.find("1.", at + 1)) {
    const bool starts = at == 0 || k_digits.find(line[at - 1]) == k_digits.npos;
    std::string_view rest = line.substr(at + 2);
    if (const auto minor = take_number<int>(rest); starts && minor) {
      oldest = oldest == 0 ? *minor : std::min(oldest, *minor);
    }
  }
  return oldest;
}

// `go-version:`, `GO_VERSION:`, `go:`, `image: golang:1.22`.
bool
is_about_go(std::string_view line)
{
  const std::string lower = text::lower(line);
  for (const std::string_view key : {"go-version", "go_version", "goversion"}) {
    const std::size_t at = lower.find(key);
    if (at != lower.npos && (at == 0 || lower[at - 1] < 'a' || lower[at - 1] > 'z')) {
      return true;
    }
  }
  return lower.starts_with("go:") || lower.starts_with("- go:") ||
         lower.find("golang:1.") != lower.npos;
}

// What an older Go runs cannot be gated. The versions may stand behind the key, or in lines below.
void
add_old_go(std::vector<GoTestLine>& to, const std::string& file, std::string_view content)
{
  int number = 0;
  bool in_list = false;
  for (const std::string_view line : text::split(content, '\n')) {
    ++number;
    const std::string_view trimmed = text::trim(line);
    const bool about = is_about_go(trimmed);
    in_list = about ? trimmed.ends_with(':') : in_list && trimmed.starts_with("- ");
    const int minor = about || in_list ? oldest_minor(trimmed) : 0;
    if (minor > 0 && minor < k_oldest_go_minor && !trimmed.starts_with('#')) {
      to.push_back({file, number, text::printable(trimmed.substr(0, k_most_line_text)), false});
    }
  }
}

// What actions/setup-go takes from it: `toolchain` where it is there, else `go`.
bool
asks_for_old_go(std::string_view content)
{
  int newest = 0;
  for (const std::string_view line : text::split(content, '\n')) {
    const bool directive = line.starts_with("go ") || line.starts_with("toolchain ");
    newest = directive ? std::max(newest, oldest_minor(line)) : newest;
  }
  return newest > 0 && newest < k_oldest_go_minor;
}

void
add_lines(std::vector<GoTestLine>& to, const std::string& file, std::string_view content)
{
  int number = 0;
  for (const std::string_view line : text::split(content, '\n')) {
    ++number;
    const std::string_view trimmed = text::trim(line);
    std::vector<std::string_view> words = words_of(trimmed);
    std::erase(words, "-"); // of a list in YAML
    const bool says_only = words.empty() || words[0].starts_with('#') ||
                           words[0].starts_with("//") ||
                           is_one_of(words[0], {"name:", "desc:", "description:", "displayName:"});
    const Runs runs = says_only ? Runs::nothing : what_runs(words);
    if (runs != Runs::nothing) {
      to.push_back({file, number, text::printable(trimmed.substr(0, k_most_line_text)),
                    runs == Runs::go_test});
    }
  }
}

// The folders behind `use`, as those of modules are named.
std::vector<std::string>
used_folders(std::string_view go_work)
{
  std::vector<std::string> folders;
  bool in_list = false;
  for (std::string_view line : text::split(go_work, '\n')) {
    const std::vector<std::string_view> words = words_of(line.substr(0, line.find("//")));
    const std::string_view first = words.empty() ? std::string_view() : words.front();
    if (first == "use(" || (first == "use" && words.size() > 1 && words[1] == "(")) {
      in_list = true;
    } else if (first == ")") {
      in_list = false;
    } else if (in_list || first == "use") {
      const std::string folder = fs::path(words.back()).lexically_normal().generic_string();
      folders.push_back(folder.ends_with('/') ? folder.substr(0, folder.size() - 1) : folder);
    }
  }
  return folders;
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
  if (name == "go.work") {
    look.workspace = true;
    look.members = used_folders(read_regular_file(path, k_most_bytes).value_or(""));
  }
  if ((path.filename() == "go.mod" || name == "go.work") &&
      asks_for_old_go(read_regular_file(path, k_most_bytes).value_or(""))) {
    look.old.push_back(name);
  }
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
    if (ci) {
      add_old_go(look.old_go, name, *content);
    }
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
  std::ranges::sort(look.members);
  std::erase_if(look.members, [&](const std::string& folder) {
    return !std::ranges::binary_search(look.modules, folder);
  });
  const auto by_place = [](const GoTestLine& a, const GoTestLine& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  };
  std::ranges::sort(look.ci, by_place);
  std::ranges::sort(look.scripts, by_place);
  std::ranges::sort(look.old_go, by_place);
  return look;
}

} // namespace leakgate
