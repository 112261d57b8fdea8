#include "gate/app/commands/calls.hpp"
#include "gate/app/commands/commands.hpp"
#include "gate/base/environment.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/process/foreground.hpp"
#include "gate/base/text.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace leakgate {

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr std::string_view k_path_name = "leakgate-path";
constexpr int k_not_found = 127;
constexpr int k_interrupted = 130;

int
fail(const std::string& message)
{
  std::fprintf(stderr, "leakgate: %s\n", message.c_str());
  return k_not_found;
}

// PATH as the command found it, and the folder of the run, which is `bin/..` on it: a command that
// clears the environment keeps PATH, or would not have come here. Empty: there is none.
struct FoundPath
{
  std::string rest; ///< without us: what the tests themselves call is not of the command
  fs::path run;
};

FoundPath
take_path_apart()
{
  FoundPath out;
  Words kept;
  const std::string path = environment_variable("PATH").value_or("");
  for (const std::string_view folder : text::split(path, ':')) {
    std::error_code ignored;
    if (!fs::equivalent(fs::path(folder) / "go", "/proc/self/exe", ignored)) {
      kept.emplace_back(folder);
    } else if (out.run.empty() && fs::is_directory(fs::path(folder) / "../calls", ignored)) {
      out.run = fs::path(folder).parent_path();
    }
  }
  out.rest = text::join(kept, ":");
  return out;
}

std::optional<fs::path>
find_go(const std::string& path)
{
  for (const std::string_view folder : text::split(path, ':')) {
    const fs::path candidate = fs::path(folder.empty() ? "." : folder) / "go";
    std::error_code ignored;
    if (fs::is_regular_file(candidate, ignored) && ::access(candidate.c_str(), X_OK) == 0) {
      return candidate;
    }
  }
  return std::nullopt;
}

Words
as_real(const fs::path& go, const Words& words)
{
  Words argv = words;
  argv.front() = go.string();
  return argv;
}

// `go -C dir test` is `go test -C dir`.
Words
with_folder_behind(Words words)
{
  if (words.size() > 1 && go_flag_name(words[1]) == "C" && words[1].starts_with('-')) {
    const std::size_t command = words[1].find('=') == std::string::npos ? 3 : 2;
    if (command < words.size()) {
      const auto first = words.begin() + 1;
      std::rotate(first, first + static_cast<std::ptrdiff_t>(command) - 1,
                  first + static_cast<std::ptrdiff_t>(command));
    }
  }
  return words;
}

// Where the flags of a subcommand begin: -C, if it is there, must be the first.
std::ptrdiff_t
first_flag(const Words& words)
{
  if (words.size() < 3 || !(words[2].starts_with("-C") || words[2].starts_with("--C"))) {
    return 2;
  }
  return words[2].find('=') == std::string::npos && words.size() > 3 ? 4 : 3;
}

// The go command puts its own folder first on PATH for the programs that it runs, so that a build
// script in Go would find the real one.
Words
with_path_kept(Words words, const fs::path& run)
{
  const bool theirs = std::ranges::any_of(words, [](const std::string& word) {
    return word == "-exec" || word == "--exec" || word.starts_with("-exec=") ||
           word.starts_with("--exec=");
  });
  const std::string helper = (run / "bin" / k_path_name).string();
  if (!theirs && helper.find_first_of(" '\"") == std::string::npos) {
    words.insert(words.begin() + first_flag(words), "-exec=" + helper);
  }
  return words;
}

// Where the name of the tool stands in `go tool -modfile=tools.mod gotestsum`.
std::size_t
tool_name(const Words& words)
{
  std::size_t at = 2;
  while (at < words.size() && words[at].starts_with('-')) {
    const bool behind =
        words[at].find('=') == std::string::npos && go_flag_takes_value(go_flag_name(words[at]));
    at += behind ? 2 : 1;
  }
  return at;
}

// The same for a tool of the module (`go tool gotestsum`), which we can start ourselves. In another
// folder (-C) it is go's to start.
std::optional<Words>
module_tool(const fs::path& go, const Words& words)
{
  const std::size_t name = tool_name(words);
  if (name >= words.size() || first_flag(words) > 2) {
    return std::nullopt;
  }
  Words ask = {go.string(), "tool"};
  ask.insert(ask.end(), words.begin() + 2, words.begin() + static_cast<std::ptrdiff_t>(name));
  ask.insert(ask.end(), {"-n", words[name]});
  const auto said = capture_process({ask, "", {}});
  const std::string program = said ? std::string(text::trim(said->out)) : "";
  std::error_code ignored;
  if (program.empty() || !said->status.ok() || program.find("/pkg/tool/") != std::string::npos ||
      !fs::is_regular_file(program, ignored)) {
    return std::nullopt;
  }
  Words argv = {program};
  argv.insert(argv.end(), words.begin() + static_cast<std::ptrdiff_t>(name) + 1, words.end());
  return argv;
}

int
become(const Words& argv)
{
  return fail(become_program(argv.front(), argv));
}

// Started by `go run` in place of the program, which it becomes.
int
become_with_path(const Words& words, const fs::path& run)
{
  if (words.size() < 2) {
    return fail("leakgate-path: expected a program, got nothing");
  }
  const std::string path = environment_variable("PATH").value_or("");
  change_environment({{"PATH", (run / "bin").string() + ":" + path}});
  return become({words.begin() + 1, words.end()});
}

int
run_test(const fs::path& go, const Words& words, const fs::path& run)
{
  auto call = begin_call(run, words);
  if (!call) {
    return fail(call.error());
  }
  const std::optional<int> code = run_gated(*call, run, {words.begin() + 2, words.end()});
  if (auto kept = keep_call(*call); !kept) {
    return fail(kept.error());
  }
  return interrupt_requested() ? k_interrupted : code ? *code : become(as_real(go, words));
}

} // namespace

bool
is_called_as_go(const std::string& program)
{
  const std::string name = fs::path(program).filename().string();
  return name == "go" || name == k_path_name;
}

int
run_as_go(const Words& given)
{
  const Words words = with_folder_behind(given);
  const FoundPath path = take_path_apart();
  const fs::path run = environment_variable(k_run_variable).value_or(path.run.string());
  if (fs::path(words.front()).filename() == k_path_name) {
    return become_with_path(words, run);
  }
  const auto go = find_go(path.rest);
  if (!go) {
    return fail("go: not found on PATH");
  }
  const std::string_view what = words.size() > 1 ? std::string_view(words[1]) : "";
  if (run.empty() || what.empty()) {
    return become(as_real(*go, words));
  }
  if (what == "run") {
    return become(as_real(*go, with_path_kept(words, run)));
  }
  if (what == "tool") {
    return become(module_tool(*go, words).value_or(as_real(*go, words)));
  }
  if (what != "test") {
    return become(as_real(*go, words));
  }
  change_environment({{"PATH", path.rest}, {k_run_variable, std::nullopt}});
  return run_test(*go, words, run);
}

} // namespace leakgate
