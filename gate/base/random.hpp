#pragma once

#include <string>

namespace leakgate {

/// 16 hexadecimal digits from the system's source of randomness: a name that no other
/// run has.
[[nodiscard]] std::string random_hex();

} // namespace leakgate
