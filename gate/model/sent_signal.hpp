#pragma once

#include <string_view>

namespace leakgate {

/// The name of the signal in what the go command says of a dead process (`signal: killed` →
/// `SIGKILL`), where it is one that somebody sends. Empty for those that a program dies of by its
/// own fault, and for all other ends.
[[nodiscard]] std::string_view sent_signal(std::string_view status);

/// True for the signal that comes from outside: of somebody, of a limit of the job, or of the
/// kernel for want of memory. The others a test may well send to its own process.
[[nodiscard]] bool is_killed_from_outside(std::string_view status);

} // namespace leakgate
