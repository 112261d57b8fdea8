#pragma once

#include "gate/base/process/command.hpp"
#include "gate/base/result.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// What git said to one question.
struct GitAnswer
{
  bool ok = false;
  std::string out;
  std::string complaint; ///< standard error
};

/// Asks git about the repository that a folder lies in. Neither the checkout nor what stands in
/// the environment decides which repository that is, what is run, or how names and pathspecs are
/// read.
class Git
{
public:
  /// `directory` empty: the current one. Refers to `run`.
  Git(std::string directory, const ProcessRunner& run)
      : m_directory(std::move(directory)), m_run(run)
  {
  }

  /// Error: git could not be started.
  [[nodiscard]] Result<GitAnswer> ask(std::vector<std::string> words) const;

private:
  std::string m_directory;
  const ProcessRunner& m_run;
};

/// The folder of the repository around `directory`. Error: what git said, and what helps: there is
/// none, or it belongs to somebody else.
[[nodiscard]] Result<std::string> find_repository(const std::string& directory,
                                                  const ProcessRunner& run = run_process);

} // namespace leakgate
