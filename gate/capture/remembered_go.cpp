#include "gate/base/digest.hpp"
#include "gate/base/environment.hpp"
#include "gate/base/file.hpp"
#include "gate/base/text.hpp"
#include "gate/capture/kept_answer.hpp"
#include "gate/capture/toolchain.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <utility>

extern char** environ; // NOLINT: POSIX names it so

namespace leakgate {

namespace {

namespace fs = std::filesystem;

bool
is_question(const Command& command)
{
  const auto& words = command.argv;
  return words.size() > 2 && (words[1] == "env" || (words[1] == "list" && words[2] == "-m"));
}

// The go command that is started. Nothing where it is not that of a Go tree: a script, or a version
// manager under its name, answers by files that nobody here knows.
std::optional<fs::path>
go_program(const std::string& word)
{
  std::error_code error;
  fs::path found = word.find('/') == std::string::npos ? fs::path() : fs::path(word);
  const std::string path = environment_variable("PATH").value_or("");
  for (const std::string_view folder : text::split(path, ':')) {
    const fs::path there = fs::path(folder) / word;
    if (found.empty() && folder.starts_with('/') && ::access(there.c_str(), X_OK) == 0) {
      found = there;
    }
  }
  const fs::path real = found.empty() ? fs::path() : fs::canonical(found, error);
  const bool program = file_head(real, 4) == "\x7f"
                                             "ELF";
  const bool in_tree = fs::exists(real.parent_path().parent_path() / "VERSION", error);
  return program && in_tree && real.filename() == "go" ? std::optional(real) : std::nullopt;
}

// What the go command reads, and where it says the user's own settings are.
bool
is_read_by_go(std::string_view name)
{
  return name.starts_with("GO") || name == "HOME" || name == "PATH" || name == "PWD" ||
         name == "XDG_CACHE_HOME" || name == "XDG_CONFIG_HOME";
}

std::string
key_of(const Command& command, const fs::path& folder)
{
  std::vector<std::string> lines = {folder.string(), text::join(command.argv, "\t")};
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (is_read_by_go(text.substr(0, text.find('=')))) {
      lines.emplace_back(text);
    }
  }
  for (const Command::Variable& change : command.environment) {
    lines.push_back(change.name + (change.value ? ":=" + *change.value : ":"));
  }
  std::sort(lines.begin() + 2, lines.end());
  return text::join(lines, "\n");
}

// Where snapshots are: what is not used there is removed after some days. Nothing where there is no
// such folder: Go may be told of another build cache than the usual one, and then nothing is
// remembered.
std::optional<fs::path>
memory_folder()
{
  std::error_code error;
  const auto own = environment_variable("GOCACHE");
  const auto caches = environment_variable("XDG_CACHE_HOME");
  const auto home = environment_variable("HOME");
  fs::path cache = own ? fs::path(*own) : caches ? fs::path(*caches) / "go-build" : fs::path();
  if (cache.empty() && home) {
    cache = fs::path(*home) / ".cache" / "go-build";
  }
  const fs::path ours = cache / "leakgate" / "snapshots";
  return cache.is_absolute() && fs::is_directory(ours, error) ? std::optional(ours) : std::nullopt;
}

fs::path
settings_file()
{
  if (const auto own = environment_variable("GOENV")) {
    return *own;
  }
  const auto configs = environment_variable("XDG_CONFIG_HOME");
  const fs::path base = configs ? fs::path(*configs)
                                : fs::path(environment_variable("HOME").value_or("")) / ".config";
  return base / "go" / "env";
}

void
add_tree(std::vector<fs::path>& files, const fs::path& goroot)
{
  for (const char* name : {"bin/go", "VERSION", "go.env"}) {
    files.push_back(goroot / name);
  }
}

// All files that the answer comes from. Nothing where it says that there are more.
std::optional<std::vector<fs::path>>
sources_of(const Command& command, const fs::path& program, const fs::path& folder,
           const std::string& answer)
{
  std::vector<fs::path> files = {settings_file(), environment_variable("GOWORK").value_or("")};
  add_tree(files, program.parent_path().parent_path());
  for (fs::path at = folder;; at = at.parent_path()) {
    files.push_back(at / "go.mod");
    files.push_back(at / "go.work");
    if (at == at.parent_path()) {
      break;
    }
  }
  if (command.argv[1] == "list") {
    for (const std::string_view line : text::split(text::trim(answer), '\n')) {
      files.push_back(fs::path(line.substr(std::min(line.find('\t'), line.size() - 1) + 1)) /
                      "go.mod");
    }
    return files;
  }
  const auto json = nlohmann::json::parse(answer, nullptr, false);
  const auto value = [&](const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  if (value("GOROOT").empty() || value("GOFLAGS").find("modfile") != std::string::npos) {
    return std::nullopt;
  }
  add_tree(files, value("GOROOT"));
  files.emplace_back(value("GOMOD"));
  files.emplace_back(value("GOWORK"));
  return files;
}

Result<ExitStatus>
answered(const ProcessRunner& run, const Command& command, const OutputSink& on_stdout,
         const OutputSink& on_stderr)
{
  std::error_code error;
  const fs::path folder =
      fs::absolute(command.directory.empty() ? fs::path(".") : fs::path(command.directory), error)
          .lexically_normal();
  const auto memory = memory_folder();
  const auto program = memory ? go_program(command.argv[0]) : std::nullopt;
  if (!program || error) {
    return run(command, on_stdout, on_stderr);
  }
  const std::string name =
      "asked-" + sha256_hex(folder.string() + " " + command.argv[1]).substr(0, 32);
  const KeptAnswer kept(*memory / name, program->string() + "\n" + key_of(command, folder));
  if (const auto known = kept.find()) {
    on_stdout(*known);
    return ExitStatus{};
  }
  std::string answer;
  bool warned = false;
  const auto status = run(
      command,
      [&](std::string_view piece) {
        answer += piece;
        on_stdout(piece);
      },
      [&](std::string_view piece) {
        warned = true;
        on_stderr(piece);
      });
  auto files = status && status->ok() && !warned ? sources_of(command, *program, folder, answer)
                                                 : std::nullopt;
  if (files) {
    std::erase(*files, fs::path());
    kept.keep(*files, answer);
  }
  return status;
}

} // namespace

ProcessRunner
remembering_go(ProcessRunner run)
{
  return [run = std::move(run)](const Command& command, const OutputSink& on_stdout,
                                const OutputSink& on_stderr) {
    return is_question(command) ? answered(run, command, on_stdout, on_stderr)
                                : run(command, on_stdout, on_stderr);
  };
}

} // namespace leakgate
