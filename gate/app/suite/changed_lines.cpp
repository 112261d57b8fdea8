#include "gate/app/suite/changed_lines.hpp"

#include "gate/base/number.hpp"
#include "gate/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

class Git
{
public:
  Git(std::string directory, const ProcessRunner& run)
      : m_directory(std::move(directory)), m_run(run)
  {
  }

  // No value: git said no. Nothing that the checkout could set decides what is run.
  [[nodiscard]] Result<std::optional<std::string>>
  ask(std::vector<std::string> words) const
  {
    Command command;
    command.directory = m_directory;
    command.argv = {"git", "-c", "core.quotePath=off", "-c", "core.fsmonitor=false"};
    command.argv.insert(command.argv.end(), words.begin(), words.end());
    command.environment = {{"LC_ALL", "C"}, {"GIT_OPTIONAL_LOCKS", "0"}};
    auto said = capture_process(command, m_run);
    if (!said) {
      return failure(said.error());
    }
    return said->status.ok() ? std::optional(std::move(said->out)) : std::nullopt;
  }

private:
  std::string m_directory;
  const ProcessRunner& m_run;
};

std::string
first_line(const std::string& text)
{
  return text.substr(0, text.find('\n'));
}

tl::unexpected<std::string>
wrong(const std::string& revision, std::string_view what)
{
  return failure(fmt::format("--new-from-rev: {}, got {}", what, text::quoted(revision)));
}

Result<std::string>
merge_base(const Git& git, const std::string& revision)
{
  if (revision.empty() || revision.starts_with('-')) {
    return wrong(revision, "expected a revision");
  }
  const auto base = git.ask({"merge-base", revision, "HEAD"});
  if (!base) {
    return failure("--new-from-rev: " + base.error());
  }
  if (*base && !(*base)->empty()) {
    return first_line(**base);
  }
  const auto inside = git.ask({"rev-parse", "--show-toplevel"});
  if (!inside || !*inside) {
    return wrong(revision, "expected a git repository here");
  }
  const auto shallow = git.ask({"rev-parse", "--is-shallow-repository"});
  if (shallow && *shallow && first_line(**shallow) == "true") {
    return failure(
        fmt::format("--new-from-rev: this clone is shallow and does not have what {} and "
                    "HEAD come from (fetch it whole: `fetch-depth: 0` at "
                    "actions/checkout, GIT_DEPTH: 0 on GitLab, git fetch --unshallow)",
                    text::quoted(revision)));
  }
  return wrong(revision, "expected a revision that shares history with HEAD (is it fetched? in CI "
                         "often origin/main)");
}

// `+12,3` of `@@ -10 +12,3 @@`; nothing for what only takes lines out.
std::optional<std::pair<int, int>>
added_lines(std::string_view hunk)
{
  const std::size_t plus = hunk.find(" +");
  if (plus == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view rest = hunk.substr(plus + 2);
  const auto first = take_number<int>(rest);
  int count = 1;
  if (rest.starts_with(',')) {
    rest.remove_prefix(1);
    count = take_number<int>(rest).value_or(0);
  }
  if (!first || count < 1 || *first > std::numeric_limits<int>::max() - count) {
    return std::nullopt;
  }
  return std::pair(*first, *first + count - 1);
}

} // namespace

void
read_diff(std::string_view diff, const std::string& root, ChangedLines& lines)
{
  std::string file;
  bool head = false; // between `diff --git` and the first hunk
  for (const std::string_view line : text::split(diff, '\n')) {
    if (line.starts_with("diff --git ")) {
      file.clear();
      head = true;
    } else if (head && line.starts_with("+++ b/")) {
      file = root + "/" + std::string(line.substr(6, line.find('\t') - 6));
    } else if (line.starts_with("@@ ")) {
      head = false;
      if (const auto part = added_lines(line); part && !file.empty()) {
        lines.files[file].push_back(*part);
      }
    }
  }
}

Result<ChangedLines>
read_changed_lines(const std::string& revision, const std::string& directory,
                   const ProcessRunner& run)
{
  const Git git(directory, run);
  const auto base = merge_base(git, revision);
  if (!base) {
    return failure(base.error());
  }
  const auto top = git.ask({"rev-parse", "--show-toplevel"});
  const auto diff =
      git.ask({"diff", "-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames",
               "--src-prefix=a/", "--dst-prefix=b/", *base, "--", ":(top)*.go"});
  const auto unknown =
      git.ask({"ls-files", "--others", "--exclude-standard", "--full-name", "--", ":(top)*.go"});
  if (!top || !*top || !diff || !*diff || !unknown || !*unknown) {
    return wrong(revision, "git could not tell what has changed since");
  }
  ChangedLines lines{revision, {}};
  const std::string root = first_line(**top);
  read_diff(**diff, root, lines);
  for (const std::string_view name : text::split(**unknown, '\n')) {
    if (!name.empty()) {
      lines.files[root + "/" + std::string(name)].emplace_back(1, std::numeric_limits<int>::max());
    }
  }
  return lines;
}

ChangedLines
named_as_in_findings(const ChangedLines& lines, const SourceRoots& roots)
{
  if (roots.modules.empty()) {
    return lines;
  }
  std::error_code ignored;
  const fs::path base =
      fs::weakly_canonical(roots.base.empty() ? roots.modules.front().dir : roots.base, ignored);
  ChangedLines out{lines.since, {}};
  for (const auto& [file, parts] : lines.files) {
    const fs::path full = fs::weakly_canonical(file, ignored);
    out.files[full.lexically_relative(base).generic_string()] = parts;
  }
  return out;
}

Loosening
loosened_by(const ChangedLines& lines)
{
  return {{"--new-from-rev " + lines.since, 0, 0},
          "fails only for leaks whose go statement or test lies in changed lines; that a change "
          "elsewhere makes older code leak is shown, and does not fail",
          "new-from-rev"};
}

} // namespace leakgate
