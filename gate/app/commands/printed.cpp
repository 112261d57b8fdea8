#include "gate/app/commands/commands.hpp"
#include "gate/app/line/printed_pages.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace leakgate {

// The commands that only print.
namespace {

constexpr CommandForm k_completion_forms[] = {
    {"bash|zsh|fish", "print what lets that shell complete commands and options"}};
constexpr CommandForm k_version_forms[] = {{"", "print the version and the commit"}};
constexpr CommandForm k_help_forms[] = {{"[COMMAND] [--man]", "this, or the options of a command"}};

constexpr std::string_view k_shells[] = {"bash", "zsh", "fish"};

constexpr OptionRow k_man = {.name = "--man",
                             .help = "print the manual page, for `man -l -` or a package"};
constexpr const OptionRow* k_help_options[] = {&k_man};

Result<void>
take_shell(CommandLine& line)
{
  const std::vector<std::string>& words = line.operands;
  const std::vector<std::string> shells(std::begin(k_shells), std::end(k_shells));
  if (words.size() != 1 || std::ranges::find(shells, words.front()) == shells.end()) {
    return failure(fmt::format("completion: expected {}, got {} (see leakgate completion --help)",
                               text::alternatives(shells),
                               words.empty() ? "nothing" : text::quoted(text::join(words, " "))));
  }
  return {};
}

Result<void>
take_topic(CommandLine& line)
{
  const std::vector<std::string>& words = line.operands;
  if (words.size() > 1) {
    return failure(
        fmt::format("help: expected one command, got {}", text::quoted(text::join(words, " "))));
  }
  if (line.has(k_man) && !words.empty()) {
    return failure(fmt::format("help --man: expected nothing more, got {} (the manual page has all "
                               "commands)",
                               text::quoted(words.front())));
  }
  if (words.empty()) {
    return {};
  }
  const auto topic = find_command(k_commands, words.front());
  return topic ? Result<void>() : failure(topic.error());
}

ExitCode
print(std::string_view text)
{
  Terminal(stdout, stderr).print(text);
  return ExitCode::pass;
}

ExitCode
run_help(const CommandLine& line)
{
  if (line.has(k_man)) {
    return print(man_page(k_commands));
  }
  return print(line.operands.empty()
                   ? overview(k_commands)
                   : help_page(**find_command(k_commands, line.operands.front())));
}

} // namespace

constexpr CommandRow k_completion_command = {
    .name = "completion",
    .forms = k_completion_forms,
    .more = "For this shell alone: `source <(leakgate completion bash)`. For good: into "
            "`~/.local/share/bash-completion/completions/leakgate`, a file `_leakgate` in a folder "
            "of zsh's `fpath`, or `~/.config/fish/completions/leakgate.fish`.",
    .takes = Takes::choice,
    .words = k_shells,
    .take = take_shell,
    .run = [](const CommandLine& line) {
      return print(completion_script(k_commands, line.operands.front()));
    }};

constexpr CommandRow k_version_command = {
    .name = "version", .forms = k_version_forms, .run = [](const CommandLine&) {
      return print("leakgate " LEAKGATE_VERSION " (commit " LEAKGATE_COMMIT ")\n");
    }};

constexpr CommandRow k_help_command = {.name = "help",
                                       .forms = k_help_forms,
                                       .takes = Takes::command,
                                       .options = k_help_options,
                                       .take = take_topic,
                                       .run = run_help};

} // namespace leakgate
