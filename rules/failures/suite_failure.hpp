#pragma once

#include "gate/model/suite_run.hpp"
#include "rules/failures/places.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// What t.Error, t.Fatal or the like said of a test that failed, from what it printed. t.Log prints
/// in the same form: Go 1.27 says which is which, before it the source at the place does. Where
/// neither tells, the last one counts, as nothing follows what ends a test. `subtests` are the
/// names of its own subtests that failed, without the test's: a test that failed for their sake
/// says which.
[[nodiscard]] Failure failure_of_test(const TestCase& test, std::string_view import_path,
                                      const std::vector<std::string>& subtests, OwnLines& lines);

} // namespace leakgate::rules
