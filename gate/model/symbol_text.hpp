#pragma once

#include <string>
#include <string_view>

namespace leakgate {

/// Go's symbol as people write it: the linker writes a dot in the last element of an
/// import path as `%2e` (cmd/internal/objabi), here it is a dot again:
/// `gopkg.in/natefinch/lumberjack.v2.(*Logger).millRun`. Type arguments of which profiles know the
/// shape alone (`go.shape.int`) are left out, as stacks do: `Put[...]`.
[[nodiscard]] std::string unescaped_symbol(std::string_view symbol);

/// Go's symbol without the folders of its import path, as reports show it:
/// `example.com/app/broker.(*Hub).Run` becomes `broker.(*Hub).Run`, and of
/// `example.com/cache/v3.New` stays `cache.New`.
[[nodiscard]] std::string short_symbol(std::string_view symbol);

} // namespace leakgate
