#include "gate/base/http/header_lines.hpp"

#include "gate/base/text.hpp"

#include <curl/curl.h>

#include <strings.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace leakgate {

HttpHeaderLines::~HttpHeaderLines()
{
  for (curl_slist* line = m_lines; line != nullptr; line = line->next) {
    ::explicit_bzero(line->data, std::strlen(line->data));
  }
  curl_slist_free_all(m_lines);
}

void
HttpHeaderLines::add_headers(const HttpRequest& request)
{
  for (const HttpHeader& header : request.headers) {
    add(header.name, "", header.value);
  }
  if (request.credential) {
    add(request.credential->header, request.credential->prefix, request.credential->token.reveal());
  }
}

void
HttpHeaderLines::suppress(std::string_view name)
{
  for (const curl_slist* line = m_lines; line != nullptr; line = line->next) {
    const std::size_t length = std::strcspn(line->data, ":;");
    if (length == name.size() && ::strncasecmp(line->data, name.data(), length) == 0) {
      return;
    }
  }
  append((std::string(name) + ":").c_str());
}

void
HttpHeaderLines::add(std::string_view name, std::string_view prefix, std::string_view value)
{
  // Reserved at once: growing would leave pieces of the token behind.
  std::string line;
  line.reserve(name.size() + 2 + prefix.size() + value.size());
  // `name;` is how libcurl is told to send a header without a value.
  line.append(name).append(prefix.empty() && value.empty() ? ";" : ": ");
  line.append(prefix).append(value);
  append(line.c_str());
  ::explicit_bzero(line.data(), line.size());
}

void
HttpHeaderLines::append(const char* line)
{
  curl_slist* longer = curl_slist_append(m_lines, line);
  if (longer == nullptr) {
    throw std::bad_alloc();
  }
  m_lines = longer;
}

std::optional<std::string>
header_problem(const HttpRequest& request)
{
  const auto bad = [](std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  };
  for (const HttpHeader& header : request.headers) {
    if (bad(header.name) || bad(header.value)) {
      return "cannot be sent, got a control byte in header " + text::quoted(header.name);
    }
  }
  if (request.credential && bad(request.credential->token.reveal())) {
    return "cannot be sent, got a control byte in the token (check the secret: it must be one "
           "line)";
  }
  return std::nullopt;
}

} // namespace leakgate
