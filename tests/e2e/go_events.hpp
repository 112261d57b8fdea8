#pragma once

#include <map>
#include <string>
#include <string_view>

namespace leakgate::e2e {

/// How one test ended and what it printed, as the user sees it.
struct Ordinary
{
  std::string outcome; ///< pass, fail, skip, or `never ended`
  std::string output;  ///< without the framing of `go test -v` and without times
};

/// `package` or `package test` → how it ended.
using OrdinaryResults = std::map<std::string, Ordinary>;

/// Reads the stream of `go test -json`; lines that are not events are collected under "".
[[nodiscard]] OrdinaryResults read_events(std::string_view stream);

/// One line for each test that ended otherwise or (when `with_output`) printed something
/// else: the suite must behave under the gate as without it.
[[nodiscard]] std::string diff_ordinary(const OrdinaryResults& plain, const OrdinaryResults& gated,
                                        bool with_output);

/// Checks a JUnit file: well-formed XML 1.0, one failing case for each test of a
/// reported finding,
/// and the ordinary results of `plain`. One line for each thing that is wrong.
[[nodiscard]] std::string check_junit(const std::string& xml, const OrdinaryResults& plain,
                                      const std::map<std::string, long>& tests_of_package);

} // namespace leakgate::e2e
