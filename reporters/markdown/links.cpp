#include "reporters/markdown/parts.hpp"
#include "reporters/text/escape_markdown.hpp"
#include "reporters/text/plain_text.hpp"
#include "reporters/wording/repository_path.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace leakgate::markdown {

namespace {

using escape_markdown::text;

constexpr std::size_t k_name_limit = 200;

// A path for the address of a page: all but what stands for itself is percent-encoded.
std::string
url_path(std::string_view path)
{
  constexpr std::string_view k_plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    out += k_plain.find(c) != std::string_view::npos ? std::string(1, c)
                                                     : fmt::format("%{:02X}", byte);
  }
  return out;
}

} // namespace

std::string
place_text(const Place& place, const SourceRoots& roots)
{
  if (!place.known()) {
    return {};
  }
  const std::string file = repository_path(place, roots).value_or(place.file);
  return fmt::format("{}:{}", plain_text::one_line(file, k_name_limit), place.line);
}

std::string
place_link(const Place& place, const SourceRoots& roots, const ReportContext& context)
{
  const std::string shown = place_text(place, roots);
  const auto file = repository_path(place, roots);
  if (shown.empty() || !file || context.line_url.empty()) {
    return text(shown);
  }
  std::string url = context.line_url;
  for (const auto& [mark, value] :
       {std::pair<std::string_view, std::string>{"{file}", url_path(*file)},
        {"{line}", std::to_string(place.line)}}) {
    if (const std::size_t at = url.find(mark); at != std::string::npos) {
      url.replace(at, mark.size(), value);
    }
  }
  return fmt::format("[{}]({})", text(shown), url);
}

} // namespace leakgate::markdown
