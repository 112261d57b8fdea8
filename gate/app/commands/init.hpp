#pragma once

#include "gate/app/line/exit_code.hpp"

namespace leakgate {

/// `leakgate init`: writes a commented .leakgate.yml into the current folder and says what
/// comes next. A file that is there is never overwritten.
[[nodiscard]] ExitCode run_init_command();

} // namespace leakgate
