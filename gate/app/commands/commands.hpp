#pragma once

#include "gate/app/line/command_line.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

// A command is a row at the end of the file of its name, with its options and what it does.
extern const CommandRow k_test_command;
extern const CommandRow k_run_command;
extern const CommandRow k_report_command;
extern const CommandRow k_baseline_command;
extern const CommandRow k_explain_command;
extern const CommandRow k_init_command;
extern const CommandRow k_doctor_command;
extern const CommandRow k_flags_command;
extern const CommandRow k_completion_command;
extern const CommandRow k_version_command;
extern const CommandRow k_help_command;

/// All of them, in the order of the help.
inline constexpr const CommandRow* k_commands[] = {
    &k_test_command,       &k_run_command,     &k_report_command, &k_baseline_command,
    &k_explain_command,    &k_init_command,    &k_doctor_command, &k_flags_command,
    &k_completion_command, &k_version_command, &k_help_command};

/// The name under which `go test -exec` calls this program: `leakgate flags` prints it.
inline constexpr std::string_view k_exec_name = "leakgate-exec";

/// Runs the program that the words name (the first is our own name) with its arguments. A test
/// binary that was built with the flags of `leakgate flags` is gated: where its tests leak, the
/// findings come behind its output and the exit code is 1, so that `go test` says FAIL; where that
/// could not be judged it is 3. All other programs we become.
[[nodiscard]] int run_test_binary(const std::vector<std::string>& words);

/// True when this program was called as the `go` of a `leakgate run`, or as what that puts before
/// the program of a `go run`.
[[nodiscard]] bool is_called_as_go(const std::string& program);

/// Does what the real `go` would do with these words (the first is our own name), and ends with its
/// exit code: a `go test` runs under the gate, and its verdict is left in the folder of the run;
/// for everything else we become the real one.
[[nodiscard]] int run_as_go(const std::vector<std::string>& words);

} // namespace leakgate
