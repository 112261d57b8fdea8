#include "rules/source/function_source.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

constexpr int k_most_lines = 400;

CodeLine
code_line(const SourceLine& source_line, const std::string& file, int number)
{
  CodeLine out{number, 0, source_line(file, number)};
  out.indent = std::min(out.text.find_first_not_of('\t'), out.text.size());
  // A comment; inside of a string the two slashes of a URL cut only what nobody asks for.
  out.text = out.text.substr(out.indent, out.text.find("//") - out.indent);
  out.text.erase(out.text.find_last_not_of(" \t\r") + 1);
  return out;
}

bool
opens_function(const CodeLine& line)
{
  return line.text.ends_with('{') && (line.text.find("func(") != std::string::npos ||
                                      (line.indent == 0 && line.text.starts_with("func ")));
}

// The head of the function that a closure stands in.
std::string
outer_head(const SourceLine& source_line, const std::string& file, int number)
{
  for (int lines = 0; --number > 0 && lines < k_most_lines; ++lines) {
    CodeLine line = code_line(source_line, file, number);
    if (line.indent == 0 && line.text.starts_with("func ")) {
      return std::move(line.text);
    }
  }
  return {};
}

} // namespace

FunctionSource
function_around(const SourceLine& source_line, const Place& place)
{
  FunctionSource out;
  if (!source_line || !place.known() || source_line(place.file, place.line).empty()) {
    return out;
  }
  const CodeLine here = code_line(source_line, place.file, place.line);
  std::size_t level = here.indent;
  int number = place.line;
  while (--number > 0 && place.line - number < k_most_lines) {
    CodeLine line = code_line(source_line, place.file, number);
    if (line.text.empty()) {
      continue;
    }
    if (line.indent < level && opens_function(line)) {
      out.head = line.text;
      level = line.indent;
      break;
    }
    out.body.push_back(line);
    if (line.indent <= level) {
      level = line.indent;
      out.before.push_back(std::move(line));
    }
  }
  if (out.head.empty()) {
    return {};
  }
  out.outer = level == 0 ? "" : outer_head(source_line, place.file, number);
  std::ranges::reverse(out.before);
  std::ranges::reverse(out.body);
  out.body.push_back(here);
  for (int next = place.line + 1; next - place.line < k_most_lines; ++next) {
    CodeLine line = code_line(source_line, place.file, next);
    if (line.indent <= level && line.text.starts_with('}')) {
      break;
    }
    out.body.push_back(std::move(line));
  }
  return out;
}

} // namespace leakgate::rules
