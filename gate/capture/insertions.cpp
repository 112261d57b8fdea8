#include "gate/capture/insertions.hpp"

#include "gate/base/number.hpp"
#include "gate/base/text.hpp"

#include <fmt/core.h>

namespace leakgate {

namespace {

struct Entry
{
  bool insert = false; ///< false: the line only has to be there
  int since = 0;       ///< the first Go 1.N that it is for
  std::string file;
  std::string line;
  std::string code;
};

std::string
with_tabs(std::string_view field)
{
  std::string line(field);
  for (std::size_t at = 0; (at = line.find("\\t", at)) != std::string::npos; ++at) {
    line.replace(at, 2, "\t");
  }
  return line;
}

// The N of `go1.N`; a large one where there is none, as in a development version.
int
minor_of(std::string_view version)
{
  constexpr std::string_view k_start = "1.";
  const std::size_t at = version.find(k_start);
  version = at == std::string_view::npos ? "" : version.substr(at + k_start.size());
  return take_number<int>(version).value_or(999);
}

// `KIND FILE | LINE | CODE`; see the head of gate/probe/insertions.txt.
Result<Entry>
parse_entry(std::string_view text)
{
  constexpr std::string_view k_separator = " |";
  const std::string_view kind = text.substr(0, text.find(' '));
  const bool from = kind.starts_with("from-1.");
  const std::size_t file_end = text.find(k_separator);
  const std::size_t line_end =
      file_end == std::string_view::npos ? file_end : text.rfind(k_separator);
  if ((kind != "insert" && kind != "expect" && !from) || line_end == file_end ||
      line_end < file_end + 3) {
    return failure("insertions.txt: not an entry, got " + text::quoted(text));
  }
  const std::size_t file = kind.size() + 1;
  return Entry{kind != "expect", from ? minor_of(kind) : 0,
               std::string(text.substr(file, file_end - file)),
               with_tabs(text.substr(file_end + 3, line_end - file_end - 3)),
               std::string(text::trim(text.substr(line_end + k_separator.size())))};
}

std::string_view
file_name(std::string_view path)
{
  return path.substr(path.rfind('/') + 1);
}

std::string
not_found(const Entry& entry, std::string_view go_version, std::size_t found)
{
  return fmt::format(
      "{}: {} not found in {}, got {} {} (this leakgate does not know that Go "
      "release; report it)",
      file_name(entry.file), entry.insert ? "insertion point" : "a line that the probe relies on",
      go_version, found == 0 ? "no line" : "more than one line", text::quoted(entry.line));
}

// Where `line` ends in `source`, when it is there as a whole line exactly once.
Result<std::size_t>
end_of_line(std::string_view source, const Entry& entry, std::string_view go_version)
{
  const std::string whole = "\n" + entry.line + "\n";
  const std::size_t at = source.find(whole);
  if (at == std::string_view::npos) {
    return failure(not_found(entry, go_version, 0));
  }
  if (source.find(whole, at + 1) != std::string_view::npos) {
    return failure(not_found(entry, go_version, 2));
  }
  return at + whole.size() - 1;
}

} // namespace

Result<std::map<std::string, std::string>>
apply_insertions(std::string_view table, const ReadGoFile& read, std::string_view go_version)
{
  std::map<std::string, std::string> sources;
  std::map<std::string, std::string> changed;
  for (const std::string_view row : text::split(table, '\n')) {
    if (row.empty() || row.starts_with('#')) {
      continue;
    }
    const auto entry = parse_entry(row);
    if (!entry) {
      return failure(entry.error());
    }
    if (entry->since > minor_of(go_version)) {
      continue;
    }
    auto source = sources.find(entry->file);
    if (source == sources.end()) {
      auto text = read(entry->file);
      if (!text) {
        return failure(text.error());
      }
      source = sources.emplace(entry->file, std::move(*text)).first;
    }
    const auto end = end_of_line(source->second, *entry, go_version);
    if (!end) {
      return failure(end.error());
    }
    if (entry->insert) {
      source->second.insert(*end, " " + entry->code + ";");
      changed[entry->file] = source->second;
    }
  }
  return changed;
}

} // namespace leakgate
