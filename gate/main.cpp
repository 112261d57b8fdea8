#include "gate/app/commands/commands.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/base/process/command.hpp"

#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace {

using leakgate::ExitCode;

ExitCode
run(const std::vector<std::string>& words)
{
  const auto line = leakgate::parse_command_line(leakgate::k_commands, words);
  return line ? line->command->run(*line)
              : leakgate::Terminal(stdout, stderr).stop(line.error(), ExitCode::usage);
}

} // namespace

int
main(int argc, char** argv)
{
  try {
    if (argc > 0 && leakgate::is_called_as_go(argv[0])) {
      return leakgate::run_as_go({argv, argv + argc});
    }
    if (argc > 0 && std::string_view(argv[0]).ends_with(leakgate::k_exec_name)) {
      return leakgate::run_test_binary({argv, argv + argc});
    }
    leakgate::watch_interrupts();
    return static_cast<int>(run({argv + 1, argv + argc}));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "leakgate: internal error, got \"%s\" (please report it)\n", error.what());
    return static_cast<int>(ExitCode::no_verdict);
  }
}
