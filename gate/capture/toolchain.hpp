#pragma once

#include "gate/base/process/command.hpp"
#include "gate/base/result.hpp"

#include <string>
#include <string_view>

namespace leakgate {

/// The Go toolchain that `go` in a folder stands for: the one that go.mod, go.work
/// and GOTOOLCHAIN select, not merely the one that is installed. From `go env -json`.
struct Toolchain
{
  std::string goroot;
  std::string version;     ///< `go1.26.8`, or `devel go1.28-…`
  std::string build_cache; ///< GOCACHE
  std::string mod_cache;   ///< GOMODCACHE
  std::string go_mod;      ///< path of go.mod; empty inside a workspace without one
  std::string go_work;     ///< path of go.work; empty without a workspace
  std::string go_flags;    ///< GOFLAGS
  std::string experiment;  ///< GOEXPERIMENT

  [[nodiscard]] int minor() const; ///< 26 for `go1.26.8`; 0 when it cannot be read
};

/// Why there is no toolchain.
struct NoToolchain
{
  std::string message;
  bool killed = false; ///< a signal ended `go`: that says nothing about the machine or the module
};

/// Asks `go`, started in `directory` (empty: here). Errors say what to do:
/// Go missing, Go too old, not inside a module.
[[nodiscard]] tl::expected<Toolchain, NoToolchain>
find_toolchain(std::string_view directory, const ProcessRunner& run = run_process);

/// `run`, but what `go env` and `go list -m` said of a folder is remembered below Go's build cache
/// and said again as long as all is the same that it depends on: the go command, its settings, the
/// variables that it reads, go.mod and go.work here and above. Where `go` is a script, or another
/// program in its place that chooses a Go, it is asked each time.
[[nodiscard]] ProcessRunner remembering_go(ProcessRunner run = run_process);

} // namespace leakgate
