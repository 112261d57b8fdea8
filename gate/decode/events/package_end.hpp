#pragma once

#include "gate/decode/crash_output.hpp"
#include "gate/decode/events/suite_event.hpp"
#include "gate/model/suite_run.hpp"

#include <string>
#include <string_view>

namespace leakgate {

/// Watches the events of one package for what tells how its run ends. Only lines that
/// Go itself prints count: those of the package, at their place. What a test prints
/// carries the test's name and is looked at for a crash alone, which must be the last
/// thing that happened.
/// Source of the lines: cmd/go/internal/test (runTestActor.Act), testing.(*M).Run.
class PackageEndWatch
{
public:
  explicit PackageEndWatch(std::string import_path) : m_import_path(std::move(import_path)) {}

  void event(const TestEvent& event);

  /// What the events show of the tests of the process: some ran; none did, and the probe in it
  /// has said how it ended; or neither is known.
  enum class Ran { tests, none, unknown };

  /// The end that the final event (pass, fail or skip of the package) means.
  [[nodiscard]] PackageEnd end(const TestEvent& final, Ran ran) const;

  /// The result is one of an earlier run, replayed by the go command.
  [[nodiscard]] bool cached() const;

  /// How often package testing said PASS or FAIL for all tests of the package.
  [[nodiscard]] int
  final_frames() const
  {
    return m_final_frames;
  }

  /// All that was printed since the message of a crash, while nothing shows that the
  /// process went on. What comes behind 80 MiB is left out, with OutputCollector's note.
  [[nodiscard]] const std::string&
  crash_text() const
  {
    return m_crash;
  }

private:
  void package_line(std::string_view line);
  void watch_for_crash(const TestEvent& event);
  [[nodiscard]] bool is_crash() const;

  std::string m_import_path;
  std::string m_last_package_line; ///< before the exit status and the FAIL line
  std::string m_fail_line;         ///< `FAIL\tPATH…`
  std::string m_last_line;         ///< of anything, before the FAIL line
  int m_final_frames = 0;          ///< testing itself printed PASS or FAIL
  bool m_killed = false;           ///< by the go command, after its time-out
  CrashScan m_scan;
  std::string m_crash;
};

/// True when `a` says more of what went wrong than `b`, for packages that ran more than once.
[[nodiscard]] bool is_worse(PackageEnd a, PackageEnd b);

} // namespace leakgate
