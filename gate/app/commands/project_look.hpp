#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace leakgate {

/// Of a line that is longer, no more is kept.
inline constexpr std::size_t k_most_line_text = 100;

/// A line of a file that runs tests of Go.
struct GoTestLine
{
  std::string file; ///< from the root, with forward slashes
  int line = 0;
  std::string text;   ///< without the space around it
  bool plain = false; ///< it calls `go test` itself, not something that does
};

/// What a repository says of how its tests are run, as far as `leakgate init` goes by it.
struct ProjectLook
{
  std::filesystem::path root;       ///< that of the repository, or the folder looked from
  std::vector<std::string> modules; ///< folders with a go.mod, from the root; `.` is the root
  bool workspace = false;           ///< there is a go.work at the root
  std::vector<std::string> members; ///< of `modules`, those that it uses
  std::vector<GoTestLine> ci;       ///< in .github/workflows, .gitlab-ci.yml and others
  std::vector<GoTestLine> old_go;   ///< lines of the CI that name a Go older than leakgate takes
  std::vector<std::string> old;     ///< go.mod and go.work that ask for no newer one
  std::vector<GoTestLine> scripts;  ///< in Makefile, Taskfile, magefile, justfile, shell scripts
  bool github = false;              ///< there are workflows of GitHub
  bool gitlab = false;              ///< there is a .gitlab-ci.yml
  std::size_t goleak = 0;           ///< files that import go.uber.org/goleak
};

/// Looks at the repository around `start`. Files that are large or cannot be read say nothing, and
/// so do folders of dependencies; only so many files are opened.
[[nodiscard]] ProjectLook look_at_project(const std::filesystem::path& start);

} // namespace leakgate
