#pragma once

#include <span>
#include <string_view>

/// The Go sources that are part of this library, as they were when it was built: embed_probe.cmake
/// and embed_facts.cmake write them.
namespace leakgate {

struct EmbeddedFile
{
  std::string_view name; ///< `hooks.go`
  std::string_view content;
};

/// Those of gate/probe/_inject, sorted by name.
[[nodiscard]] std::span<const EmbeddedFile> probe_files();

/// gate/probe/_early/early.go, which belongs to package container/ring.
[[nodiscard]] std::string_view probe_early();

/// gate/probe/insertions.txt: what is changed in the toolchain's own files.
[[nodiscard]] std::string_view probe_insertions();

/// Another one for another probe.
[[nodiscard]] std::string_view probe_digest();

/// Those of gate/facts, sorted by name, without its tests.
[[nodiscard]] std::span<const EmbeddedFile> facts_files();

} // namespace leakgate
