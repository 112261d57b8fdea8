#include "gate/decode/crash_output.hpp"

#include "gate/decode/goroutine_header.hpp"
#include "gate/decode/output_collector.hpp"

#include <algorithm>

namespace leakgate {

namespace {

// Takes the first line from `text`, without its end.
std::string_view
take_line(std::string_view& text)
{
  const std::size_t newline = text.find('\n');
  std::string_view line = text.substr(0, newline);
  text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

// `SIGQUIT: quit`, `SIGSEGV: segmentation violation`.
bool
starts_with_signal(std::string_view line)
{
  const std::size_t name =
      std::min(line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"), line.size());
  return line.starts_with("SIG") && name > 4 && line.substr(name).starts_with(": ");
}

// The text of the last crash in `output`; empty when there is none.
std::string_view
last_crash(std::string_view output)
{
  CrashScan scan;
  std::size_t start = output.size();
  for (std::string_view rest = output; !rest.empty();) {
    const std::size_t at = output.size() - rest.size();
    const std::size_t message = scan.next(take_line(rest));
    if (message != std::string_view::npos) {
      start = at + message;
    }
  }
  return output.substr(start);
}

std::vector<std::string>
running_tests(std::string_view crash)
{
  std::vector<std::string> tests;
  take_line(crash);
  if (take_line(crash) != "\trunning tests:") {
    return tests;
  }
  for (std::string_view line = take_line(crash); line.starts_with("\t\t");
       line = take_line(crash)) {
    line.remove_prefix(2);
    tests.emplace_back(line.substr(0, line.rfind(" (")));
  }
  return tests;
}

CrashOutput
decode(std::string_view crash, const std::string& where)
{
  CrashOutput out;
  std::string_view first = crash;
  out.reason = take_line(first);
  out.dump = decode_goroutine_dump(crash, where);
  // The collector of a huge output may have taken a piece out of the middle.
  if (crash.find(OutputCollector::k_note) != std::string_view::npos) {
    out.dump.complete = false;
  }
  out.running_tests = running_tests(crash);
  return out;
}

} // namespace

std::size_t
find_crash_message(std::string_view line)
{
  if (starts_with_signal(line)) {
    return 0;
  }
  std::size_t first = std::string_view::npos;
  for (const std::string_view message : {"panic: ", "fatal error: "}) {
    const std::size_t at = line.find(message);
    // "recovered panic: " is somebody's sentence, "...panic: " is not.
    if (at != std::string_view::npos &&
        (at == 0 || (line[at - 1] != ' ' && line[at - 1] != '\t'))) {
      first = std::min(first, at);
    }
  }
  return first;
}

std::size_t
CrashScan::next(std::string_view line)
{
  while (line.ends_with('\n') || line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  const bool behind_separator = m_behind_separator;
  if (!line.empty()) {
    m_behind_separator = line == "-----";
  }
  if (line.ends_with(':') && split_goroutine_header(line)) {
    m_has_goroutines = m_in_crash;
    return std::string_view::npos;
  }
  if (m_in_crash && (!m_has_goroutines || behind_separator)) {
    return std::string_view::npos;
  }
  const std::size_t message = find_crash_message(line);
  if (message != std::string_view::npos) {
    m_in_crash = true;
    m_has_goroutines = false;
  }
  return message;
}

std::optional<CrashOutput>
decode_crash_output(const PackageRun& package)
{
  if (package.end != PackageEnd::crashed && package.end != PackageEnd::timed_out) {
    return std::nullopt;
  }
  std::string_view crash = last_crash(package.output);
  for (auto test = package.tests.rbegin(); crash.empty() && test != package.tests.rend(); ++test) {
    if (test->outcome != TestOutcome::pass) {
      crash = last_crash(test->output);
    }
  }
  if (crash.empty()) {
    return std::nullopt;
  }
  return decode(crash, package.import_path);
}

} // namespace leakgate
