#pragma once

#include "gate/model/source_roots.hpp"
#include "gate/model/test_run.hpp"

#include <string>
#include <string_view>

namespace leakgate::junit {

/// What the output of a failed test says first.
struct Failure
{
  std::string message; ///< its first line, without the place; empty: it says nothing
  std::string file;    ///< from the root of the repository; empty: none that is inside of it
  int line = 0;
};

/// Reads the first `file.go:NN` that is inside the repository, as t.Error, a panic and testify
/// print it; `import_path` is the package whose folder t.Error's names are relative to.
[[nodiscard]] Failure failure_of(std::string_view output, std::string_view import_path,
                                 const SourceRoots& roots);

} // namespace leakgate::junit
