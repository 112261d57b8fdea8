#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace leakgate::e2e {

/// A folder of tests/e2e/cases with what its case.json says. Every key is optional.
struct Case
{
  std::string name;
  std::filesystem::path folder;
  std::vector<std::string> args = {"./..."};    ///< packages and flags of go test
  std::vector<std::string> gate;                ///< flags of leakgate
  std::map<std::string, std::string> env;       ///< `$CASE` stands for the folder of the copy
  std::string dir;                              ///< where to run, inside the case
  std::string copy_to;                          ///< name of the copied folder
  std::vector<std::vector<std::string>> before; ///< commands run in the copy first
  std::vector<std::string>
      leaks;                  ///< promises beside the comments: `FILE:LINE ` and a comment's text
  std::optional<int> exit;    ///< default: 1 when a comment promises a leak, else 0
  bool result = true;         ///< false: nothing is run, so no report is written
  std::string plain = "same"; ///< same; outcomes (output differs from run to run); skip
  /// What an unchanged second run is: `cached` for every package, `same` findings, skip.
  std::string second = "cached";
  std::vector<std::string> shows; ///< must be on stdout or stderr of the gate
  std::vector<std::string> hides; ///< must be on neither
  std::vector<std::string> junit; ///< must be in the JUnit report
};

/// Reads a case. Throws std::runtime_error when case.json is wrong.
[[nodiscard]] Case read_case(const std::filesystem::path& folder);

/// The Go with which this program was asked to test.
struct GoVersion
{
  std::string name;      ///< `1.26`
  std::string toolchain; ///< value of GOTOOLCHAIN
  bool proof = false;    ///< the GC's proof is there
  bool experiment = false;
};

/// `1.24`, `1.25`, `1.26`, `1.26+leakprofile`, `1.27`. Throws for any other.
[[nodiscard]] GoVersion go_version(const std::string& spec);

/// Options of this program, set by main before the tests run.
struct Options
{
  std::filesystem::path leakgate;
  std::filesystem::path cases;
  std::string case_name;
  GoVersion go;
};

[[nodiscard]] Options& options();

} // namespace leakgate::e2e
