#include "gate/app/suite/changed_lines.hpp"

#include "gate/app/suite/git.hpp"
#include "gate/base/file.hpp"
#include "gate/base/number.hpp"
#include "gate/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

constexpr int k_last = std::numeric_limits<int>::max();
constexpr std::uint64_t k_largest_source = 8 << 20;

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
  if (base->ok && !base->out.empty()) {
    return first_line(base->out);
  }
  const auto shallow = git.ask({"rev-parse", "--is-shallow-repository"});
  if (shallow && shallow->ok && first_line(shallow->out) == "true") {
    return failure(
        fmt::format("--new-from-rev: this clone is shallow and does not have what {} and "
                    "HEAD come from (fetch it whole: `fetch-depth: 0` at "
                    "actions/checkout, GIT_DEPTH: 0 on GitLab, git fetch --unshallow)",
                    text::quoted(revision)));
  }
  return wrong(revision, "expected a revision that shares history with HEAD (is it fetched? in CI "
                         "often origin/main)");
}

// `+12,3` of `@@ -10 +12,3 @@`; of what only takes lines out the gap behind `+11,0`.
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
  if (!first || count < 0 || *first >= k_last - count) {
    return std::nullopt;
  }
  return count == 0 ? std::pair(*first + 1, *first) : std::pair(*first, *first + count - 1);
}

// What git was asked for, each name ended by a NUL.
Result<std::vector<std::string>>
names(const Git& git, std::vector<std::string> words)
{
  auto said = git.ask(std::move(words));
  if (!said || !said->ok) {
    return failure(said ? first_line(said->complaint) : said.error());
  }
  std::vector<std::string> out;
  for (const std::string_view name : text::split(said->out, '\0')) {
    if (!name.empty()) {
      out.emplace_back(name);
    }
  }
  return out;
}

// With `.gitattributes` a file can be compared in another form than the one that Go reads.
Result<void>
add_converted(const Git& git, const std::string& root, const std::vector<std::string>& changed,
              ChangedLines& lines)
{
  constexpr std::size_t k_at_once = 500;
  for (std::size_t from = 0; from < changed.size(); from += k_at_once) {
    std::vector<std::string> words = {"check-attr", "-z", "filter", "working-tree-encoding", "--"};
    const auto first = changed.begin() + static_cast<std::ptrdiff_t>(from);
    words.insert(words.end(), first,
                 first + static_cast<std::ptrdiff_t>(std::min(k_at_once, changed.size() - from)));
    const auto said = names(git, std::move(words));
    if (!said) {
      return failure(said.error());
    }
    for (std::size_t i = 0; i + 2 < said->size(); i += 3) {
      if ((*said)[i + 2] != "unspecified" && (*said)[i + 2] != "unset") {
        lines.files[root + "/" + (*said)[i]] = whole_file();
      }
    }
  }
  return {};
}

// Files that git tracks and compares with the working tree: not those with a bit that says it need
// not look.
Result<void>
add_tracked(const Git& git, const std::string& root, ChangedLines& lines)
{
  const auto tracked = names(git, {"ls-files", "-v", "-z"});
  if (!tracked) {
    return failure(tracked.error());
  }
  for (const std::string& entry : *tracked) {
    if (entry.starts_with("H ")) {
      lines.files[root + "/" + entry.substr(2)];
    }
  }
  return {};
}

// What is read from the diff has its lines; all other files that differ do so as a whole.
Result<std::vector<std::string>>
add_changed(const Git& git, const std::string& root, const std::string& base, ChangedLines& lines)
{
  const std::vector<std::string> options = {
      "--no-color",      "--no-ext-diff",   "--no-textconv",
      "--no-renames",    "--no-relative",   "--ignore-submodules=none",
      "--src-prefix=a/", "--dst-prefix=b/", "-O/dev/null"};
  std::vector<std::string> words = {"diff", "--name-only", "-z"};
  words.insert(words.end(), options.begin(), options.end());
  words.insert(words.end(), {base, "--"});
  auto changed = names(git, std::move(words));
  if (!changed) {
    return failure(changed.error());
  }
  words = {"diff", "-U0", "--inter-hunk-context=0", "--text"};
  words.insert(words.end(), options.begin(), options.end());
  words.insert(words.end(), {base, "--", "*.go"});
  const auto diff = git.ask(std::move(words));
  if (!diff || !diff->ok) {
    return failure(diff ? first_line(diff->complaint) : diff.error());
  }
  read_diff(diff->out, root, lines);
  for (const std::string& name : *changed) {
    if (auto& parts = lines.files[root + "/" + name]; parts.empty()) {
      parts = whole_file();
    }
  }
  std::erase_if(*changed, [](const std::string& name) { return !name.ends_with(".go"); });
  if (auto added = add_converted(git, root, *changed, lines); !added) {
    return failure(added.error());
  }
  return changed;
}

// Lines of those files go by other files' names, and nobody knows which of them have changed.
void
add_named(const std::string& root, const std::vector<std::string>& changed, ChangedLines& lines)
{
  for (const std::string& name : changed) {
    const std::string file = root + "/" + name;
    const auto source = read_regular_file(file, k_largest_source, Links::follow);
    if (!source) {
      continue;
    }
    for (const std::string& named : named_by_directives(*source, file)) {
      lines.files[named] = whole_file();
    }
  }
}

Result<void>
read_change(const Git& git, const std::string& root, const std::string& base, ChangedLines& lines)
{
  if (auto added = add_tracked(git, root, lines); !added) {
    return added;
  }
  auto changed = add_changed(git, root, base, lines);
  const auto unknown =
      names(git, {"ls-files", "-z", "--others", "--exclude-standard", "--", "*.go"});
  if (!changed || !unknown) {
    return failure(changed ? unknown.error() : changed.error());
  }
  changed->insert(changed->end(), unknown->begin(), unknown->end());
  add_named(root, *changed, lines);
  return {};
}

// `x.go:3` or `x.go:3:7`: the name.
std::string_view
without_position(std::string_view words)
{
  words = words.substr(0, words.find("*/"));
  for (int numbers = 0; numbers < 2; ++numbers) {
    const std::size_t colon = words.rfind(':');
    if (colon != std::string_view::npos &&
        words.find_first_not_of("0123456789 \t\r", colon + 1) == std::string_view::npos) {
      words = words.substr(0, colon);
    }
  }
  return words;
}

} // namespace

std::vector<std::pair<int, int>>
whole_file()
{
  return {{1, k_last}};
}

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

std::vector<std::string>
named_by_directives(std::string_view source, const std::string& file)
{
  std::vector<std::string> out;
  const auto add = [&](std::string_view words) {
    std::error_code ignored;
    const fs::path named = fs::path(file).parent_path() / without_position(words);
    out.push_back(fs::weakly_canonical(named, ignored).string());
    out.push_back(file); // its own lines go by other numbers behind the directive
  };
  for (const std::string_view line : text::split(source, '\n')) {
    if (line.starts_with("//line ")) {
      add(line.substr(7));
    }
    constexpr std::string_view k_block = "/*line ";
    for (std::size_t at = line.find(k_block); at != std::string_view::npos;
         at = line.find(k_block, at + 1)) {
      add(line.substr(at + k_block.size()));
    }
  }
  return out;
}

Result<ChangedLines>
read_changed_lines(const std::string& revision, const std::string& directory,
                   const ProcessRunner& run)
{
  const auto root = find_repository(directory, run);
  if (!root) {
    return failure("--new-from-rev: " + root.error());
  }
  const Git git(*root, run);
  const auto base = merge_base(git, revision);
  if (!base) {
    return failure(base.error());
  }
  ChangedLines lines{revision, {}};
  if (const auto read = read_change(git, *root, *base, lines); !read) {
    return failure("--new-from-rev: git could not tell what has changed, got " +
                   text::quoted(read.error()));
  }
  return lines;
}

Loosening
loosened_by(const ChangedLines& lines)
{
  return {{"--new-from-rev " + lines.since, 0, 0},
          "fails only for leaks with a changed line in their test or in a function of their stack; "
          "that a change elsewhere makes older code leak is shown, and does not fail",
          "new-from-rev"};
}

} // namespace leakgate
