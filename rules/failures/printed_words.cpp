#include "rules/failures/printed_words.hpp"

#include "gate/base/text.hpp"

#include <algorithm>
#include <vector>

namespace leakgate::rules {

namespace {

// A letter, of any language: a line of brackets or dashes says nothing.
bool
says_something(std::string_view line)
{
  return std::ranges::any_of(line, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

// One line of what an example printed, or should have: two of them are one message.
std::string
in_one_line(const auto& begin, const auto& end)
{
  constexpr std::size_t k_most_bytes = 300;
  std::string words;
  for (auto line = begin; line != end && words.size() <= k_most_bytes; ++line) {
    const std::string_view trimmed = text::trim(*line);
    words += trimmed.empty() ? "" : " " + std::string(trimmed);
  }
  return words.size() > k_most_bytes ? text::valid_utf8(words.substr(0, k_most_bytes)) + "…"
                                     : words;
}

} // namespace

std::string_view
last_words(std::string_view output)
{
  std::string_view last;
  for (const std::string_view line : text::split(output, '\n')) {
    const std::string_view words = text::trim(line);
    const bool framing = words.starts_with("--- ") || words.starts_with("=== ");
    last = says_something(words) && !framing ? words : last;
  }
  return last;
}

std::string
words_of_example(const TestCase& test)
{
  if (!test.name.starts_with("Example")) {
    return {};
  }
  const std::vector<std::string_view> lines = text::split(test.output, '\n');
  const auto got = std::ranges::find(lines, "got:");
  const auto want = std::find_if(got, lines.end(), [](std::string_view line) {
    return line == "want:" || line == "want (unordered):";
  });
  if (want == lines.end()) {
    return {};
  }
  return "got:" + in_one_line(got + 1, want) + " " + std::string(*want) +
         in_one_line(want + 1, lines.end());
}

} // namespace leakgate::rules
