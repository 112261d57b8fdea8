#include "gate/app/terminal.hpp"

#include "gate/base/text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>

namespace leakgate {

namespace {

bool
is_set(const char* name)
{
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

ConsoleStyle
style_of(std::FILE* stream)
{
  ConsoleStyle style;
  const int descriptor = ::fileno(stream);
  if (::isatty(descriptor) == 0) {
    return style;
  }
  const char* term = std::getenv("TERM");
  style.color = !is_set("NO_COLOR") && (term == nullptr || std::string_view(term) != "dumb");
  winsize size = {};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    style.width = std::clamp<int>(size.ws_col, 60, 160);
  }
  return style;
}

void
write(std::FILE* stream, std::string_view text)
{
  std::fwrite(text.data(), 1, text.size(), stream);
  std::fflush(stream);
}

} // namespace

Terminal::Terminal(std::FILE* out, std::FILE* err) : m_out(out), m_err(err), m_style(style_of(out))
{
}

void
Terminal::print(std::string_view text) const
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
  write(m_err, line);
}

void
Terminal::diagnose_all(const std::vector<std::string>& messages) const
{
  for (const std::string& message : messages) {
    diagnose(message);
  }
}

void
Terminal::pass_on_error(std::string_view text) const
{
  write(m_err, text);
}

} // namespace leakgate
