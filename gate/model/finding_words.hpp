#pragma once

#include <string_view>

namespace leakgate {

/// How strong the evidence is, weakest first.
enum class Tier { ends_by_itself, one_time, lingering, growing, proven };
/// How bad such a leak is, whatever the evidence, weakest first.
enum class Severity { note, low, medium, high };
/// What became of a cluster: only `reported` can fail a build.
enum class Disposition { reported, allowed, baseline, below_threshold };
/// When the goroutine was started.
enum class Phase { unknown, init, test_main, test, subtest, cleanup, example, fuzz, benchmark };
/// By what the test was found, strongest first.
enum class Attribution { none, label, ancestors, creator, closure_name, ran_alone };

[[nodiscard]] std::string_view to_string(Tier tier);
[[nodiscard]] std::string_view to_string(Severity severity);
[[nodiscard]] std::string_view to_string(Disposition disposition);
[[nodiscard]] std::string_view to_string(Phase phase);
[[nodiscard]] std::string_view to_string(Attribution attribution);

} // namespace leakgate
