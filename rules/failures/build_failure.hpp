#pragma once

#include "gate/model/suite_run.hpp"
#include "rules/failures/places.hpp"

namespace leakgate::rules {

/// What the compiler, the linker, go vet or the go command said first of a package that did not
/// build. The go command names files from where it was started, which is not known here: they lie
/// in the folder of the package that the line above them names.
[[nodiscard]] Failure failure_of_build(const PackageRun& package, OwnLines& lines);

} // namespace leakgate::rules
