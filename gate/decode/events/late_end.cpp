#include "gate/decode/events/late_end.hpp"

#include "gate/decode/crash_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace leakgate {

namespace {

// A panic prints what is at most a dump of 64 MiB; a little more is kept.
constexpr std::size_t k_most = std::size_t{80} << 20;

bool
is_status(std::string_view line)
{
  return line.starts_with("exit status ") || line.starts_with("signal: ");
}

std::string_view
without_newline(std::string_view line)
{
  while (line.ends_with('\n') || line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

void
set_output(LateEnd::Piece& piece, std::string output)
{
  piece.raw = replace_output(piece.raw, output);
  piece.event.output = std::move(output);
}

// `panic: …`, the line with which Go ends a process; empty when there is none.
std::string
crash_message(std::string_view output)
{
  CrashScan scan;
  std::string message;
  while (!output.empty()) {
    const std::string_view line =
        output.substr(0, std::min(output.find('\n'), output.size() - 1) + 1);
    if (const std::size_t at = scan.next(line); at != std::string_view::npos) {
      message = without_newline(line.substr(at));
    }
    output.remove_prefix(line.size());
  }
  return message;
}

} // namespace

bool
LateEnd::lets_through(Piece& piece)
{
  const std::string fail = "FAIL\t" + m_import_path;
  const std::string_view line = without_newline(piece.event.output);
  if (is_status(line)) {
    m_status = line;
    if (m_believed && m_code == 0) {
      return false;
    }
    if (m_believed && died()) {
      set_output(piece, fmt::format("exit status {}\n", m_code));
    }
    return true;
  }
  // What was printed last may not have ended its line.
  for (const std::string& own : {fail, "ok  \t" + m_import_path}) {
    const std::size_t at = piece.event.output.find(own);
    if (at == std::string::npos) {
      continue;
    }
    m_output += piece.event.output.substr(0, at);
    std::string words = piece.event.output.substr(at);
    if (m_believed && m_code == 0 && words.starts_with("FAIL")) {
      m_failed = true;
      words.replace(0, 4, "ok  ");
    }
    if (words != piece.event.output) {
      set_output(piece, std::move(words));
    }
    return true;
  }
  if (line.starts_with("*** Test killed")) {
    return m_code != 0 || !m_believed;
  }
  keep(piece);
  return false;
}

void
LateEnd::keep(Piece piece)
{
  if (m_output.size() <= k_most) {
    m_output += piece.event.output;
  }
  if (!m_believed) {
    m_kept.push_back(std::move(piece));
  }
}

void
LateEnd::mend_action(TestEvent& event, std::string& raw)
{
  if (m_code != 0 || event.action != "fail") {
    return;
  }
  m_failed = true;
  constexpr std::string_view k_fail = R"("Action":"fail")";
  if (const std::size_t at = raw.find(k_fail); at != std::string::npos) {
    raw.replace(at, k_fail.size(), R"("Action":"pass")");
  }
  event.action = "pass";
}

bool
LateEnd::died() const
{
  return m_failed || !crash_message(m_output).empty() || m_status.starts_with("signal: ");
}

std::string
LateEnd::status() const
{
  if (!m_believed || !died()) {
    return {};
  }
  std::string message = crash_message(m_output);
  if (!message.empty()) {
    return message;
  }
  if (m_output.find("WARNING: DATA RACE\n") != std::string::npos) {
    return "a data race";
  }
  return m_status.empty() ? "an exit status other than 0" : m_status;
}

} // namespace leakgate
