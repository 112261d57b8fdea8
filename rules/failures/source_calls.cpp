#include "rules/failures/printed_words.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace leakgate::rules {

namespace {

// Behind the string, rune or raw string that begins at `at`; the end where it goes on below.
std::size_t
behind_literal(std::string_view line, std::size_t at)
{
  const char quote = line[at];
  for (++at; at < line.size() && line[at] != quote; ++at) {
    at += line[at] == '\\' && quote != '`' ? 1 : 0;
  }
  return std::min(at + 1, line.size());
}

// The line with its strings emptied, and without comments.
std::string
code_of(std::string_view line)
{
  constexpr std::string_view k_quotes = "\"'`";
  std::string code;
  for (std::size_t at = 0; at < line.size();) {
    const std::string_view rest = line.substr(at);
    if (rest.starts_with("//")) {
      break;
    }
    if (rest.starts_with("/*")) {
      const std::size_t end = line.find("*/", at + 2);
      at = end == std::string_view::npos ? line.size() : end + 2;
    } else if (k_quotes.find(line[at]) != std::string_view::npos) {
      code.append(2, line[at]);
      at = behind_literal(line, at);
    } else {
      code += line[at++];
    }
  }
  return code;
}

bool
calls(std::string_view source, const auto& functions)
{
  return std::ranges::any_of(functions, [&](std::string_view function) {
    return source.find(function) != std::string_view::npos;
  });
}

} // namespace

Said
said_by(std::string_view line)
{
  std::string source = code_of(line);
  constexpr std::array<std::string_view, 2> k_others = {"fmt.Errorf(", ".Error()"};
  constexpr std::array<std::string_view, 4> k_fails = {".Error(", ".Errorf(", ".Fatal(",
                                                       ".Fatalf("};
  constexpr std::array<std::string_view, 4> k_logs = {".Log(", ".Logf(", ".Skip(", ".Skipf("};
  for (const std::string_view other : k_others) {
    for (std::size_t at = source.find(other); at != std::string::npos; at = source.find(other)) {
      source.erase(at, other.size());
    }
  }
  const bool fails = calls(source, k_fails);
  const bool logs = calls(source, k_logs);
  return fails ? (logs ? Said::either : Said::error) : logs ? Said::log : Said::unknown;
}

} // namespace leakgate::rules
