#pragma once

#include "gate/app/line/options.hpp"

#include <span>
#include <string_view>

namespace leakgate {

/// What stands behind an option, as far as a shell can offer it.
enum class Takes { nothing, text, choice /* one of `words`, nothing else */, file, report };

/// May `.leakgate.yml`, which comes with the checkout, say the same?
enum class Checkout { no, yes, inside_its_folder };

using Command = CommandLine::Command;

/// An option of a command, as all know it: the parser, `--help`, completion, the manual page and
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
  std::span<const Command> commands;
  /// Puts a value where it belongs; of a switch only when it is on.
  Result<void> (*fill)(CommandLine& line, const std::string& value);
};

[[nodiscard]] std::span<const OptionRow> option_table();

[[nodiscard]] bool is_of(const OptionRow& option, Command command);

} // namespace leakgate
