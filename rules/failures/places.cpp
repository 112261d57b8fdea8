#include "rules/failures/places.hpp"

#include "gate/base/number.hpp"
#include "gate/base/text.hpp"

namespace leakgate::rules {

std::optional<Mention>
mention_at_start(std::string_view line)
{
  constexpr std::string_view k_suffix = ".go:";
  line = text::trim(line);
  for (std::size_t at = line.find(k_suffix); at != std::string_view::npos;
       at = line.find(k_suffix, at + 1)) {
    const std::size_t number = at + k_suffix.size();
    Mention mention{line.substr(0, number - 1), 0, {}};
    if (mention.file.find(": ") != std::string_view::npos) {
      return std::nullopt; // a sentence that comes to a place
    }
    mention.rest = line.substr(number);
    mention.line = take_number<int>(mention.rest).value_or(0);
    if (mention.line < 1) {
      continue;
    }
    return mention;
  }
  return std::nullopt;
}

std::optional<Mention>
mention_behind_words(std::string_view line)
{
  constexpr std::string_view k_suffix = ".go:";
  constexpr std::string_view k_indent = "    ";
  std::size_t from = 0; // no part of the line is looked at twice
  for (std::size_t at = line.find(k_suffix); at != std::string_view::npos;
       at = line.find(k_suffix, from)) {
    const std::string_view before = line.substr(from, at - from);
    const std::size_t space = before.find_last_of(" \t");
    from = at + k_suffix.size();
    if (space == std::string_view::npos || !before.substr(0, space + 1).ends_with(k_indent)) {
      continue;
    }
    const std::size_t start = at - (before.size() - space - 1);
    Mention mention{line.substr(start, from - 1 - start), 0, line.substr(from)};
    mention.line = take_number<int>(mention.rest).value_or(0);
    if (mention.line > 0 && mention.rest.starts_with(':')) {
      return mention;
    }
  }
  return std::nullopt;
}

std::optional<OwnLine>
OwnLines::found(const std::string& printed, int line)
{
  const SourceFile& file = m_sources.file(Name(printed));
  const bool outside = file.standard || file.shown.empty() || file.shown.starts_with('/') ||
                       file.shown.starts_with("vendor/") ||
                       file.shown.find("@v") != std::string::npos;
  if (outside || printed.find("..") != std::string::npos) {
    return std::nullopt;
  }
  std::string text = m_source_line ? m_source_line(file.shown, line) : "";
  if (text::trim(text).empty()) {
    return std::nullopt;
  }
  return OwnLine{file.shown, line, std::move(text)};
}

std::optional<OwnLine>
OwnLines::in_package(const Mention& mention, std::string_view import_path)
{
  if (mention.file.find('/') != std::string_view::npos) {
    return in_stack(mention);
  }
  return found(std::string(import_path) + "/" + std::string(mention.file), mention.line);
}

std::optional<OwnLine>
OwnLines::in_stack(const Mention& mention)
{
  return mention.file.find('/') == std::string_view::npos
             ? std::nullopt
             : found(std::string(mention.file), mention.line);
}

Failure
failure_at(std::string_view test, std::string_view message, const std::optional<OwnLine>& at)
{
  constexpr std::size_t k_most_bytes = 1000;
  message = text::trim(message.substr(0, message.find('\n')));
  Failure failure;
  failure.test = test;
  failure.message = text::valid_utf8(message.substr(0, k_most_bytes));
  if (at) {
    failure.file = at->file;
    failure.line = at->line;
  }
  return failure;
}

} // namespace leakgate::rules
