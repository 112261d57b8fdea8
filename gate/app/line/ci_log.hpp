#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace leakgate {

/// What a CI system reads out of the log of a job. Nothing is written here: each function
/// returns what to write instead, in the order of the calls.
///
/// GitHub Actions takes `::error …`, `::add-mask::…`, also behind spaces, and `##[…]`, also in
/// the middle of a line, as commands of the step. What tests print is none: between
/// `::stop-commands::TOKEN` and `::TOKEN::` no command counts.
/// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
class CiLog
{
public:
  enum class System { none, github, gitlab };

  /// A log in which nothing is read.
  CiLog() = default;
  /// `token` is what no test can know: letters and digits.
  CiLog(System system, std::string token);
  /// What GITHUB_ACTIONS and GITLAB_CI say, with a token of its own.
  [[nodiscard]] static CiLog from_environment();

  /// `text` that may hold anything, behind the fence: it is put up first when it is down.
  [[nodiscard]] std::string foreign(std::string_view text);
  /// Commands of our own, a line each, with the fence down.
  [[nodiscard]] std::string command(std::string_view lines);
  /// `text` with its commands broken, for a stream beside the fenced one: the runner reads both
  /// in no certain order. Takes whole lines, as text::printable leaves them.
  [[nodiscard]] std::string harmless(std::string_view text) const;
  /// What ends the fence; empty when it is down.
  [[nodiscard]] std::string end();

  /// True when the log can hide text until somebody asks for it.
  [[nodiscard]] bool
  folds() const
  {
    return m_system != System::none;
  }
  /// `text` folded below `title`, one line; in GitLab with `now` as its time.
  /// https://docs.gitlab.com/ci/jobs/job_logs/#create-custom-collapsible-sections
  [[nodiscard]] std::string folded(std::string_view title, std::string_view text,
                                   std::chrono::system_clock::time_point now);

private:
  System m_system = System::none;
  std::string m_token;
  bool m_fenced = false;
  bool m_in_line = false; ///< the last foreign text did not end its line
  int m_sections = 0;
};

} // namespace leakgate
