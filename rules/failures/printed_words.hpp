#pragma once

#include "gate/model/suite_run.hpp"

#include <string>
#include <string_view>

namespace leakgate::rules {

/// What a test printed last by itself, as log.Fatal does before it ends the process; empty:
/// nothing.
[[nodiscard]] std::string_view last_words(std::string_view output);

/// `got: 1 want: 2` of an example whose output is not what its comment says; empty: it is no such.
[[nodiscard]] std::string words_of_example(const TestCase& test);

} // namespace leakgate::rules
