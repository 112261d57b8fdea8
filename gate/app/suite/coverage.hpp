#pragma once

#include "gate/capture/go_flags.hpp"
#include "gate/model/evidence.hpp"

namespace leakgate {

/// Says of the packages of a run under -failfast that failed that they were stopped.
void mark_stopped(TestRun& run);

/// How much of the modules in `roots` the run covered, in doubt less. `inherited` is what
/// GOFLAGS says. Everything is covered when `./...` ran in the folder of the only module,
/// or when `MODULE/...` of each one did, and when no flag left tests out and every test
/// process came to its end.
[[nodiscard]] Coverage coverage_of(const TestRun& run, const GoTestArguments& arguments,
                                   const GoTestArguments& inherited, const SourceRoots& roots);

} // namespace leakgate
