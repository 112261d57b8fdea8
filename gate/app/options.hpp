#pragma once

#include "gate/base/result.hpp"
#include "gate/capture/go_flags.hpp"
#include "gate/capture/probe_options.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// A `--report NAME=PATH`.
struct ReportRequest
{
  std::string name;
  std::string path;

  friend bool operator==(const ReportRequest&, const ReportRequest&) = default;
};

/// The options of `leakgate test`, checked.
struct TestOptions
{
  std::vector<ReportRequest> reports;
  ProbeOptions probe;
  bool use_cache = true;
  GoTestArguments go;
};

/// The arguments of `leakgate explain`.
struct ExplainOptions
{
  std::string result;      ///< path of a JSON result
  std::string fingerprint; ///< or its beginning; empty: all findings
};

/// The command line after the program's name, read.
struct CommandLine
{
  enum class Command { test, explain, help, version };
  Command command = Command::help;
  std::string help; ///< the text to print for Command::help
  TestOptions test;
  ExplainOptions explain;
};

/// Reads the words after the program's name. Options with two dashes that leakgate
/// knows are its own; every other flag goes to `go test`, and so does all behind `--`.
/// Error: one line with what to do.
[[nodiscard]] Result<CommandLine> parse_command_line(const std::vector<std::string>& words);

} // namespace leakgate
