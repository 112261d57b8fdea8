#pragma once

#include "gate/app/line/options.hpp"

#include <string>
#include <vector>

/// What the rows of the tables in option_table.cpp do with the words of a command line. Errors: one
/// line that begins with the option or the command.
namespace leakgate::option_values {

/// What `leakgate test` and `leakgate report` have in common.
[[nodiscard]] ReportingOptions& reporting(CommandLine& line);

[[nodiscard]] Result<void> add_report(ReportingOptions& options, const std::string& text);
[[nodiscard]] Result<void> set_loudness(ReportingOptions& options, Loudness loudness);
[[nodiscard]] Result<void> set_settle(TestOptions& options, const std::string& text);
[[nodiscard]] Result<void> set_confirm(TestOptions& options, const std::string& text);
[[nodiscard]] Result<void> add_attachment(ReportOptions& options, const std::string& path);

[[nodiscard]] Result<void> set_action(InitOptions& options, const std::string& text);

using Words = std::vector<std::string>;

[[nodiscard]] Result<void> take_test_words(CommandLine& line, const Words& words);
[[nodiscard]] Result<void> take_run_words(CommandLine& line, const Words& words);
[[nodiscard]] Result<void> take_report_words(CommandLine& line, const Words& words);
[[nodiscard]] Result<void> take_baseline_words(CommandLine& line, const Words& words);
[[nodiscard]] Result<void> take_explain_words(CommandLine& line, const Words& words);
[[nodiscard]] Result<void> take_init_words(CommandLine& line, const Words& words);
[[nodiscard]] Result<void> take_no_words(CommandLine& line, const Words& words);
[[nodiscard]] Result<void> take_completion_words(CommandLine& line, const Words& words);
[[nodiscard]] Result<void> take_help_words(CommandLine& line, const Words& words);

} // namespace leakgate::option_values
