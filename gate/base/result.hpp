#pragma once

#include <tl/expected.hpp>

#include <string>

namespace leakgate {

/// A value, or the finished error message `where: what, got "…" (what to do)`.
/// Bad input from outside is always such a value; exceptions are for bugs.
template <typename T>
using Result = tl::expected<T, std::string>;

/// Builds the error side of a Result.
[[nodiscard]] inline tl::unexpected<std::string>
failure(std::string message)
{
  return tl::unexpected<std::string>(std::move(message));
}

} // namespace leakgate
