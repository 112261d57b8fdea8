#pragma once

#include "gate/model/evidence.hpp"
#include "gate/model/match.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// A Go symbol cut at the end of its package: `example.com/app/broker` and
/// `(*Hub).Subscribe.func1`. The package keeps the linker's escapes (`yaml%2ev3`).
struct Symbol
{
  std::string_view package;
  std::string_view name;
};

/// Views into `function`. Where there is no package, all of it is the name.
[[nodiscard]] Symbol split_symbol(std::string_view function);

/// True when `function` stands in `package` itself: `testing.tRunner` in `testing`, but
/// `testing.example.com/x.Run` not. Never compare the text of a symbol with `testing.`.
[[nodiscard]] bool in_package(std::string_view function, std::string_view package);

/// The import path as a symbol spells it: dots behind the last slash become `%2e`.
[[nodiscard]] std::string symbol_package(std::string_view import_path);

/// The parts of a symbol's name: `(*Hub)`, `Subscribe`, `func1`. Dots inside of
/// brackets do not cut.
[[nodiscard]] std::vector<std::string_view> name_parts(std::string_view name);

/// The type whose method a symbol's name is, or a closure in one: `Cache` of `(*Cache[...]).Close`
/// and of `Cache.Close.func1`; empty of a function.
[[nodiscard]] std::string_view receiver_of(std::string_view name);

/// A symbol's name as source declares it, without type arguments and without the closure: `New`,
/// `(*Cache).Start`.
[[nodiscard]] std::string declared_name(std::string_view name);
/// The same of the function of a frame.
[[nodiscard]] std::string declared_name(const Frame& frame);

/// The first part, which is the function in whose source a closure stands, or into
/// which it was inlined: `TestSub` for `example.com/app.TestSub.(*Hub).Run.func2`.
[[nodiscard]] std::string_view outer_function(std::string_view function);

/// True when the compiler put the name of a caller in front of a closure that it
/// inlined (`TestSub.(*Hub).Run.func2.1`), as Go does up to 1.26.
[[nodiscard]] bool has_inlined_caller(std::string_view function);

/// The name under which a function is known to a fingerprint. It is the same for Go
/// 1.24 to 1.27 and does not change when closures are added around it: closures lose
/// their numbers and the callers that they were inlined into, `init.0` its number,
/// an external test package its `_test`. `file_package` is the package of the frame's
/// file, used where the symbol names the caller's package instead; may be empty.
[[nodiscard]] std::string canonical_function(std::string_view function,
                                             std::string_view file_package);

/// The function that was seen after the tests and is nearest to the one that `match`
/// names but does not meet: one of the same name in another package or type, or one that
/// is spelled much like it. As people write it; empty where nothing is near, or `match`
/// names no function.
[[nodiscard]] std::string nearest_function(const GoroutineMatch& match,
                                           const std::vector<PackageEvidence>& packages);

} // namespace leakgate::rules
