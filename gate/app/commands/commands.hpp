#pragma once

#include "gate/app/line/command_line.hpp"

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

} // namespace leakgate
