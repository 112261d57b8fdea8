#pragma once

#include "gate/model/code_facts.hpp"
#include "rules/heap/grown_together.hpp"
#include "rules/heap/heap_findings.hpp"
#include "rules/matching/pattern_book.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// The pattern that knows no more than that memory grows.
inline constexpr std::string_view k_general_heap = "heap-leak";

/// The pattern that fits a leak of that test. What puts the memory where it stays, `stores`, is
/// known by the parser and judged alone; where nothing is, the first site, from the largest on,
/// decides of which a pattern knows more than that it grows.
[[nodiscard]] PatternChoice heap_pattern(const GrownTogether& leak, const std::string& test,
                                         const std::vector<StoreCode>& stores,
                                         const HeapContext& context);

} // namespace leakgate::rules
