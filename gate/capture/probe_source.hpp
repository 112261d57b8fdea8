#pragma once

#include <span>
#include <string_view>

namespace leakgate {

/// One Go file of gate/probe/_inject, as it was when this library was built.
struct ProbeFile
{
  std::string_view name; ///< `hooks.go`
  std::string_view content;
};

/// All of them, sorted by name.
[[nodiscard]] std::span<const ProbeFile> probe_files();

/// gate/probe/_early/early.go, which belongs to package container/ring.
[[nodiscard]] std::string_view probe_early();

/// gate/probe/insertions.txt: what is changed in the toolchain's own files.
[[nodiscard]] std::string_view probe_insertions();

} // namespace leakgate
