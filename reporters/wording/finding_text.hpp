#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_line.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// How the parts of a finding are put into words, the same in every report.
/// The texts still hold what Go printed: each report escapes them for its own target.
namespace leakgate::finding_text {

/// Go's symbol without the folders of its import path:
/// `example.com/app/broker.(*Hub).Run` becomes `broker.(*Hub).Run`.
[[nodiscard]] std::string short_function(std::string_view function);

/// `broker.(*Hub).Run.func` of `broker.(*Hub).Run.func2.1`: what the compiler numbers changes with
/// each closure that is added above it.
[[nodiscard]] std::string without_closure_numbers(std::string_view function);

/// `broker/hub.go:141`; empty when the place is not known.
[[nodiscard]] std::string file_and_line(const Place& place);

/// The line of source at the place, tabs as four spaces; empty when it is not known, and for a
/// line of Go's own, which is not for the reader to change.
[[nodiscard]] std::string source_at(const SourceLine& source_line, const Place& place);

/// True where `called` is a line of the stack itself, so that it stands behind the `go` statement.
[[nodiscard]] bool is_called_inside(const Finding& finding);

/// What the finding rests on: `proven · +1 each round (3 of 3) · 3 goroutines`; the number of
/// goroutines only when it is not one. In front, against an earlier result, `new` or `grown`.
[[nodiscard]] std::string evidence(const Finding& finding);

/// What the tier of a leak says, in words: `each time the test ran, more were left`.
[[nodiscard]] std::string_view tier_in_words(const Finding& finding);
[[nodiscard]] std::string_view tier_in_words(Tier tier);

/// How many stacks were joined and where else they are blocked:
/// `3 similar stacks, also blocked at broker/hub.go:40 (2), broker/hub.go:51 (1)`; empty when
/// all have one stack.
[[nodiscard]] std::string variants(const Finding& finding);

/// Where goroutines of a finding that moves were seen, the place that shows it first:
/// `between select (poll.go:14) and sleep (poll.go:18)`. Empty for one that stays, or whose
/// places all look the same. At most four places.
[[nodiscard]] std::string movement(const Finding& finding);

/// What would have ended it, as the source says: `<-h.quit (hub.go:31), closed in (*Hub).Close
/// (hub.go:55)`. Where nothing does for certain, what may: `perhaps …`. At most three ways, two
/// calls of close each; empty where nothing is known.
[[nodiscard]] std::string ways_out(const Finding& finding);

/// The tests that leak it: its leakers without those that are excused.
[[nodiscard]] std::vector<const Leaker*> leaking_tests(const Finding& finding);

/// The tests whose goroutines are among those of the finding and do not make it fail, with why:
/// `TestSingleton (1 one-time)`. Empty where there are none; at most five.
[[nodiscard]] std::string excused_tests(const Finding& finding);

/// The tests that leak it as one line: `2 tests: TestA (1) · TestB (1)`; of many that came through
/// one helper that one: `130 tests through newClient, helpers_test.go:56`. Empty for one test; at
/// most `most` names.
[[nodiscard]] std::string tests_line(const Finding& finding, std::size_t most);

/// One that is folded below `cause`, in one line: `2 × broker.(*Hub).Run at broker/hub.go:40:
/// started by the same call`. Where both are blocked at one line, where it was started, or in a
/// library's line which call of the user's led there.
[[nodiscard]] std::string follower(const Finding& finding, const Finding& cause);

/// What is folded below a cause, a line each, at most `most`; the rest is counted.
[[nodiscard]] std::vector<std::string>
followers(const Finding& cause, const std::vector<const Finding*>& below, std::size_t most);

/// The goroutines of a finding and of those below it.
[[nodiscard]] std::uint64_t family_count(const Finding& cause,
                                         const std::vector<const Finding*>& below);

/// All goroutines of a cause and of several findings below it: `42 goroutines: 14 of this one, 28
/// of 5 findings with it`; empty where fewer than two follow.
[[nodiscard]] std::string family_total(const Finding& cause,
                                       const std::vector<const Finding*>& below);

/// Of a goroutine in a deadlock: `waits for h.mu, holds b.mu (broker/bus.go:20)`; else empty.
[[nodiscard]] std::string deadlock(const Finding& finding);

/// Why something known is reported all the same: `baseline has 2, now 3`,
/// `allowed up to 2 by .leakgate.yml:12, got 5`; empty otherwise.
[[nodiscard]] std::string exceeded(const Finding& finding);

/// The test that did it, or why there is none: `no test: started in init`.
[[nodiscard]] std::string test_or_phase(const Finding& finding);

/// By what the test was found, for people: `by its pprof label`, of memory `by its line on the
/// stack of the allocation`.
[[nodiscard]] std::string_view attribution_in_words(const Finding& finding);

/// The function that names the leak: where the goroutine is blocked, else where it was
/// started, else the innermost frame. Full symbol; empty when nothing is known.
[[nodiscard]] std::string leaking_function(const Finding& finding);

/// The entry of `.leakgate.yml` that would silence it, a line each, for a list that is not
/// indented; empty where none would.
[[nodiscard]] std::vector<std::string> allow_entry(const Finding& finding);

/// True for a file of the module under test, i.e. not in GOROOT and not in a dependency.
[[nodiscard]] bool in_module(const Place& place);

} // namespace leakgate::finding_text
