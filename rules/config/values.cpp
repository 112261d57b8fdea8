#include "rules/config/values.hpp"

#include "gate/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <re2/re2.h>
#include <system_error>
#include <vector>

namespace leakgate::config {

std::optional<double>
parse_real(std::string_view text)
{
  double number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  return error == std::errc() && end == last && std::isfinite(number) ? std::optional(number)
                                                                      : std::nullopt;
}

bool
is_id(std::string_view text)
{
  return !text.empty() && text.size() <= 100 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

std::string
objection_to_path(std::string_view path)
{
  if (path.empty()) {
    return "it is empty";
  }
  if (std::ranges::any_of(path, [](char c) { return c >= 0 && c < ' '; })) {
    return "it has control characters";
  }
  if (path.front() == '/' || path.front() == '~') {
    return "it must be relative to the folder of this file";
  }
  int depth = 0;
  const std::vector<std::string_view> parts = text::split(path, '/');
  for (const std::string_view part : parts) {
    depth += part == ".." ? -1 : part.empty() || part == "." ? 0 : 1;
    if (depth < 0) {
      return "it leaves the folder of this file";
    }
    if (part == ".git") {
      return "it is git's own folder";
    }
  }
  if (parts.back().empty() || parts.back() == "." || parts.back() == "..") {
    return "it names a folder";
  }
  return {};
}

bool
is_number_or_truth(std::string_view word)
{
  // The core schema of YAML 1.2 (10.3.2), which editors use.
  static const RE2 k_core(
      R"([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|)"
      R"([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|true|True|TRUE|false|False|FALSE)");
  return RE2::FullMatch(re2::StringPiece(word.data(), word.size()), k_core);
}

} // namespace leakgate::config
