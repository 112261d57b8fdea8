#include "gate/decode/events/package_end.hpp"

#include "gate/decode/output_collector.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate {

namespace {

// A panic prints what is at most a dump of 64 MiB under pprof; a little more is kept.
constexpr std::size_t k_max_crash = std::size_t{80} << 20;

// True for the events that only a living process causes. `fail` is not one: test2json
// sends it for a test whose report came before the panic.
bool
shows_life(const TestEvent& event)
{
  if (event.action != "output") {
    return event.action != "fail";
  }
  std::string_view text = event.output;
  if (event.test.empty()) {
    return text == "PASS\n" || text == "FAIL\n";
  }
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  for (const std::string_view report : {"--- PASS: ", "--- FAIL: ", "--- SKIP: ", "--- BENCH: "}) {
    if (text.starts_with(report)) {
      text.remove_prefix(report.size());
      return text.starts_with(event.test) && text.substr(event.test.size()).starts_with(" (");
    }
  }
  return false;
}

bool
is_exit_status(std::string_view line)
{
  return line.starts_with("exit status ") || line.starts_with("signal: ");
}

// How much is known to have gone wrong.
int
weight(PackageEnd end)
{
  switch (end) {
  case PackageEnd::no_tests:
  case PackageEnd::ran_none: return 0;
  case PackageEnd::passed: return 1;
  case PackageEnd::failed:
  case PackageEnd::stopped: return 2;
  case PackageEnd::exited: return 3;
  case PackageEnd::crashed: return 4;
  case PackageEnd::timed_out: return 5;
  case PackageEnd::build_failed: return 6;
  case PackageEnd::unfinished: return 7;
  }
  return 7;
}

} // namespace

void
PackageEndWatch::event(const TestEvent& event)
{
  if (event.action == "output") {
    std::string_view line = event.output;
    while (line.ends_with('\n') || line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (event.test.empty()) {
      package_line(line);
    }
    if (!(event.test.empty() && line.starts_with("FAIL\t"))) {
      m_last_line = line;
    }
  }
  if (!event.package.empty()) {
    watch_for_crash(event);
  }
}

void
PackageEndWatch::package_line(std::string_view line)
{
  if (line.starts_with("FAIL\t" + m_import_path)) {
    m_fail_line = line;
  } else if (line.starts_with("*** Test killed")) {
    m_killed = true;
  } else if (!line.empty() && !is_exit_status(line)) {
    m_last_package_line = line;
  }
  m_final_frames += line == "PASS" || line == "FAIL" ? 1 : 0;
}

void
PackageEndWatch::watch_for_crash(const TestEvent& event)
{
  if (shows_life(event)) {
    m_scan = {};
    m_crash.clear();
    return;
  }
  if (event.action != "output") {
    return;
  }
  std::string_view text = event.output;
  if (const std::size_t message = m_scan.next(text); message != std::string_view::npos) {
    m_crash.clear();
    text.remove_prefix(message);
  }
  if (!m_scan.in_crash() || m_crash.size() > k_max_crash) {
    return;
  }
  m_crash += text;
  if (m_crash.size() > k_max_crash) {
    m_crash += fmt::format("\n{}the rest of the output left out]\n", OutputCollector::k_note);
  }
}

bool
is_worse(PackageEnd a, PackageEnd b)
{
  return weight(a) > weight(b);
}

bool
PackageEndWatch::is_crash() const
{
  if (m_crash.empty()) {
    return false;
  }
  // The go command prints the status only sometimes; Go's own crashes end with 2.
  if (m_last_line.starts_with("exit status ")) {
    return m_last_line == "exit status 2";
  }
  return m_scan.has_goroutines() || is_exit_status(m_last_line);
}

bool
PackageEndWatch::cached() const
{
  return m_last_package_line.starts_with("ok  \t" + m_import_path + "\t(cached)");
}

PackageEnd
PackageEndWatch::end(const TestEvent& final, Ran ran) const
{
  const bool has_tests = ran == Ran::tests;
  if (final.action == "skip") {
    return PackageEnd::no_tests;
  }
  if (final.action == "pass") {
    // No test files under -cover, no test that matched, or a process that ended before package
    // testing could say that there is none. Where package testing says PASS and no test was
    // seen, a TestMain ran them in another process of this binary.
    const bool of_process = m_last_package_line.starts_with("ok  \t");
    const bool elsewhere = ran == Ran::unknown && m_final_frames > 0 && of_process &&
                           !m_last_package_line.ends_with("[no tests to run]");
    if (has_tests || elsewhere) {
      return PackageEnd::passed;
    }
    const bool began = m_last_package_line.starts_with("ok  \t" + m_import_path);
    return began && m_final_frames == 0 ? PackageEnd::ran_none : PackageEnd::no_tests;
  }
  const bool build_line =
      m_fail_line.ends_with(" [build failed]") || m_fail_line.ends_with(" [setup failed]");
  if (!final.failed_build.empty() || (build_line && !has_tests)) {
    return PackageEnd::build_failed;
  }
  if (m_killed) {
    return PackageEnd::timed_out;
  }
  if (is_crash()) {
    return m_crash.starts_with("panic: test timed out after ") ? PackageEnd::timed_out
                                                               : PackageEnd::crashed;
  }
  if (m_last_line.starts_with("signal: ")) {
    return PackageEnd::crashed;
  }
  return m_final_frames > 0 ? PackageEnd::failed : PackageEnd::exited;
}

} // namespace leakgate
