#pragma once

#include <string_view>
#include <utility>

namespace leakgate::rules {

/// Whether a method is one that runners of suites call by its name: `TestC`, `SetupSuite`.
[[nodiscard]] bool is_suite_method(std::string_view method);

/// `S` and `TestC` of `(*S).TestC.func1`: the first two parts of a symbol's name, the first without
/// its pointer; empty where there is one.
[[nodiscard]] std::pair<std::string_view, std::string_view> method_of(std::string_view function);

/// A closure in a variable of the package, or in `init`: it was put down there to be run later.
[[nodiscard]] bool is_put_down(std::string_view function);

/// The function whose source a closure stands in, with its receiver.
[[nodiscard]] std::string_view family(std::string_view function);

} // namespace leakgate::rules
