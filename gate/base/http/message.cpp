#include "gate/base/http/message.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstddef>

namespace leakgate {

std::string_view
HttpResponse::header(std::string_view name) const
{
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [&](const HttpHeader& header) { return header.name == name; });
  return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

std::string
shown_url(std::string_view url)
{
  constexpr std::size_t k_most_bytes = 300;
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t scheme = url.find("://");
  const std::size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::size_t at = url.substr(0, url.find('/', host)).rfind('@');
  std::string out(url.substr(0, host));
  out += url.substr(at == std::string_view::npos || at < host ? host : at + 1);
  const auto strange = [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F;
  };
  std::replace_if(out.begin(), out.end(), strange, '?');
  return out.size() > k_most_bytes ? out.substr(0, k_most_bytes) + "…" : out;
}

std::optional<std::int64_t>
http_date(const std::string& text)
{
  const time_t moment = curl_getdate(text.c_str(), nullptr);
  return moment == -1 ? std::nullopt : std::optional<std::int64_t>(moment);
}

} // namespace leakgate
