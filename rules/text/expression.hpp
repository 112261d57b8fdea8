#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace re2 {
class RE2;
}

namespace leakgate::rules {

/// The most bytes that an expression of a pattern may be written in.
inline constexpr std::size_t k_longest_expression = 10'000;

/// An expression in the syntax of Go's regexp, compiled in at most 1 MiB: what needs more,
/// as nested repetitions of large classes do, is refused instead of compiled for seconds.
/// Never null; `ok()` and `error()` of it say whether and why it is none.
[[nodiscard]] std::shared_ptr<const re2::RE2> compile_expression(std::string_view expression);

} // namespace leakgate::rules
