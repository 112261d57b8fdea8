#pragma once

#include "gate/base/result.hpp"
#include "gate/capture/toolchain.hpp"
#include "gate/model/leaker.hpp"
#include "gate/model/policy.hpp"
#include "gate/model/source_roots.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace leakgate {

/// First and last line of parts of a file.
using LineRanges = std::vector<std::pair<int, int>>;

/// The lines of each function of a Go file. Error: nobody knows them.
using FunctionsOf = std::function<Result<LineRanges>(const std::filesystem::path& file)>;

/// By Go's parser; `cache` is where the program that asks it is kept (read_functions).
[[nodiscard]] FunctionsOf functions_by_parser(const Toolchain& toolchain,
                                              const std::filesystem::path& cache);

/// Says for the rules what a change has touched, in the names that findings have for files: whole
/// functions, wherever in them lines differ. The one place that knows which file on the disk a name
/// of a finding is. What cannot be known counts as touched: a file that git does not track (it is
/// ignored, generated, of a submodule, outside of the repository), or that is not found.
class ChangeReader
{
public:
  /// `change` as of read_changed_lines; no value: nothing is ever learned. Refers to `roots`.
  ChangeReader(std::optional<ChangedLines> change, const SourceRoots& roots, FunctionsOf functions)
      : m_change(std::move(change)), m_roots(roots), m_functions(std::move(functions))
  {
  }

  /// Adds to `policy` what is known of the file of each place, and of the tests of each package (by
  /// its import path). True when something was added: then the verdict may be another one.
  bool learn(const std::vector<Place>& places, const std::vector<std::string>& packages,
             Policy& policy) const;

  /// The touched lines of a file that a finding calls `name`.
  [[nodiscard]] LineRanges touched(const std::string& name) const;

private:
  [[nodiscard]] LineRanges parts_on_disk(const std::filesystem::path& file) const;
  [[nodiscard]] LineRanges touched_on_disk(const std::filesystem::path& file) const;
  [[nodiscard]] LineRanges touched_outside(const std::filesystem::path& file) const;
  [[nodiscard]] LineRanges touched_tests(const std::string& package) const;
  [[nodiscard]] std::optional<std::filesystem::path> local_module(const std::string& name) const;

  std::optional<ChangedLines> m_change;
  const SourceRoots& m_roots;
  FunctionsOf m_functions;
};

} // namespace leakgate
