#pragma once

#include "gate/app/line/command_line.hpp"

#include <string>
#include <vector>

namespace leakgate {

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
