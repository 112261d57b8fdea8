#pragma once

#include "gate/app/line/settings.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/app/suite/session.hpp"
#include "gate/model/verdict.hpp"

#include <optional>
#include <string>

namespace leakgate {

/// Why a gate with these settings could only pass; nothing: it can fail.
[[nodiscard]] std::optional<std::string> unprovable(const Settings& settings,
                                                    const TestSession& session);

/// With the lines that have changed since TestOptions::since, where that is given.
[[nodiscard]] tl::expected<Settings, Messages> with_change(Settings settings);

/// `go test was ended by SIGKILL`
[[nodiscard]] std::string ended_by(int signal);

/// The message for a command line that names no package at all, when nothing was run; nothing: some
/// package was.
[[nodiscard]] std::optional<std::string> nothing_to_run(const TestRun& run,
                                                        const ExitStatus& status);

/// Where every package passed and the go command fails all the same, it says why on its standard
/// error: then the tests have failed.
void heed_go_status(Verdict& verdict, const SuiteResult& suite);

/// Judges the suite and, where the leaking tests can be run again, once more with what that has
/// shown. How the go command ended counts too.
[[nodiscard]] Verdict judge_suite(const TestSession& session, const Settings& settings,
                                  SuiteResult& suite, const Terminal& terminal);

/// What --verbose says of how the verdict comes about: the files it goes by, and each package.
void tell_measuring(const Settings& settings, const Evidence& evidence, const Terminal& terminal);

} // namespace leakgate
