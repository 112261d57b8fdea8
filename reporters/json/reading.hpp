#pragma once

#include "gate/base/result.hpp"
#include "gate/model/verdict.hpp"

#include <optional>
#include <string>
#include <string_view>

/// The two ways to read a result, and why it cannot be read. Neither makes a tree of all of it.
namespace leakgate::json_reading {

/// What is no JSON, as `WHERE:LINE:COLUMN: not JSON, got …`; nothing when all of it is.
[[nodiscard]] std::optional<std::string> syntax_error(std::string_view json,
                                                      std::string_view where);

/// Reads what render_json of this or an earlier release wrote, as it stands in the text. False
/// where anything is not as written there, be it wrong or only unusual; what `out` holds then
/// says nothing.
[[nodiscard]] bool read_as_written(std::string_view json, Verdict& out);

/// Reads a result in any form (slower: each level of it once more), and says what is wrong with it.
[[nodiscard]] Result<Verdict> read_any(std::string_view json, std::string_view where);

} // namespace leakgate::json_reading
