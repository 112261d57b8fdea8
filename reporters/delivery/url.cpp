#include "reporters/delivery/url.hpp"

#include "gate/base/number.hpp"
#include "gate/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate {

namespace {

constexpr std::string_view k_letters_digits =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

bool
is_one_of(char c, std::string_view others)
{
  return k_letters_digits.find(c) != std::string_view::npos ||
         others.find(c) != std::string_view::npos;
}

struct Address
{
  std::string server; ///< `https://host:443`
  std::string_view written_server;
  std::string_view rest; ///< from the path on
};

// Refuses what two programs could read in two ways: user names, backslashes, odd hosts.
std::optional<Address>
address_of(std::string_view url)
{
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string scheme = text::lower(url.substr(0, colon));
  const std::size_t host_at = colon + 3;
  const std::size_t end = std::min(url.find_first_of("/?#", host_at), url.size());
  const std::string_view host = url.substr(host_at, end - host_at);
  if ((scheme != "http" && scheme != "https") || host.empty() || !holds_only(host, ".-_:[]")) {
    return std::nullopt;
  }
  std::string server = scheme + "://" + text::lower(host);
  const std::size_t port = host.rfind(':');
  if (port == std::string_view::npos || host.back() == ']') {
    server += scheme == "https" ? ":443" : ":80";
  }
  return Address{std::move(server), url.substr(0, end), url.substr(end)};
}

} // namespace

bool
holds_only(std::string_view text, std::string_view others)
{
  return std::all_of(text.begin(), text.end(), [&](char c) { return is_one_of(c, others); });
}

std::string
url_segment(std::string_view text)
{
  std::string out;
  for (const char c : text) {
    if (is_one_of(c, "-._~")) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::optional<std::string>
from_url_segment(std::string_view text)
{
  constexpr std::size_t k_escape = 3;
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const auto value = whole_number<unsigned>(text.substr(i + 1, 2), 16);
    if (i + k_escape > text.size() || !value) {
      return std::nullopt;
    }
    out += static_cast<char>(*value);
    i += k_escape - 1;
  }
  return out;
}

std::optional<std::string>
url_on_same_server(const std::string& url, std::string_view reference)
{
  reference = reference.substr(0, reference.find('#'));
  const std::optional<Address> own = address_of(url);
  const bool plain = !reference.empty() && holds_only(reference, "-._~:/?[]@!$&'()*+,;=%");
  if (!own || !plain) {
    return std::nullopt;
  }
  if (reference.starts_with('/') && !reference.starts_with("//")) {
    return std::string(own->written_server) + std::string(reference);
  }
  const std::optional<Address> other = address_of(reference);
  if (!other || other->server != own->server) {
    return std::nullopt;
  }
  return std::string(reference);
}

bool
is_plain_address(std::string_view url)
{
  constexpr std::size_t k_longest = 2000;
  return url.size() <= k_longest && address_of(url) && holds_only(url, "-._~:/?#+,;=%&");
}

std::string
markdown_link_target(std::string_view url)
{
  if (!is_plain_address(url)) {
    return {};
  }
  std::string out = "(";
  for (const char c : url) {
    out += c == '&' ? "&amp;" : std::string(1, c);
  }
  return out + ")";
}

} // namespace leakgate
