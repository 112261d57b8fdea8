#pragma once

#include "gate/model/verdict.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What a JUnit file says, before it is XML. All texts are clean for XML (escape_xml).
namespace leakgate::junit {

/// failure: a test or the gate says no; error: something could not be run or judged.
enum class CaseState { passed, failed, error, skipped };

struct Case
{
  std::string classname; ///< the import path: GitLab shows it as the suite
  std::string name;      ///< with classname the identity between runs
  std::string file;      ///< empty: not known
  int line = 0;
  double seconds = 0;
  CaseState state = CaseState::passed;
  bool leak = false;   ///< a finding, not a test
  std::string type;    ///< kind of failure or error
  std::string message; ///< one line
  std::string content; ///< the message again, then everything else
};

struct Suite
{
  std::string name;
  double seconds = 0;
  std::vector<Case> cases; ///< no two with the same name
};

/// A suite per package that has something to say, sorted by import path; when the run as a
/// whole went wrong (no verdict), a suite `leakgate` in front that says why.
[[nodiscard]] std::vector<Suite> suites(const Verdict& verdict);

/// The suite of what is about the whole run and no package.
inline constexpr std::string_view k_run_suite = "leakgate";

/// The failed cases of each reported finding of `package` (empty: of those about the whole
/// run) that is told by itself, one for each test that leaks it, in the order of the verdict. What
/// was let pass is no case: readers would list it as a skipped test without a word of why.
[[nodiscard]] std::vector<Case> finding_cases(const Verdict& verdict, const std::string& package);

/// The same of findings that are all about one package.
[[nodiscard]] std::vector<Case> finding_cases(const std::vector<const Finding*>& of_package,
                                              const SourceRoots& roots);

} // namespace leakgate::junit
