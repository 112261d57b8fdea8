#pragma once

#include "gate/app/line/exit_code.hpp"
#include "gate/app/line/options.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

struct CommandLine;

/// What stands behind an option, or the operands of a command, as far as a shell can offer it.
/// `choice`: one of `words` and nothing else; `command`: the name of one.
enum class Takes { nothing, text, choice, file, report, command };

/// May `.leakgate.yml`, which comes with the checkout, say the same?
enum class Checkout { no, yes, inside_its_folder };

/// An option, as all know it: the parser, `--help`, completion, the manual page and
/// docs/options.md.
struct OptionRow
{
  std::string_view name;          ///< `--settle`
  std::string_view letter = {};   ///< `-o`, where there is a short form
  std::string_view value = {};    ///< what it takes, in the words of the help; empty: a switch
  std::string_view fallback = {}; ///< what holds when it is not given
  std::string_view help;
  std::string_view environment = {}; ///< the variables that the fallback comes from
  std::string_view key = {};         ///< what says the same in `.leakgate.yml`
  Checkout checkout = Checkout::no;
  Takes takes = Takes::nothing;
  std::span<const std::string_view> words = {}; ///< values to offer
  bool of_suite = false; ///< how a suite is judged: each `go test` of `leakgate run` is told
  /// Checks a value and puts it where it belongs, of a switch only when it is on. Null: the command
  /// asks for it, see CommandLine::value_of().
  Result<void> (*fill)(CommandLine& line, const std::string& value) = nullptr;
};

/// A way to call a command: what stands behind its name, and what that does.
struct CommandForm
{
  std::string_view operands;
  std::string_view does;
};

/// A command. Its words that are no options are `operands`.
struct CommandRow
{
  std::string_view name;
  std::span<const CommandForm> forms;
  std::string_view more = {}; ///< behind the options in its help
  Takes takes = Takes::nothing;
  std::span<const std::string_view> words = {}; ///< operands to offer
  std::span<const OptionRow* const> options = {};
  bool go_flags = false; ///< what it does not know is for `go test`
  /// Checks the operands. Null: there may be none.
  Result<void> (*take)(CommandLine& line) = nullptr;
  ExitCode (*run)(const CommandLine& line) = nullptr;
};

/// All commands, in the order of the help.
using CommandTable = std::span<const CommandRow* const>;

/// An option as it was given: of a switch without a value.
struct GivenOption
{
  const OptionRow* option;
  std::string value;
};

/// The words behind the program's name, read.
struct CommandLine
{
  const CommandRow* command = nullptr;
  std::vector<GivenOption> given; ///< in the order of CommandRow::options; a switch when it is on
  std::vector<std::string> operands;
  TestOptions options;  ///< what several commands have; `report` has only that of ReportingOptions
  std::string one_dash; ///< what to say of an option of ours with one dash, if go test fails

  [[nodiscard]] bool has(const OptionRow& option) const;
  /// The last one that was given; empty: none was.
  [[nodiscard]] std::string value_of(const OptionRow& option) const;
  [[nodiscard]] std::vector<std::string> values_of(const OptionRow& option) const;
};

/// Reads the words after the program's name. Options with two dashes that leakgate
/// knows are its own; every other flag goes to `go test`, and so does all behind `--`.
/// Error: one line with what to do.
[[nodiscard]] Result<CommandLine> parse_command_line(CommandTable table,
                                                     const std::vector<std::string>& words);

/// The command of that name, or of `--help` and `--version`.
[[nodiscard]] Result<const CommandRow*> find_command(CommandTable table, const std::string& name);

[[nodiscard]] std::vector<std::string> command_names(CommandTable table);

/// The words of a command, told apart.
struct GivenWords
{
  std::vector<GivenOption> options; ///< in the order of the table; a switch only when it is on
  std::vector<std::string> others;  ///< operands, and options that the command does not have
};

/// Reads the words behind the name of a command, up to `--`. Error: one line that begins with the
/// command.
[[nodiscard]] Result<GivenWords> read_given_options(const CommandRow& command,
                                                    const std::vector<std::string>& words);

} // namespace leakgate
