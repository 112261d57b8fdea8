#pragma once

#include "gate/app/confirm/plan.hpp"
#include "gate/model/suite_run.hpp"

#include <vector>

namespace leakgate {

/// Divides `plan` among `go test` commands. One command chooses tests by name for all its
/// packages, so each package stands with such others that no test runs which is not in its
/// own plan; `first`, the run of the suite, tells which tests a package has, but for one that
/// failed under -failfast, which stands alone. Packages go in order into the first command
/// that takes them.
[[nodiscard]] std::vector<ConfirmPlan> confirm_groups(const ConfirmPlan& plan, const TestRun& first,
                                                      bool failfast);

/// Takes the tests out of `plan` that a command has no room to name, the last ones of a
/// package first. True when there were any.
bool drop_unnameable(ConfirmPlan& plan);

} // namespace leakgate
