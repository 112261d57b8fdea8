#pragma once

#include "gate/model/suite_run.hpp"
#include "rules/failures/places.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace leakgate::rules {

/// What a test process died of (`panic: …`, `fatal error: …`), from the end of its package's
/// output.
class Crash
{
public:
  /// Nothing is known where `package` did not crash or time out, or printed no such line.
  Crash(const PackageRun& package, OwnLines& lines);

  [[nodiscard]] bool
  known() const
  {
    return !m_message.empty();
  }

  /// True where Go printed the crash into the output of `test`, or for an example, whose end it
  /// prints before, where the example called what panicked.
  [[nodiscard]] bool is_in(const TestCase& test) const;

  /// As the failure of the package: the first line of the user's own in the goroutine that
  /// panicked; after a time-out or a deadlock in one that was stuck in a test.
  [[nodiscard]] Failure of_package() const;

  /// As the failure of `test`: what it panicked with, or where it was when the process died.
  [[nodiscard]] Failure of_test(const TestCase& test) const;

private:
  struct Stack
  {
    std::vector<std::string_view> functions; ///< innermost first
    std::optional<OwnLine> own;              ///< the innermost line of the user's
    std::optional<OwnLine> panicked; ///< the same below its oldest panic, which the message tells
    std::optional<OwnLine> creator;
  };
  static Stack read_stack(const std::vector<std::string_view>& block, OwnLines& lines);
  void note_tests(const Stack& stack);
  [[nodiscard]] bool called_by_example(std::string_view test) const;
  [[nodiscard]] std::optional<OwnLine> place_of(std::string_view test) const;

  std::string m_package;
  std::string m_message;
  bool m_panicked = false; ///< the first goroutine is to blame
  std::vector<Stack> m_stacks;
  /// Where the goroutines are that are stuck in a test, by its function.
  std::unordered_map<std::string, std::vector<OwnLine>> m_stuck;
};

/// What the compiler, the linker, go vet or the go command said first of a package that did not
/// build. The go command names files from where it was started, which is not known here: they lie
/// in the folder of the package that the line above them names.
[[nodiscard]] Failure failure_of_build(const PackageRun& package, OwnLines& lines);

/// What t.Error, t.Fatal or the like said of a test that failed, from what it printed. t.Log prints
/// in the same form: Go 1.27 says which is which, before it the source at the place does. Where
/// neither tells, the last one counts, as nothing follows what ends a test. `subtests` are the
/// names of its own subtests that failed, without the test's: a test that failed for their sake
/// says which.
[[nodiscard]] Failure failure_of_test(const TestCase& test, std::string_view import_path,
                                      const std::vector<std::string>& subtests, OwnLines& lines);

} // namespace leakgate::rules
