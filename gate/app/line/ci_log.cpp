#include "gate/app/line/ci_log.hpp"

#include "gate/base/ci_system.hpp"
#include "gate/base/environment.hpp"
#include "gate/base/random.hpp"
#include "gate/base/text.hpp"
#include "reporters/ci/workflow_commands.hpp"
#include "reporters/text/terminal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace leakgate {

namespace {

// The page of a job folds and colours by `##[group]` and the like wherever they come from,
// also behind the fence: a test could hide what follows.
std::string
without_marks(std::string_view text)
{
  constexpr std::string_view k_mark = "##[";
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = text.find(k_mark); at != std::string_view::npos; at = text.find(k_mark)) {
    out += text.substr(0, at);
    out += "## [";
    text.remove_prefix(at + k_mark.size());
  }
  return out + std::string(text);
}

// The runner passes over white space of any script in front of a command: only a character
// that can be seen makes it a part of the line.
std::string
without_command(std::string_view line)
{
  const std::size_t at = line.find("::");
  const std::string_view before = line.substr(0, at);
  const bool command = at != std::string_view::npos &&
                       std::ranges::none_of(before, [](char c) { return c > ' ' && c < '\x7f'; });
  return command ? fmt::format("{}: :{}", before, without_marks(line.substr(at + 2)))
                 : without_marks(line);
}

} // namespace

CiLog::CiLog(System system, std::string token) : m_system(system), m_token(std::move(token))
{
}

CiLog
CiLog::from_environment()
{
  switch (ci_system(environment_variable)) {
  case CiSystem::github: return {System::github, random_hex()};
  case CiSystem::gitlab: return {System::gitlab, random_hex()};
  case CiSystem::none: break;
  }
  return {};
}

std::string
CiLog::foreign(std::string_view text)
{
  if (text.empty() || m_system != System::github) {
    return std::string(text);
  }
  std::string out;
  if (!std::exchange(m_fenced, true)) {
    out = "::stop-commands::" + m_token + "\n";
  }
  m_in_line = !text.ends_with('\n');
  return out + without_marks(text);
}

std::string
CiLog::command(std::string_view lines)
{
  return lines.empty() ? std::string() : end() + std::string(lines);
}

std::string
CiLog::end()
{
  if (!std::exchange(m_fenced, false)) {
    return {};
  }
  return (std::exchange(m_in_line, false) ? "\n::" : "::") + m_token + "::\n";
}

std::string
CiLog::harmless(std::string_view text) const
{
  if (m_system != System::github) {
    return std::string(text);
  }
  std::string out;
  for (const std::string_view line : text::split(text, '\n')) {
    out += without_command(line) + "\n";
  }
  out.pop_back(); // there is a piece more than there are line ends
  return out;
}

std::string
CiLog::folded(std::string_view title, std::string_view text,
              std::chrono::system_clock::time_point now)
{
  const std::string line = terminal::one_line(title);
  switch (m_system) {
  case System::github: { // step by step: each changes what the next one has to write
    std::string out = command("::group::" + workflow_commands::escape_message(line) + "\n");
    out += foreign(text);
    out += command("::endgroup::\n");
    return out;
  }
  case System::gitlab: {
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    const std::string name = fmt::format("leakgate_{}_{}", m_token, ++m_sections);
    return fmt::format("\x1b[0Ksection_start:{0}:{1}[collapsed=true]\r\x1b[0K{2}\n{3}"
                       "\x1b[0Ksection_end:{0}:{1}\r\x1b[0K\n",
                       seconds, name, line, text);
  }
  case System::none: break;
  }
  return std::string(text);
}

} // namespace leakgate
