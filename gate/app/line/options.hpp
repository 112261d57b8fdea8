#pragma once

#include "gate/app/line/reporting_options.hpp"
#include "gate/base/result.hpp"
#include "gate/capture/go_flags.hpp"
#include "gate/capture/probe_options.hpp"
#include "gate/model/finding.hpp"
#include "rules/config/config.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace leakgate {

/// What says "none" in place of a file: `--config off`.
inline constexpr const char* k_off = "off";

/// The options of `leakgate test`, checked. What was given beats the configuration file,
/// which beats the defaults: settings.hpp brings them together.
struct TestOptions : ReportingOptions
{
  ProbeOptions probe;
  bool settle_given = false;
  bool use_cache = true;
  std::string config;                         ///< a file, `off`, or empty: looked for upward
  std::string baseline;                       ///< likewise
  int confirm_rounds = Confirmation{}.rounds; ///< how often leaking tests run again; 0: not at all
  bool confirm_given = false;
  std::chrono::milliseconds confirm_budget = Confirmation{}.budget; ///< for all of them together
  std::optional<Tier> fail_tier;
  GoTestArguments go;
  std::string since; ///< a revision: only leaks in lines that changed since fail; empty: all do
  bool self_check = false; ///< a planted leak must be seen before anything is run
  bool untouched = false;  ///< what the go command prints is handed on as it is: `leakgate run`
  std::string one_dash;    ///< what to say of an option of ours with one dash, if go test fails
};

/// The words of `leakgate run` behind its options, and those options that each `go test` of the
/// command is given.
struct RunWords
{
  std::vector<std::string> command;
  std::vector<std::string> options; ///< `--settle=2s`
};

/// The arguments of `leakgate explain`.
struct ExplainOptions
{
  std::string subject;     ///< path of a JSON result, the id of a rule, or `rules`
  std::string fingerprint; ///< or its beginning; empty: all findings
};

/// The arguments of `leakgate report`.
struct ReportOptions : ReportingOptions
{
  std::vector<std::string> results;     ///< paths of JSON results
  std::vector<std::string> attachments; ///< files that JUnit readers show beside a leak
};

/// The arguments of `leakgate baseline`.
struct BaselineOptions
{
  std::vector<std::string> results; ///< paths of JSON results
  std::string output;               ///< empty: the file that `leakgate test` would read
  bool prune = false;               ///< only remove and lower
};

/// The arguments of `leakgate init`.
struct InitOptions
{
  bool force = false; ///< files that are there are written anew
  std::string action; ///< `OWNER/leakgate@TAG`: a workflow is written with it; empty: none
};

/// The command line after the program's name, read.
struct CommandLine
{
  enum class Command {
    test,
    run,
    report,
    baseline,
    explain,
    init,
    doctor,
    flags,
    completion,
    version,
    help
  };
  Command command = Command::help;
  std::string print; ///< the text of Command::help and Command::completion
  TestOptions test;  ///< of Command::run, too
  RunWords run;
  ReportOptions report;
  ExplainOptions explain;
  BaselineOptions baseline;
  InitOptions init;
  std::string shell; ///< of Command::completion
  std::string topic; ///< of Command::help: a command; empty: all
  bool man = false;  ///< of Command::help: the manual page
};

/// Reads the words after the program's name. Options with two dashes that leakgate
/// knows are its own; every other flag goes to `go test`, and so does all behind `--`.
/// Error: one line with what to do.
[[nodiscard]] Result<CommandLine> parse_command_line(const std::vector<std::string>& words);

} // namespace leakgate
