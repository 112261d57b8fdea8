#include "reporters/delivery/retry_policy.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using leakgate::HttpError;
using leakgate::HttpHeader;
using leakgate::HttpResponse;
using leakgate::is_rate_limit;
using leakgate::Retry;
using leakgate::retry_after_answer;
using leakgate::retry_after_silence;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

// Sun, 06 Nov 1994 08:49:37 GMT (RFC 9110's example).
constexpr std::int64_t k_now = 784111777;

constexpr const char* k_secondary = R"({"message":"You have exceeded a Secondary rate limit."})";
constexpr const char* k_abuse = R"({"message":"no","errors":[{"resource":"X","code" : "abuse"}]})";

struct Case
{
  const char* name;
  const char* method;
  int status;
  std::vector<HttpHeader> headers;
  const char* body;
  Retry expected;
};

const Retry k_stop{};

Retry
back_off()
{
  return {true, seconds(1), false, false};
}

Retry
asked(long long wait)
{
  return {true, seconds(wait), true, false};
}

Retry
lost()
{
  return {false, seconds(1), false, true};
}

// A write that may have been done and may be repeated all the same.
Retry
idempotent()
{
  return {true, seconds(1), false, true};
}

void
check(const std::vector<Case>& cases)
{
  for (const Case& one : cases) {
    CAPTURE(one.name);
    const Retry got =
        retry_after_answer(one.method, HttpResponse{one.status, one.headers, one.body}, 1, k_now);
    CHECK(got.again == one.expected.again);
    CHECK(got.maybe_done == one.expected.maybe_done);
    CHECK(got.asked == one.expected.asked);
    CHECK((!got.again || got.wait == one.expected.wait));
  }
}

} // namespace

TEST_CASE("retry: rate limits, whatever the method")
{
  check({
      {"429 alone", "POST", 429, {}, "Retry later", back_off()},
      {"seconds", "POST", 429, {{"retry-after", "30"}}, "", asked(30)},
      {"date", "GET", 429, {{"retry-after", "Sun, 06 Nov 1994 08:50:07 GMT"}}, "", asked(30)},
      {"a date that is over",
       "GET",
       429,
       {{"retry-after", "Sun, 06 Nov 1994 08:00:00 GMT"}},
       "",
       asked(1)},
      {"none at all", "GET", 429, {{"retry-after", "0"}}, "", asked(1)},
      {"endless", "GET", 429, {{"retry-after", "99999999999999999999999"}}, "", asked(1'000'000)},
      {"nonsense", "GET", 429, {{"retry-after", "soon"}}, "", back_off()},
      {"negative", "GET", 429, {{"retry-after", "-5"}}, "", back_off()},
      {"no such day",
       "GET",
       429,
       {{"retry-after", "Sun, 06 Brumaire 1994 08:50:07"}},
       "",
       back_off()},
      {"GitHub's primary limit",
       "POST",
       403,
       {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "784111797"}},
       "",
       asked(20)},
      {"the same as 429",
       "POST",
       429,
       {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "784111797"}},
       "",
       asked(20)},
      {"a reset that is not reached",
       "POST",
       429,
       {{"x-ratelimit-remaining", "7"}, {"x-ratelimit-reset", "784111797"}},
       "",
       back_off()},
      {"a reset that makes no sense",
       "POST",
       403,
       {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "x"}},
       "",
       back_off()},
      {"GitHub's secondary limit", "POST", 403, {}, k_secondary, asked(60)},
      {"the same as 429", "POST", 429, {}, k_secondary, asked(60)},
      {"with a header", "POST", 403, {{"retry-after", "5"}}, k_secondary, asked(5)},
      {"the older words",
       "GET",
       403,
       {},
       "You have triggered an abuse detection mechanism.",
       asked(60)},
      {"abuse as 422", "POST", 422, {}, k_abuse, asked(60)},
      {"too quickly", "POST", 422, {}, R"({"errors":["was submitted too quickly"]})", asked(60)},
      {"seconds of the draft", "POST", 429, {{"ratelimit-reset", "12"}}, "", asked(12)},
      {"GitLab's date",
       "POST",
       429,
       {{"ratelimit-resettime", "Sun, 06 Nov 1994 08:49:47 GMT"}},
       "",
       asked(10)},
  });
}

TEST_CASE("retry: GitLab's RateLimit-Reset is a moment")
{
  constexpr std::int64_t k_later = 1'800'000'000;
  const HttpResponse answer{429, {{"ratelimit-reset", "1800000025"}}, "Retry later"};
  CHECK(retry_after_answer("POST", answer, 1, k_later) == asked(25));
}

TEST_CASE("retry: faults that pass, not for POST, which may have been done")
{
  for (const int status : {408, 500, 502, 503, 504, 520, 524, 529}) {
    CAPTURE(status);
    check({{"", "GET", status, {}, "", back_off()},
           {"", "POST", status, {}, "", lost()},
           {"", "PATCH", status, {}, "", idempotent()},
           {"", "PUT", status, {}, "", idempotent()},
           {"", "DELETE", status, {}, "", idempotent()}});
  }
  check({{"refused with a wait", "POST", 503, {{"retry-after", "9"}}, "", asked(9)},
         {"not refused", "POST", 502, {{"retry-after", "9"}}, "", lost()}});
}

TEST_CASE("retry: answers that repeating does not change")
{
  for (const int status :
       {0, 100, 301, 304, 400, 401, 403, 404, 405, 409, 410, 413, 418, 422, 451, 501, 505, 511}) {
    CAPTURE(status);
    check({{"", "GET", status, {}, "", k_stop}, {"", "POST", status, {}, "", k_stop}});
  }
  check({
      {"no permission",
       "POST",
       403,
       {{"x-ratelimit-remaining", "4771"}},
       R"({"message":"Resource not accessible by integration"})",
       k_stop},
      {"off the diff", "POST", 422, {}, R"({"errors":[{"code":"custom"}]})", k_stop},
      {"damage", "POST", 422, {}, R"({"errors":[7,null,{"code":7}]})", k_stop},
      {"other words about it", "POST", 404, {}, k_secondary, k_stop},
  });
}

TEST_CASE("retry: each wait is longer than the one before, and none overflows")
{
  const HttpResponse fault{502, {}, ""};
  const HttpResponse limit{403, {}, k_secondary};
  CHECK(retry_after_answer("GET", fault, 2, k_now).wait == seconds(2));
  CHECK(retry_after_answer("GET", fault, 3, k_now).wait == seconds(4));
  CHECK(retry_after_answer("GET", limit, 2, k_now).wait == seconds(120));
  CHECK(retry_after_answer("GET", limit, 1000, k_now).wait > seconds(120));
  CHECK(retry_after_answer("GET", fault, 0, k_now).wait == seconds(1));
}

TEST_CASE("retry: a rate limit is told from a missing right, whatever its status")
{
  CHECK(is_rate_limit({429, {}, ""}));
  CHECK(is_rate_limit({403, {{"retry-after", "60"}}, ""}));
  CHECK(is_rate_limit({403, {{"x-ratelimit-remaining", "0"}}, ""}));
  CHECK(is_rate_limit({403, {}, k_secondary}));
  CHECK(is_rate_limit({422, {}, k_abuse}));
  CHECK_FALSE(is_rate_limit({403, {{"x-ratelimit-remaining", "4771"}}, "{}"}));
  CHECK_FALSE(is_rate_limit({404, {}, k_secondary}));
  CHECK_FALSE(is_rate_limit({422, {}, R"({"errors":[{"code":"custom"}]})"}));
  CHECK_FALSE(is_rate_limit({503, {{"retry-after", "60"}}, ""}));
}

TEST_CASE("retry: lost answers")
{
  const HttpError not_sent{"x", true};
  const HttpError cut{"x", false};
  CHECK(retry_after_silence("POST", not_sent, 1) == back_off());
  CHECK(retry_after_silence("POST", cut, 1) == lost());
  CHECK(retry_after_silence("GET", cut, 1) == back_off());
  CHECK(retry_after_silence("PATCH", cut, 1) == idempotent());
}

TEST_CASE("retry: what would be the same the next time is not tried again")
{
  const HttpError lasting{"GET https://x/: the server's certificate is not trusted", true, true};
  CHECK_FALSE(retry_after_silence("GET", lasting, 1).again);
  CHECK(retry_after_silence("GET", {"GET https://x/: could not connect", true}, 1).again);
}
