#pragma once

#include "gate/model/goroutine.hpp"
#include "gate/model/suite_run.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace leakgate::rules {

/// The test that a pprof label names, or empty. The keys are the probe's and those of
/// Go's proposal 75047; the root of package testing has an empty one.
[[nodiscard]] std::string_view test_label(const Goroutine& goroutine);

/// `TestA` of `TestA/sub/x`.
[[nodiscard]] std::string_view top_level_test(std::string_view test);

/// How many tests deep: 1 for `TestA`, 2 for `TestA/sub`.
[[nodiscard]] int test_depth(std::string_view test);

/// Which functions of a package are its tests, and how they ended.
class TestNames
{
public:
  /// `run` may be null (two snapshots without a run): then names decide alone.
  TestNames(std::string_view import_path, const PackageRun* run);

  /// `TestA` when `function` is that test, a closure in it, or one inlined into it,
  /// in this package or its external test package; otherwise empty. Never TestMain.
  [[nodiscard]] std::string_view test_of(std::string_view function) const;

  /// True when `function` stands in this package or its external test package.
  [[nodiscard]] bool in_package(std::string_view function) const;

  /// The outcome of a test by its full name; none when it is not known.
  [[nodiscard]] TestOutcome outcome(std::string_view test) const;

private:
  std::string m_package;
  std::unordered_map<std::string, TestOutcome> m_outcomes;
};

/// Whether a method is one that runners of suites call by its name: `TestC`, `SetupSuite`.
[[nodiscard]] bool is_suite_method(std::string_view method);

/// `S` and `TestC` of `(*S).TestC.func1`: the first two parts of a symbol's name, the first without
/// its pointer; empty where there is one.
[[nodiscard]] std::pair<std::string_view, std::string_view> method_of(std::string_view function);

/// A closure in a variable of the package, or in `init`: it was put down there to be run later.
[[nodiscard]] bool is_put_down(std::string_view function);

/// The function whose source a closure stands in, with its receiver.
[[nodiscard]] std::string_view family(std::string_view function);

} // namespace leakgate::rules
