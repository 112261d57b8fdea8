#pragma once

#include <string_view>

namespace leakgate::rules {

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
