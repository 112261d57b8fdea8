#pragma once

#include "rules/findings/advice.hpp"
#include "rules/findings/ending_calls.hpp"

#include <string>
#include <string_view>
#include <vector>

/// How it is said what to write, and where.
namespace leakgate::rules {

/// `cache_test.go:41`.
[[nodiscard]] std::string shown_place(const Place& place);

/// True for a known line of a test file.
[[nodiscard]] bool is_test_line(const Place* place);

/// `(*Cache).Close (cache.go:310)`.
[[nodiscard]] std::vector<std::string> names_of(const HeldByTest& held, SourceNames& sources);

/// `, also at b_test.go:12, b_test.go:40 and 2 more`: other tests made such a thing there.
[[nodiscard]] std::string other_places(const EditPlace& edit);

/// The same for these places.
[[nodiscard]] std::string at_places_too(std::vector<std::string> places);

/// `call (*Cache).Close (cache.go:310), which closes p.stop, in t.Cleanup, after cache_test.go:41`.
[[nodiscard]] std::string fix_by(const EndingCalls& ending, const HeldByTest& held,
                                 const EditPlace& edit, SourceNames& sources);

/// `t.Cleanup(func() { _ = c.Close() }) after cache_test.go:41`; without the other places.
[[nodiscard]] std::string fix_as_code(const CodeToWrite& write, std::string_view test);

/// The fix of a pattern where no t is at hand: an example has none, and what no test started ends
/// in TestMain.
[[nodiscard]] std::string fix_for_runner(std::string fix, std::string_view test);

} // namespace leakgate::rules
