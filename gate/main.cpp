#include "gate/app/commands/commands.hpp"
#include "gate/app/commands/go_call.hpp"
#include "gate/app/commands/suite_binary.hpp"
#include "gate/app/line/options.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/base/process/command.hpp"

#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace {

using leakgate::CommandLine;
using leakgate::ExitCode;

ExitCode
run(const std::vector<std::string>& words)
{
  const leakgate::Terminal terminal(stdout, stderr);
  const auto line = leakgate::parse_command_line(words);
  if (!line) {
    terminal.diagnose(line.error());
    return ExitCode::usage;
  }
  switch (line->command) {
  case CommandLine::Command::test: return leakgate::run_test_command(line->test);
  case CommandLine::Command::run: return leakgate::run_run_command(*line);
  case CommandLine::Command::doctor: return leakgate::run_doctor_command();
  case CommandLine::Command::flags: return leakgate::run_flags_command();
  case CommandLine::Command::explain: return leakgate::run_explain_command(line->explain);
  case CommandLine::Command::report: return leakgate::run_report_command(line->report);
  case CommandLine::Command::baseline: return leakgate::run_baseline_command(line->baseline);
  case CommandLine::Command::init: return leakgate::run_init_command(line->init);
  case CommandLine::Command::completion:
  case CommandLine::Command::help: terminal.print(line->print); return ExitCode::pass;
  case CommandLine::Command::version:
    terminal.print("leakgate " LEAKGATE_VERSION " (commit " LEAKGATE_COMMIT ")\n");
    return ExitCode::pass;
  }
  return ExitCode::usage;
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
