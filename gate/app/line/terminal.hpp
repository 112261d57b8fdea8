#pragma once

#include "gate/app/line/ci_log.hpp"
#include "gate/app/line/exit_code.hpp"
#include "reporters/console/report.hpp"

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// Where leakgate talks to. What was asked for goes to `out`, everything about how it
/// went wrong to `err`.
class Terminal
{
public:
  /// Colour and width of `out`: colour only on a terminal, never with NO_COLOR set
  /// (https://no-color.org) or TERM=dumb. Where `log` is read by a CI system, nothing that is
  /// printed counts as a command to it, to the end of the Terminal: on `out` behind a fence,
  /// on `err` broken.
  Terminal(std::FILE* out, std::FILE* err, Loudness loudness = Loudness::normal, CiLog log = {});
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  [[nodiscard]] const ConsoleStyle&
  style() const
  {
    return m_style;
  }

  /// Prints right away: a CI log is read while it grows.
  void print(std::string_view text) const;
  /// Prints text that can be folded below `title` where the log can; false, with nothing
  /// printed, where it cannot.
  [[nodiscard]] bool print_folded(std::string_view title, std::string_view text) const;
  /// The parts of the console one after the other, the details folded where the log can.
  void print(const ConsoleText& text) const;
  /// Prints lines that are commands to the CI system.
  void command(std::string_view lines) const;
  /// Hands on to `out` what a program reads there: nothing is added to it.
  void pass_on(std::string_view text) const;
  /// Prints `leakgate: MESSAGE`.
  void diagnose(std::string_view message) const;
  /// The same for each of several messages.
  void diagnose_all(const std::vector<std::string>& messages) const;
  /// Says why a command ends here.
  [[nodiscard]] ExitCode stop(std::string_view message, ExitCode code) const;
  [[nodiscard]] ExitCode stop(const std::vector<std::string>& messages,
                              ExitCode code = ExitCode::usage) const;
  /// Hands on what the go command says on its standard error, without control bytes, a line
  /// as soon as it is whole.
  void pass_on_error(std::string_view text) const;

private:
  void end_error_line() const;
  void write_error(std::string_view lines) const;

  std::FILE* m_out;
  std::FILE* m_err;
  ConsoleStyle m_style;
  // Like the streams, they change by what is printed.
  mutable CiLog m_log;
  mutable std::string m_error_line; ///< the begin of a line of the go command's
};

} // namespace leakgate
