#pragma once

#include <string>
#include <string_view>

/// Paths in Go's module cache: a capital letter is written as `!` and the small one, since some
/// file systems tell no case. Source: golang.org/x/mod/module, EscapePath.
namespace leakgate {

/// `github.com/!burnt!sushi/toml@v1.3.2` -> `github.com/BurntSushi/toml@v1.3.2`.
[[nodiscard]] std::string unescaped_module_path(std::string_view path);

/// The way back. Only a module's path and version are written so: what follows is left as it is.
[[nodiscard]] std::string escaped_module_path(std::string_view path);

} // namespace leakgate
