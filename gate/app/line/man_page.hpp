#pragma once

#include <string>

namespace leakgate {

/// leakgate(1) in the language of man(7), for `man` of Linux, macOS and BSD.
[[nodiscard]] std::string man_page();

} // namespace leakgate
