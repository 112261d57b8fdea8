#pragma once

#include "gate/base/process/command.hpp"
#include "gate/base/result.hpp"
#include "gate/capture/toolchain.hpp"
#include "gate/model/source_roots.hpp"

#include <string>

namespace leakgate {

/// The main modules (all of a workspace) with their folders, from `go list -m`, and
/// the places outside them to which Go's paths lead. Error: `go list -m: failed, got "…"`.
[[nodiscard]] Result<SourceRoots> find_source_roots(const Toolchain& toolchain,
                                                    const std::string& directory,
                                                    const ProcessRunner& run = run_process);

} // namespace leakgate
