#pragma once

#include "gate/app/line/command_line.hpp"
#include "gate/app/line/config_file.hpp"
#include "gate/app/line/terminal.hpp"
#include "rules/judging/merge.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// CommandRow::take of the commands that take results: at least one.
[[nodiscard]] Result<void> expect_results(CommandLine& line);

/// Reads one JSON result.
[[nodiscard]] Result<Verdict> read_result(const std::string& path);

/// Reads JSON results. Errors: one for each file that cannot be read or understood.
[[nodiscard]] tl::expected<std::vector<NamedVerdict>, Messages>
read_results(const std::vector<std::string>& paths);

/// Compares `verdict` with the result that `--base` names; nothing for an empty path. A file that
/// cannot be read is only said on `terminal` (`--base: main.json: cannot read, got "No such file or
/// directory"; nothing is compared`): the first run of a branch has none, and the comparison
/// decides nothing.
void compare_with_base_file(Verdict& verdict, const std::string& path, const Terminal& terminal);

} // namespace leakgate
