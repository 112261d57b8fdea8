#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// `words` of a `go test` command line or of GOFLAGS, made fit for running some of the
/// tests again. What chooses tests or rounds goes (-run, -count, -bench, -fuzz, -failfast),
/// and so does what writes a file that the first run has written (profiles, traces, -o);
/// of -coverprofile -cover stays, since it is part of the build. Everything else stays
/// in order. Behind -args only flags spelled `-test.NAME` are the test binary's.
[[nodiscard]] std::vector<std::string> confirm_flags(const std::vector<std::string>& words);

/// GOFLAGS made fit in the same way; never empty, because an empty GOFLAGS in the
/// environment lets the one of `go env -w` stand.
[[nodiscard]] std::string confirm_goflags(std::string_view goflags);

} // namespace leakgate
