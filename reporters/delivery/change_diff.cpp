#include "reporters/delivery/change_diff.hpp"

#include "gate/base/number.hpp"
#include "gate/base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace leakgate {

namespace {

constexpr int k_context = 3; // lines around a change, as git shows them

// Where the lines of a hunk are counted.
struct Hunk
{
  int old_line = 0;
  int new_line = 0;
  int old_left = 0;
  int new_left = 0;
};

std::string_view
without_carriage_return(std::string_view line)
{
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

bool
take(std::string_view& rest, std::string_view expected)
{
  const bool there = rest.starts_with(expected);
  rest.remove_prefix(there ? expected.size() : 0);
  return there;
}

// `-3,4` or `-3`, which is one line. Without lines git gives the line before the hunk, which may
// be 0.
bool
take_range(std::string_view& rest, int& line, int& length)
{
  const std::optional<int> first = take_number<int>(rest);
  if (!first) {
    return false;
  }
  std::optional<int> count = 1;
  if (take(rest, ",")) {
    count = take_number<int>(rest);
  }
  if (!count || *count > std::numeric_limits<int>::max() - *first || (*count > 0 && *first == 0)) {
    return false;
  }
  line = *first;
  length = *count;
  return true;
}

std::optional<Hunk>
read_header(std::string_view rest)
{
  Hunk hunk;
  if (take(rest, "@@ -") && take_range(rest, hunk.old_line, hunk.old_left) && take(rest, " +") &&
      take_range(rest, hunk.new_line, hunk.new_left) && take(rest, " @@")) {
    return hunk;
  }
  return std::nullopt;
}

// Counts one line and keeps it when the new side shows it; false when it is damaged or too many.
bool
read_line(std::string_view line, Hunk& hunk, std::vector<DiffLine>& out)
{
  const char kind = line.empty() ? '\0' : line.front();
  if (kind == '\\') { // "\ No newline at end of file"
    return true;
  }
  const bool on_old = kind == ' ' || kind == '-';
  const bool on_new = kind == ' ' || kind == '+';
  if ((!on_old && !on_new) || (on_old && hunk.old_left == 0) || (on_new && hunk.new_left == 0)) {
    return false;
  }
  if (on_new) {
    out.push_back({on_old ? hunk.old_line : 0, hunk.new_line, std::string(line.substr(1))});
    ++hunk.new_line;
    --hunk.new_left;
  }
  if (on_old) {
    ++hunk.old_line;
    --hunk.old_left;
  }
  return true;
}

// A place in the source that was tested.
class TestedLine
{
public:
  TestedLine(const CiPlace& place, const SourceLine& source_line)
      : m_place(place), m_source_line(source_line), m_text(text_at(place.line))
  {
  }

  // The line of the diff that is this one; null when it is not shown.
  [[nodiscard]] const DiffLine*
  find_in(const std::vector<DiffLine>& lines) const
  {
    const auto same = std::ranges::lower_bound(lines, m_place.line, {}, &DiffLine::new_line);
    if (same != lines.end() && same->new_line == m_place.line &&
        (m_text.empty() || same->text == m_text)) {
      return &*same;
    }
    const DiffLine* found = nullptr;
    for (std::size_t i = 0; i < lines.size() && !m_text.empty(); ++i) {
      if (lines[i].text == m_text && is_shifted_to(lines, i)) {
        if (found != nullptr) {
          return nullptr;
        }
        found = &lines[i];
      }
    }
    return found;
  }

private:
  [[nodiscard]] std::string
  text_at(int line) const
  {
    return m_source_line && line > 0
               ? std::string(without_carriage_return(m_source_line(m_place.file, line)))
               : "";
  }

  // `go func() {` is a line of its own in many places: what the diff shows around it must be the
  // same too, and it is not this one when the source that was tested has it at its own number.
  [[nodiscard]] bool
  is_shifted_to(const std::vector<DiffLine>& lines, std::size_t index) const
  {
    const int at = lines[index].new_line;
    if (text_at(at) == m_text) {
      return false;
    }
    const std::size_t first = index < k_context ? 0 : index - k_context;
    const std::size_t last = std::min(index + k_context, lines.size() - 1);
    for (std::size_t i = first; i <= last; ++i) {
      const int distance = lines[i].new_line - at;
      const bool same_hunk = distance >= -k_context && distance <= k_context;
      if (same_hunk && distance <= std::numeric_limits<int>::max() - m_place.line &&
          text_at(m_place.line + distance) != lines[i].text) {
        return false;
      }
    }
    return true;
  }

  const CiPlace& m_place;
  const SourceLine& m_source_line;
  std::string m_text; // empty: not known
};

} // namespace

std::vector<DiffLine>
parse_patch(std::string_view patch)
{
  std::vector<DiffLine> out;
  std::optional<Hunk> hunk;
  for (const std::string_view whole : text::split(patch, '\n')) {
    const std::string_view line = without_carriage_return(whole);
    if (line.starts_with("@@")) {
      hunk = read_header(line);
      if (hunk && !out.empty() && hunk->new_line <= out.back().new_line) {
        hunk.reset(); // hunks go down the file
      }
    } else if (hunk && !read_line(line, *hunk, out)) {
      hunk.reset();
    }
  }
  return out;
}

std::optional<Mark>
mark_in_change(const Finding& finding, const SourceRoots& roots, const ReportContext& context,
               const std::vector<FileDiff>& change)
{
  std::optional<Mark> on_shown;
  std::optional<Mark> on_file;
  for (const CiPlace& place : ci_places(finding, roots)) {
    const auto file = std::ranges::find(change, place.path, &FileDiff::path);
    if (file == change.end()) {
      continue;
    }
    const DiffLine* line = TestedLine(place, context.source_line).find_in(file->lines);
    if (line != nullptr && line->old_line == 0) {
      return Mark{file->path, file->old_path, *line};
    }
    if (line != nullptr && !on_shown) {
      on_shown = Mark{file->path, file->old_path, *line};
    }
    if (!on_file) {
      on_file = Mark{file->path, file->old_path, std::nullopt};
    }
  }
  return on_shown ? on_shown : on_file;
}

} // namespace leakgate
