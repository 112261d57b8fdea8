#include "reporters/delivery/retry_policy.hpp"

#include "gate/base/number.hpp"
#include "gate/base/text.hpp"
#include "reporters/delivery/json_fields.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace leakgate {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Json = nlohmann::json;

// GitHub: at least a minute after its secondary limits, and more each time.
constexpr seconds k_secondary_wait{60};
constexpr std::int64_t k_longest_wait = 1'000'000; // nobody waits that long; no overflow
constexpr int k_most_doublings = 10;

// What does not fit is a very long time.
std::optional<std::int64_t>
count_in(std::string_view text)
{
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  return whole_number<std::int64_t>(text).value_or(std::numeric_limits<std::int64_t>::max());
}

std::optional<std::int64_t>
seconds_until(std::optional<std::int64_t> moment, std::int64_t epoch)
{
  return moment ? std::optional(*moment - epoch) : std::nullopt;
}

// How many seconds the headers ask to wait.
std::optional<std::int64_t>
asked_by_headers(const HttpResponse& answer, std::int64_t epoch)
{
  const std::string_view after = text::trim(answer.header("retry-after"));
  if (const auto count = count_in(after)) {
    return count;
  }
  if (const auto date = http_date(std::string(after))) {
    return *date - epoch;
  }
  if (text::trim(answer.header("x-ratelimit-remaining")) == "0") {
    if (const auto reset = count_in(text::trim(answer.header("x-ratelimit-reset")))) {
      return *reset - epoch;
    }
  }
  // GitLab writes a moment here, others the seconds until then.
  constexpr std::int64_t k_first_moment = 1'000'000'000;
  if (const auto reset = count_in(text::trim(answer.header("ratelimit-reset")))) {
    return *reset < k_first_moment ? *reset : *reset - epoch;
  }
  return seconds_until(http_date(std::string(text::trim(answer.header("ratelimit-resettime")))),
                       epoch);
}

bool
holds(std::string_view body, std::string_view words)
{
  return text::lower(body).find(words) != std::string::npos;
}

bool
has_abuse_code(std::string_view body)
{
  const Json json = json_fields::parsed<Json>(body);
  const Json& errors = json_fields::field(json, "errors");
  return errors.is_array() && std::any_of(errors.begin(), errors.end(), [](const Json& error) {
           return json_fields::text_at(error, "code") == "abuse";
         });
}

// GitHub's limits on bursts, which it tells by words alone.
bool
is_secondary_limit(const HttpResponse& answer)
{
  if (answer.status == 422) {
    return has_abuse_code(answer.body) || holds(answer.body, "submitted too quickly");
  }
  return (answer.status == 403 || answer.status == 429) &&
         (holds(answer.body, "secondary rate limit") || holds(answer.body, "abuse detection"));
}

bool
is_passing_fault(int status)
{
  constexpr std::array<int, 3> k_lasting = {501, 505, 511};
  return status == 408 || (status >= 500 && std::find(k_lasting.begin(), k_lasting.end(), status) ==
                                                k_lasting.end());
}

milliseconds
doubled(milliseconds wait, int attempt)
{
  return wait * (1 << std::clamp(attempt - 1, 0, k_most_doublings));
}

} // namespace

milliseconds
retry_back_off(int attempt)
{
  return doubled(seconds(1), attempt);
}

bool
is_write(std::string_view method)
{
  return method != "GET" && method != "HEAD";
}

bool
is_rate_limit(const HttpResponse& answer)
{
  return answer.status == 429 || is_secondary_limit(answer) ||
         (answer.status == 403 && (!answer.header("retry-after").empty() ||
                                   text::trim(answer.header("x-ratelimit-remaining")) == "0"));
}

Retry
retry_after_answer(std::string_view method, const HttpResponse& answer, int attempt,
                   std::int64_t epoch_seconds)
{
  const bool limit = is_rate_limit(answer);
  const bool refused = answer.status == 503 && !answer.header("retry-after").empty();
  Retry retry;
  if (!limit && !is_passing_fault(answer.status)) {
    return retry;
  }
  retry.maybe_done = !limit && !refused && is_write(method);
  retry.again = limit || refused || method != "POST";
  retry.wait = retry_back_off(attempt);
  if (const auto asked =
          limit || refused ? asked_by_headers(answer, epoch_seconds) : std::nullopt) {
    retry.asked = true;
    retry.wait = std::max<milliseconds>(seconds(1), seconds(std::min(*asked, k_longest_wait)));
  } else if (is_secondary_limit(answer)) {
    retry.asked = true;
    retry.wait = doubled(k_secondary_wait, attempt);
  }
  return retry;
}

Retry
retry_after_silence(std::string_view method, const HttpError& error, int attempt)
{
  Retry retry;
  retry.again = !error.lasting && (error.not_sent || method != "POST");
  retry.wait = retry_back_off(attempt);
  retry.maybe_done = !error.not_sent && is_write(method);
  return retry;
}

} // namespace leakgate
