#include "gate/app/suite/git.hpp"

#include "gate/base/text.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace leakgate {

namespace {

std::string
first_line(const std::string& text)
{
  return text.substr(0, text.find('\n'));
}

// git prints the command that helps, with the folder: `git config --global --add safe.directory X`.
std::string
advice_of(const std::string& complaint)
{
  constexpr std::string_view k_command = "git config --global --add safe.directory";
  const std::size_t at = complaint.find(k_command);
  return at == std::string::npos ? std::string(k_command) + " FOLDER"
                                 : first_line(complaint.substr(at));
}

} // namespace

Result<GitAnswer>
Git::ask(std::vector<std::string> words) const
{
  Command command;
  command.directory = m_directory;
  command.argv = {"git", "-c", "core.quotePath=off", "-c", "core.fsmonitor=false"};
  command.argv.insert(command.argv.end(), words.begin(), words.end());
  command.environment = {{"LC_ALL", "C"}, {"GIT_OPTIONAL_LOCKS", "0"}};
  // A hook has those of the repository that it is of; GIT_DIFF_OPTS beats the command line.
  for (const char* name :
       {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX",
        "GIT_NAMESPACE", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS",
        "GIT_ICASE_PATHSPECS", "GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF", "GIT_ATTR_SOURCE"}) {
    command.environment.push_back({name, {}});
  }
  auto said = capture_process(command, m_run);
  if (!said) {
    return failure(said.error());
  }
  return GitAnswer{said->status.ok(), std::move(said->out), std::move(said->err)};
}

Result<std::string>
find_repository(const std::string& directory, const ProcessRunner& run)
{
  const auto top = Git(directory, run).ask({"rev-parse", "--show-toplevel"});
  if (!top) {
    return failure(top.error());
  }
  if (top->ok) {
    return first_line(top->out);
  }
  const std::string said = text::quoted(first_line(top->complaint));
  if (top->complaint.find("dubious ownership") != std::string::npos) {
    return failure(fmt::format("git does not read a checkout that belongs to somebody else, got {} "
                               "({})",
                               said, advice_of(top->complaint)));
  }
  return failure(fmt::format("expected a git repository here, got {}", said));
}

} // namespace leakgate
