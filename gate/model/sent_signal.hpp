#pragma once

#include <string_view>

namespace leakgate {

/// The name of the signal in what the go command says of a dead process (`signal: killed` →
/// `SIGKILL`), where it is one that comes from outside: of somebody, of a limit of the job, or of
/// the kernel for want of memory. Empty for those that a program dies of by its own doing.
[[nodiscard]] std::string_view sent_signal(std::string_view status);

} // namespace leakgate
