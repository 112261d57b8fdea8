#include "gate/model/vet.hpp"

#include <string_view>

namespace leakgate {

// vet heads what it says with the package in brackets, the compiler with its bare path.
// Source: cmd/go/internal/work/exec.go (vet), cmd/go/internal/work/shell.go (reportCmd).
bool
refused_by_vet(const PackageRun& run)
{
  const std::string_view output = run.output;
  return run.end == PackageEnd::build_failed &&
         (output.starts_with("# [") || output.find("\n# [") != std::string_view::npos);
}

} // namespace leakgate
