#pragma once

#include "gate/model/suite_run.hpp"

namespace leakgate {

/// True when the package builds, and `go vet`, which `go test` runs first, refused it.
[[nodiscard]] bool refused_by_vet(const PackageRun& run);

} // namespace leakgate
