#pragma once

#include "gate/base/http/message.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace leakgate {

/// Whether a call that came to no 2xx is sent again, and what is known of it.
struct Retry
{
  bool again = false;
  std::chrono::milliseconds wait{0}; ///< before that, without a random part
  bool asked = false;                ///< the wait is the server's: a shorter one is of no use
  bool maybe_done = false;           ///< it may have been acted on all the same

  friend bool operator==(const Retry&, const Retry&) = default;
};

/// After an answer to the `attempt`-th sending of a call, at `epoch_seconds` since 1970. The rules
/// are those of ApiClient.
[[nodiscard]] Retry retry_after_answer(std::string_view method, const HttpResponse& answer,
                                       int attempt, std::int64_t epoch_seconds);

/// True when the server refused a call for how much is asked of it: one of GitHub's limits, which
/// also come as 403 and 422, or 429.
[[nodiscard]] bool is_rate_limit(const HttpResponse& answer);

/// After a sending without an answer.
[[nodiscard]] Retry retry_after_silence(std::string_view method, const HttpError& error,
                                        int attempt);

/// 1 s before the second sending, then each time double.
[[nodiscard]] std::chrono::milliseconds retry_back_off(int attempt);

/// True for what changes something on the server.
[[nodiscard]] bool is_write(std::string_view method);

} // namespace leakgate
