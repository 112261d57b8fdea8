#pragma once

#include "gate/base/result.hpp"
#include "gate/model/code_facts.hpp"

#include <string_view>
#include <vector>

namespace leakgate {

/// Reads what the program in gate/facts prints: a JSON list. Words that are not known are taken
/// for nothing known. Error: `facts: expected a list of facts, got "…"`.
[[nodiscard]] Result<std::vector<CodeFacts>> parse_code_facts(std::string_view json);

} // namespace leakgate
