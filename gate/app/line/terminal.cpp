#include "gate/app/line/terminal.hpp"

#include "gate/base/environment.hpp"
#include "gate/base/text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace leakgate {

namespace {

ConsoleStyle
style_of(std::FILE* stream)
{
  ConsoleStyle style;
  const int descriptor = ::fileno(stream);
  if (::isatty(descriptor) == 0) {
    return style;
  }
  style.color = !environment_variable("NO_COLOR") && environment_variable("TERM") != "dumb";
  winsize size = {};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    style.width = std::clamp<int>(size.ws_col, 60, 160);
  }
  return style;
}

void
write(std::FILE* stream, std::string_view text)
{
  if (!text.empty()) {
    std::fwrite(text.data(), 1, text.size(), stream);
    std::fflush(stream);
  }
}

} // namespace

Terminal::Terminal(std::FILE* out, std::FILE* err, Loudness loudness, CiLog log)
    : m_out(out), m_err(err), m_style(style_of(out)), m_log(std::move(log))
{
  m_style.loudness = loudness;
}

Terminal::~Terminal()
{
  end_error_line();
  write(m_out, m_log.end());
}

void
Terminal::print(std::string_view text) const
{
  if (m_out == m_err) {
    write_error(text);
  } else {
    write(m_out, m_log.foreign(text));
  }
}

bool
Terminal::print_folded(std::string_view title, std::string_view text) const
{
  if (m_out == m_err || !m_log.folds()) {
    return false;
  }
  write(m_out, m_log.folded(title, text, std::chrono::system_clock::now()));
  return true;
}

void
Terminal::print(const ConsoleText& text) const
{
  print(text.findings);
  if (text.details.empty() || !print_folded(text.details_title, text.details)) {
    print(text.details);
  }
  print(text.closing);
}

void
Terminal::command(std::string_view lines) const
{
  write(m_out, m_log.command(lines));
}

void
Terminal::pass_on(std::string_view text) const
{
  write(m_out, text);
}

void
Terminal::diagnose(std::string_view message) const
{
  std::string line = "leakgate: " + text::printable(message);
  if (!line.ends_with('\n')) {
    line += '\n';
  }
  end_error_line();
  write_error(line);
}

void
Terminal::diagnose_all(const std::vector<std::string>& messages) const
{
  for (const std::string& message : messages) {
    diagnose(message);
  }
}

ExitCode
Terminal::stop(std::string_view message, ExitCode code) const
{
  diagnose(message);
  return code;
}

ExitCode
Terminal::stop(const std::vector<std::string>& messages, ExitCode code) const
{
  diagnose_all(messages);
  return code;
}

void
Terminal::pass_on_error(std::string_view text) const
{
  m_error_line += text;
  const std::size_t whole = m_error_line.rfind('\n') + 1; // 0 without a line end
  write_error(text::printable(std::string_view(m_error_line).substr(0, whole)));
  m_error_line.erase(0, whole);
}

void
Terminal::end_error_line() const
{
  pass_on_error(m_error_line.empty() ? "" : "\n");
}

void
Terminal::write_error(std::string_view lines) const
{
  write(m_err, m_log.harmless(lines));
}

} // namespace leakgate
