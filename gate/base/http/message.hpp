#pragma once

#include "gate/base/secret.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

struct HttpHeader
{
  std::string name;
  std::string value;

  friend bool operator==(const HttpHeader&, const HttpHeader&) = default;
};

/// A header whose value is a prefix and a token: `Authorization: Bearer …`.
struct HttpCredential
{
  std::string header;
  std::string prefix; ///< `Bearer `, or empty
  Secret token;
};

struct HttpRequest
{
  std::string method = "GET";
  std::string url; ///< http or https, percent-encoded; never holds a token
  std::vector<HttpHeader> headers;
  std::optional<HttpCredential> credential;
  std::string body; ///< sent when it is not empty
};

/// An answer, whatever its status. Redirects are answers: they are not followed.
struct HttpResponse
{
  int status = 0;
  std::vector<HttpHeader> headers; ///< names in lower case, in their order
  std::string body;

  /// The value of the first header with this lower-case name; empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// Why there is no answer.
struct HttpError
{
  std::string message; ///< `POST https://host/path: what, got "…" (what to do)`, no query
  /// Nothing of the request can have been acted on (name not found, connection refused, TLS
  /// refused): it may be sent again whatever its method.
  bool not_sent = false;
  /// It would be the same the next time (a bad address, a certificate that is not trusted).
  bool lasting = false;
};

/// `url` for a message: without query and fragment, which may hold anything, without a user's
/// name and password, with `?` for all that is not printable ASCII; at most 300 bytes.
[[nodiscard]] std::string shown_url(std::string_view url);

/// Sends one request and waits at most `limit` for the whole answer. http/client.hpp
/// makes one that uses the network.
using HttpSender = std::function<tl::expected<HttpResponse, HttpError>(
    const HttpRequest& request, std::chrono::milliseconds limit)>;

/// Seconds since 1970 of a date in a header, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7);
/// none for what is no date.
[[nodiscard]] std::optional<std::int64_t> http_date(const std::string& text);

} // namespace leakgate
