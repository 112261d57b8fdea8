#pragma once

#include "gate/app/confirm/lone_runs.hpp"
#include "gate/app/confirm/plan.hpp"
#include "gate/app/line/options.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/app/suite/session.hpp"
#include "gate/model/evidence.hpp"

namespace leakgate {

/// Runs the tests of `plan` again, and no other, up to `options.confirm_rounds` times in one
/// process for each package, with the toolchain, overlay and flags of the suite, for at most
/// `options.confirm_budget` in all: 0 runs nothing. What a test has spoiled that fails or
/// never ends runs once more without it. Says so on `terminal` in one line (not with -json)
/// and shows nothing of what the tests print: it is a measurement. A suite replayed from
/// Go's test cache, as `first` tells, finds what was measured when it ran, unless the cache
/// is off.
///
/// Then, for what rounds cannot tell (plan_lone_processes(), Hunt), tests run in processes of
/// their own; `count` judges what these left.
///
/// Why something could not be measured stands in Confirmation::note; what had ended when the
/// budget was used up counts. After an interrupt nothing of it does: the caller asks
/// interrupt_requested().
[[nodiscard]] Confirmation confirm_leaks(const TestSession& session, const TestOptions& options,
                                         const ConfirmPlan& plan, const TestRun& first,
                                         const CountLeft& count, const Terminal& terminal);

} // namespace leakgate
