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

/// What is known of a message that package testing printed for a test.
enum class Said {
  ending,  ///< by a deferred helper, once a failure ended the test
  log,     ///< by t.Log: no failure
  unknown, ///< by a helper
  either,  ///< the line both logs and fails
  error,
};

/// What the line of source does that a message names; strings and comments in it do nothing.
[[nodiscard]] Said said_by(std::string_view source);

} // namespace leakgate::rules
