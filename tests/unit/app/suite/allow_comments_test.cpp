#include "gate/app/suite/allow_comments.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

std::string
error_of(std::string_view words)
{
  AllowEntry entry;
  const auto read = read_allow_words(words, entry);
  return read ? "" : read.error();
}

} // namespace

TEST_CASE("allow comments: words are the reason, wherever date and number stand")
{
  AllowEntry entry;
  REQUIRE(read_allow_words("until=2027-06-30 one  for the process max=3", entry));
  CHECK(entry.reason == "one for the process");
  CHECK(entry.expires == "2027-06-30");
  CHECK(entry.max == 3);
}

TEST_CASE("allow comments: of memory max is a size, bytes each round")
{
  AllowEntry entry;
  REQUIRE(read_allow_words("reminders stay until they fire max=128KiB", entry));
  CHECK(entry.max == 128 << 10);
  CHECK(entry.reason == "reminders stay until they fire");
}

TEST_CASE("allow comments: what is wrong is said, and what to write")
{
  CHECK(error_of("") ==
        "expected a reason behind //leakgate:allow, got none (say why it may stay)");
  CHECK_FALSE(error_of("max=2 until=2027-01-01").empty());
  CHECK(error_of("x until=2027-02-30") ==
        "until: expected a date, got \"2027-02-30\" (for example until=2027-06-30)");
  CHECK(error_of("x max=none") ==
        "max: expected a number from 1 on, or of memory a size, got \"none\" (for example max=2, "
        "max=128KiB)");
  CHECK_FALSE(error_of("x max=0").empty());
  for (const std::string slip : {"known expires=2025-01-01", "known Until=2025-01-01",
                                 "known until 2025-01-01", "known max 3", "known max 3MiB"}) {
    CHECK(error_of(slip).starts_with("expected until=DATE or max=N, got "));
  }
  CHECK(error_of("known until upstream mends it, needs GOMAXPROCS=1, at the max of what we do") ==
        "");
}
