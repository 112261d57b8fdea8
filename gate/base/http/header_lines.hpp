#pragma once

#include "gate/base/http/message.hpp"

#include <optional>
#include <string>
#include <string_view>

struct curl_slist;

namespace leakgate {

/// The header lines of one request as libcurl takes them. One of them holds the token, so all
/// are wiped at the end. Part of http_client.
class HttpHeaderLines
{
public:
  HttpHeaderLines() = default;
  HttpHeaderLines(const HttpHeaderLines&) = delete;
  HttpHeaderLines& operator=(const HttpHeaderLines&) = delete;
  ~HttpHeaderLines();

  /// Those of `request`, and its credential.
  void add_headers(const HttpRequest& request);

  /// Keeps libcurl from sending a header of its own; no effect on one that was added.
  void suppress(std::string_view name);

  [[nodiscard]] curl_slist*
  get() const
  {
    return m_lines;
  }

private:
  void add(std::string_view name, std::string_view prefix, std::string_view value);
  void append(const char* line);

  curl_slist* m_lines = nullptr;
};

/// Why the headers of `request` cannot be sent: a line end in one would begin another. Some
/// values come from servers, and tokens from people.
[[nodiscard]] std::optional<std::string> header_problem(const HttpRequest& request);

} // namespace leakgate
