#pragma once

#include "gate/app/suite/go_test_run.hpp"
#include "gate/app/suite/session.hpp"
#include "gate/capture/go_test_command.hpp"

namespace leakgate {

/// Runs the suite of `session` for `leakgate run`: without -json unless the user gave it, and what
/// the go command prints is handed on as it comes, byte for byte but for what the gate adds.
/// Of packages that are replayed from its test cache then, only a run with -json, which it replays
/// too (but the first time), shows the snapshot: that comes behind, and nobody sees it.
[[nodiscard]] Result<SuiteRun> run_untouched(const TestSession& session, TestCache cache);

} // namespace leakgate
