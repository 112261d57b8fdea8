#pragma once

#include "reporters/console.hpp"
#include "reporters/terminal.hpp"

#include <cstddef>
#include <string>
#include <string_view>

/// The sections that render_console puts together; each ends with a newline or is empty.
namespace leakgate::console {

/// The columns to lay out for: never too few for a finding, never more than can be read.
[[nodiscard]] std::size_t usable_width(const ConsoleStyle& style);

enum class ShowPackage { no, yes };

/// One finding in the order test, started, blocked, pattern.
[[nodiscard]] std::string finding_block(const Finding& finding, const ReportContext& context,
                                        const ConsoleStyle& style, ShowPackage show_package);

/// What `explain` adds below a block: identity, origin of the attribution, stack, ancestors.
[[nodiscard]] std::string finding_details(const Finding& finding, const ConsoleStyle& style);

/// Live heap and the sites that grew, for the packages that grew most.
[[nodiscard]] std::string heap_section(const Verdict& verdict, const ConsoleStyle& style);

/// Allow entries that were used, packages that were not judged, remarks about those that
/// were, problems.
[[nodiscard]] std::string allowed_section(const Verdict& verdict, const ConsoleStyle& style);
[[nodiscard]] std::string not_judged_section(const Verdict& verdict, const ConsoleStyle& style);
[[nodiscard]] std::string notes_section(const Verdict& verdict, const ConsoleStyle& style);
[[nodiscard]] std::string problems_section(const Verdict& verdict, const ConsoleStyle& style);

/// Cache, ledger, the verdict in one line, the next step.
[[nodiscard]] std::string closing_lines(const Verdict& verdict, const ConsoleStyle& style);

/// A section's first line: a bold word and what it counts.
[[nodiscard]] std::string section_title(std::string_view title, std::string_view rest,
                                        const ConsoleStyle& style);

} // namespace leakgate::console
