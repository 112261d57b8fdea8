#pragma once

#include "gate/app/suite/session.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// Runs one test binary, which `words` name behind a word that is not looked at, with its
/// arguments, as the go command's -exec does; hands on what it prints, and collects what it left.
/// Error: it could not be started, or its modules could not be listed.
[[nodiscard]] Result<SuiteResult> run_binary(const TestSession& session,
                                             const std::vector<std::string>& words);

/// Runs commands that are made for `go test`, those of a confirmation, with that binary instead,
/// and all others as they are.
[[nodiscard]] ProcessRunner binary_runner(std::vector<std::string> words, std::string package);

} // namespace leakgate
