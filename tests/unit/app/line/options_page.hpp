#pragma once

#include <string>

namespace leakgate::test {

/// docs/options.md, from the table of options.
[[nodiscard]] std::string options_page();

} // namespace leakgate::test
