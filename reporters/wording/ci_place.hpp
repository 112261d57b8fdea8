#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_roots.hpp"

#include <optional>
#include <string>
#include <vector>

namespace leakgate {

/// A line of the repository, where a CI system can put a mark.
struct CiPlace
{
  std::string path; ///< as repository_path gives it
  int line = 1;
  std::string file; ///< as SourceLine knows it

  friend bool operator==(const CiPlace&, const CiPlace&) = default;
};

/// `place` inside the repository; no value for what lies outside, or is not known.
[[nodiscard]] std::optional<CiPlace> ci_place(const Place& place, const SourceRoots& roots);

/// Where a finding can be marked, the best first: its test (which a change that leaks most
/// often touches, and from where the chain is read), started, blocked, and where its variants
/// are blocked. Never empty: CI systems drop what has no place, so what has none in the
/// repository stands at the first line of the module's go.mod.
[[nodiscard]] std::vector<CiPlace> ci_places(const Finding& finding, const SourceRoots& roots);

/// The first line of the module's go.mod: the place of what is about the whole run.
[[nodiscard]] CiPlace ci_module_place(const SourceRoots& roots);

} // namespace leakgate
