#include "reporters/delivery/api_client.hpp"

#include "gate/base/text.hpp"
#include "reporters/delivery/server_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <set>
#include <utility>

namespace leakgate {

namespace {

using std::chrono::milliseconds;

constexpr int k_most_redirects = 5;
constexpr std::size_t k_most_pages = 50;
// An error is a few lines; a page of a proxy may be more, and is cut.
constexpr std::size_t k_longest_error = 65536;
// The longest lists of GitHub (2500 comments) and GitLab are a few MiB.
constexpr std::size_t k_longest_list = 32U << 20U;
// GitHub: "wait at least one second between each" request that changes something.
constexpr milliseconds k_between_writes{1000};

std::string
where(const HttpRequest& request)
{
  return request.method + " " + shown_url(request.url);
}

std::string_view
without_query(std::string_view url)
{
  return url.substr(0, url.find_first_of("?#"));
}

// Whole seconds, so that a remainder of 0.4 s is not called none.
long long
in_seconds(milliseconds time)
{
  return std::chrono::ceil<std::chrono::seconds>(std::max(time, milliseconds(0))).count();
}

bool
is_redirect(int status)
{
  return status == 301 || status == 302 || status == 307 || status == 308;
}

// What to know or do about a call that is not repeated.
std::string
advice(const Retry& retry, const ApiError& failed)
{
  if (retry.maybe_done) {
    return "it may have been acted on all the same";
  }
  switch (failed.status) {
  case 401: return "the token is not accepted";
  case 403: return "the token may not do this";
  case 404: return "not there, or the token may not see it";
  default: break;
  }
  return is_redirect(failed.status) ? "redirects are followed for GET alone, and on the same server"
                                    : "";
}

// `message` with one more remark in its last parentheses.
std::string
with_remark(std::string message, std::string_view remark)
{
  if (remark.empty()) {
    return message;
  }
  if (message.ends_with(')')) {
    message.pop_back();
    return fmt::format("{}; {})", message, remark);
  }
  return fmt::format("{} ({})", message, remark);
}

std::string
answer_text(const HttpRequest& request, const HttpResponse& answer)
{
  const std::string_view location = answer.header("location");
  const bool redirect = is_redirect(answer.status) && !location.empty();
  return fmt::format("{}: {}, got {}", where(request), answer.status,
                     redirect ? text::quoted(without_query(location), 200)
                              : server_text(answer.body));
}

std::optional<std::string>
redirect_target(const HttpRequest& request, const HttpResponse& answer)
{
  return request.method == "GET" && is_redirect(answer.status)
             ? url_on_same_server(request.url, answer.header("location"))
             : std::nullopt;
}

void
blank(std::string& text, std::string_view token)
{
  std::string out;
  std::size_t from = 0;
  for (std::size_t at = text.find(token); at != std::string::npos; at = text.find(token, from)) {
    out.append(text, from, at - from).append("[token]");
    from = at + token.size();
  }
  if (from > 0) {
    text = out.append(text, from);
  }
}

// Servers and proxies that say what was sent to them must not bring the token into a message.
void
blank_token(tl::expected<HttpResponse, HttpError>& answer, const HttpRequest& request)
{
  const std::string_view token = request.credential ? request.credential->token.reveal() : "";
  if (token.empty()) {
    return;
  }
  if (!answer) {
    blank(answer.error().message, token);
    return;
  }
  blank(answer->body, token);
  for (HttpHeader& header : answer->headers) {
    blank(header.value, token);
  }
}

} // namespace

ApiClient::ApiClient(ApiSettings settings, HttpSender sender, DeliveryClock clock,
                     DeliveryLimits limits)
    : m_settings(std::move(settings)), m_sender(std::move(sender)), m_clock(std::move(clock)),
      m_limits(limits)
{
}

milliseconds
ApiClient::remaining()
{
  const milliseconds now = m_clock.now();
  if (!m_start) {
    m_start = now;
  }
  return m_limits.total - (now - *m_start);
}

// So that two jobs that failed together do not come back together.
milliseconds
ApiClient::with_random_part(milliseconds wait) const
{
  std::minstd_rand random(static_cast<std::uint32_t>(m_clock.now().count() * 1'000'003 + m_calls));
  return wait + milliseconds(std::uniform_int_distribution<long long>(0, wait.count() / 2)(random));
}

HttpRequest
ApiClient::request_for(std::string_view method, std::string url, const std::string& body) const
{
  HttpRequest request;
  request.method = method;
  request.url = std::move(url);
  request.headers = m_settings.headers;
  request.credential = m_settings.credential;
  request.body = body;
  if (!body.empty()) {
    request.headers.push_back({"Content-Type", "application/json"});
  }
  return request;
}

// Waits until the request may be sent; why it may not, empty when it may.
std::string
ApiClient::ready_to_send(const HttpRequest& request)
{
  if (m_unreachable) {
    return "the server could not be reached before";
  }
  if (m_calls >= m_limits.calls) {
    return fmt::format("{} calls were made, which is as many as leakgate makes in all", m_calls);
  }
  const milliseconds left = remaining();
  milliseconds wait{0};
  if (is_write(request.method) && m_last_write) {
    wait = std::max(wait, *m_last_write + k_between_writes - m_clock.now());
  }
  if (wait >= left) {
    return fmt::format("the {} s that leakgate spends on deliveries in all are over",
                       in_seconds(m_limits.total));
  }
  return wait.count() == 0 || m_clock.wait(wait) ? "" : "interrupted";
}

// Waits until the request may be repeated; why it may not, empty when it may.
std::string
ApiClient::ready_to_retry(const Retry& retry, int attempt)
{
  const milliseconds wait = retry.asked ? retry.wait : with_random_part(retry.wait);
  const milliseconds left = remaining();
  std::string tried = fmt::format("tried {} times", attempt);
  if (attempt >= m_limits.attempts) {
    return tried;
  }
  if (wait < left) {
    return m_clock.wait(wait) ? "" : "interrupted";
  }
  const long long all = in_seconds(m_limits.total);
  if (!retry.asked) {
    return fmt::format("{}the {} s that leakgate waits in all are over",
                       attempt > 1 ? tried + ", " : "", all);
  }
  const std::string rest =
      in_seconds(left) < all ? fmt::format(", {} s are left", in_seconds(left)) : "";
  return fmt::format("the server asks to wait {} s, leakgate waits {} s in all{}", in_seconds(wait),
                     all, rest);
}

// One sending, with the redirects that are followed.
tl::expected<HttpResponse, HttpError>
ApiClient::exchange(HttpRequest& request)
{
  for (int redirects = 0;; ++redirects) {
    ++m_calls;
    auto answer = m_sender(request, std::min(m_limits.call, remaining()));
    blank_token(answer, request);
    if (is_write(request.method)) {
      m_last_write = m_clock.now();
    }
    const bool may_follow =
        redirects < k_most_redirects && m_calls < m_limits.calls && remaining() > milliseconds(0);
    auto target = answer && may_follow ? redirect_target(request, *answer) : std::nullopt;
    if (!target) {
      return answer;
    }
    request.url = std::move(*target);
  }
}

tl::expected<ApiAnswer, ApiError>
ApiClient::send(HttpRequest request)
{
  ApiError failed{0, where(request) + ": not sent", false};
  for (int attempt = 1;; ++attempt) {
    if (const std::string why = ready_to_send(request); !why.empty()) {
      failed.message = with_remark(std::move(failed.message), why);
      return tl::unexpected(failed);
    }
    auto answer = exchange(request);
    if (answer && answer->status >= 200 && answer->status < 300) {
      return ApiAnswer{answer->status, std::move(answer->body), std::move(answer->headers)};
    }
    Retry retry;
    if (answer) {
      answer->body.resize(std::min(answer->body.size(), k_longest_error));
      retry = retry_after_answer(request.method, *answer, attempt, m_clock.epoch_seconds());
    } else {
      retry = retry_after_silence(request.method, answer.error(), attempt);
    }
    failed.status = answer ? answer->status : 0;
    failed.message = answer ? answer_text(request, *answer) : answer.error().message;
    failed.maybe_done = failed.maybe_done || retry.maybe_done;
    failed.limited = answer && is_rate_limit(*answer);
    const std::string why = retry.again ? ready_to_retry(retry, attempt) : advice(retry, failed);
    if (!retry.again || !why.empty()) {
      m_unreachable = !answer && answer.error().not_sent;
      failed.message = with_remark(std::move(failed.message), why);
      return tl::unexpected(failed);
    }
  }
}

tl::expected<ApiAnswer, ApiError>
ApiClient::call(std::string_view method, const std::string& path, const std::string& body)
{
  return send(request_for(method, m_settings.base_url + path, body));
}

tl::expected<std::vector<std::string>, ApiError>
ApiClient::pages(const std::string& path)
{
  std::vector<std::string> bodies;
  std::size_t bytes = 0;
  HttpRequest request = request_for("GET", m_settings.base_url + path, "");
  std::set<std::string> seen;
  // A list whose last page points back at an earlier one has been read.
  while (seen.insert(request.url).second) {
    if (seen.size() > k_most_pages) {
      return tl::unexpected(ApiError{
          0, fmt::format("{}: a list of more than {} pages, which is as many as leakgate reads",
                         where(request), k_most_pages)});
    }
    auto page = send(request);
    if (!page) {
      return tl::unexpected(page.error());
    }
    bytes += page->body.size();
    if (bytes > k_longest_list) {
      return tl::unexpected(
          ApiError{0, fmt::format("{}: the list is too long, got more than {}", where(request),
                                  text::byte_size(static_cast<long long>(k_longest_list)))});
    }
    bodies.push_back(std::move(page->body));
    const auto next = next_link(page->headers);
    if (!next) {
      break;
    }
    auto url = url_on_same_server(request.url, *next);
    if (!url) {
      return tl::unexpected(ApiError{
          page->status, fmt::format("{}: address of the next page, got {} (not on the same server)",
                                    where(request), text::quoted(without_query(*next), 200))});
    }
    request.url = std::move(*url);
  }
  return bodies;
}

bool
ApiClient::wait_before_retry(int attempt)
{
  const milliseconds wait = with_random_part(retry_back_off(attempt));
  return wait < remaining() && m_clock.wait(wait);
}

} // namespace leakgate
