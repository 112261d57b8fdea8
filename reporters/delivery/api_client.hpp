#pragma once

#include "gate/base/http/message.hpp"
#include "reporters/delivery/retry_policy.hpp"
#include "reporters/delivery/url.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// Time, given from outside so that a test of a back-off of an hour takes no hour.
struct DeliveryClock
{
  /// Time since any fixed moment.
  std::function<std::chrono::milliseconds()> now;
  /// Seconds since 1970-01-01 UTC: servers say in these when a limit ends.
  std::function<std::int64_t()> epoch_seconds;
  /// Waits; false when interrupted.
  std::function<bool(std::chrono::milliseconds)> wait;
};

/// What all deliveries of one run may take together.
struct DeliveryLimits
{
  std::chrono::milliseconds total{120'000}; ///< from the first call on, waiting included
  std::chrono::milliseconds call{20'000};   ///< for one answer
  int attempts = 4;                         ///< of one call
  int calls = 300;                          ///< in all, repeats included
};

/// Where the calls go.
struct ApiSettings
{
  std::string base_url; ///< `https://api.github.com`, without a slash at the end
  std::vector<HttpHeader> headers;
  std::optional<HttpCredential> credential;
};

struct ApiAnswer
{
  int status = 0;
  std::string body;
  std::vector<HttpHeader> headers;
};

/// Why a call did not come to a 2xx.
struct ApiError
{
  int status = 0;      ///< 0: there was no answer
  std::string message; ///< `POST https://host/path: 403, got "Resource not …" (what to do)`
  /// It may have been acted on all the same (a POST whose answer was lost, or a 5xx): look
  /// before it is sent again.
  bool maybe_done = false;
  bool limited = false; ///< by how much is asked of the server, not by what the token may do
};

/// JSON calls to one server within limits. Repeated with back-off (1 s, 2 s, 4 s with a
/// random part), or after what the server asks for (Retry-After, x-ratelimit-reset,
/// RateLimit-Reset; for GitHub's secondary limit without either at least 60 s), where that fits
/// into the total: requests that were not sent; 408, 429, 5xx and lost answers, but for POST only
/// where nothing can have been done (not sent, 429, 403 and 422 about rate or abuse, 503 with
/// Retry-After). Between two writes is at least one second. 301, 302, 307 and 308 are followed
/// for GET alone and only on the same scheme, host and port: the token goes nowhere else. Sources:
/// docs.github.com "Rate limits for the REST API" and "Best practices for using the REST API",
/// docs.gitlab.com "Rate limits".
class ApiClient
{
public:
  ApiClient(ApiSettings settings, HttpSender sender, DeliveryClock clock, DeliveryLimits limits);

  /// One call. `path` begins with a slash and is percent-encoded; `body` is JSON or empty.
  [[nodiscard]] tl::expected<ApiAnswer, ApiError>
  call(std::string_view method, const std::string& path, const std::string& body = "");

  /// The bodies of all pages of a list, following `Link: …; rel="next"` on the same server. `path`
  /// has a query already (`?per_page=100`). A list of more than 50 pages or 32 MiB is an error: in
  /// a part of it what stands there may be missing, and would be posted again.
  [[nodiscard]] tl::expected<std::vector<std::string>, ApiError> pages(const std::string& path);

  /// Waits before something is tried again; false when the limits do not allow it.
  [[nodiscard]] bool wait_before_retry(int attempt);

private:
  [[nodiscard]] HttpRequest request_for(std::string_view method, std::string url,
                                        const std::string& body) const;
  [[nodiscard]] tl::expected<HttpResponse, HttpError> exchange(HttpRequest& request);
  [[nodiscard]] tl::expected<ApiAnswer, ApiError> send(HttpRequest request);
  [[nodiscard]] std::string ready_to_send(const HttpRequest& request);
  [[nodiscard]] std::string ready_to_retry(const Retry& retry, int attempt);
  [[nodiscard]] std::chrono::milliseconds remaining();
  [[nodiscard]] std::chrono::milliseconds with_random_part(std::chrono::milliseconds wait) const;

  ApiSettings m_settings;
  HttpSender m_sender;
  DeliveryClock m_clock;
  DeliveryLimits m_limits;
  int m_calls = 0;
  std::optional<std::chrono::milliseconds> m_start;
  bool m_unreachable = false; ///< a call was given up that never got to the server
  std::optional<std::chrono::milliseconds> m_last_write;
};

} // namespace leakgate
