#pragma once

#include "gate/base/http/message.hpp"
#include "reporters/delivery/api_client.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace leakgate::test {

/// A request that came in.
struct SeenRequest
{
  std::string method;
  std::string url;
  std::string body;
  std::vector<HttpHeader> headers;
};

using ScriptedAnswer = tl::expected<HttpResponse, HttpError>;

inline ScriptedAnswer
answer(int status, std::string body = "", std::vector<HttpHeader> headers = {})
{
  return HttpResponse{status, std::move(headers), std::move(body)};
}

/// An ApiClient with a server that is a function, and a clock that only waiting moves. What the
/// network does is tested with real sockets (tests/unit/base, tests/delivery).
struct ScriptedServer
{
  using Handler = std::function<ScriptedAnswer(const SeenRequest&)>;

  explicit ScriptedServer(Handler handler) : m_handler(std::move(handler)) {}

  std::vector<SeenRequest> seen;
  std::vector<std::chrono::milliseconds> waits;
  std::chrono::milliseconds time{0};
  bool interrupted = false;                              ///< waiting ends at once
  static constexpr std::int64_t k_epoch = 1'800'000'000; ///< at time 0

  /// Valid as long as this server.
  ApiClient
  client(std::string base_url = "https://api.example.com", DeliveryLimits limits = {})
  {
    DeliveryClock clock;
    clock.now = [this] { return time; };
    clock.epoch_seconds = [this] { return k_epoch + time.count() / 1000; };
    clock.wait = [this](std::chrono::milliseconds wait) {
      waits.push_back(wait);
      time += wait;
      return !interrupted;
    };
    return {ApiSettings{std::move(base_url), {}, std::nullopt},
            [this](const HttpRequest& request, std::chrono::milliseconds /*limit*/) {
              seen.push_back({request.method, request.url, request.body, request.headers});
              return m_handler(seen.back());
            },
            clock, limits};
  }

private:
  Handler m_handler;
};

} // namespace leakgate::test
