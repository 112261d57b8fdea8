#pragma once

namespace leakgate {

/// How much the console says: `quiet` only what somebody has to look at, `verbose` also what
/// is otherwise cut or counted.
enum class Loudness { quiet, normal, verbose };

} // namespace leakgate
