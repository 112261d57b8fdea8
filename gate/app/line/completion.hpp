#pragma once

#include <string>
#include <string_view>

namespace leakgate {

/// What makes a shell (`bash`, `zsh`, `fish`) complete commands, options and their values.
[[nodiscard]] std::string completion_script(std::string_view shell);

} // namespace leakgate
