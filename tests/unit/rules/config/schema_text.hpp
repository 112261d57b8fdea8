#pragma once

#include <string>

namespace leakgate::test {

/// The JSON Schema of `.leakgate.yml` as the table of keys gives it, with a line end at its
/// end. What a schema cannot say (days of the calendar, expressions, paths that lead out)
/// is left to the loader.
[[nodiscard]] std::string schema_text();

} // namespace leakgate::test
