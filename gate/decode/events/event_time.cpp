#include "gate/decode/events/event_time.hpp"

#include <cstdint>

namespace leakgate {

namespace {

// Takes the parts of a text from its front; after the first that does not fit, nothing fits.
class Scan
{
public:
  explicit Scan(std::string_view text) : m_text(text) {}

  // Exactly `width` digits.
  int
  digits(std::size_t width)
  {
    int value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      value = value * 10 + digit();
    }
    return value;
  }

  bool
  optional(char wanted)
  {
    if (!m_good || m_text.empty() || m_text.front() != wanted) {
      return false;
    }
    m_text.remove_prefix(1);
    return true;
  }

  void
  expect(char wanted)
  {
    m_good = optional(wanted);
  }

  // One digit at least; those after the ninth are less than a nanosecond.
  std::int64_t
  nanoseconds()
  {
    std::int64_t value = 0;
    std::int64_t weight = 100'000'000;
    do {
      value += digit() * weight;
      weight /= 10;
    } while (m_good && !m_text.empty() && m_text.front() >= '0' && m_text.front() <= '9');
    return value;
  }

  [[nodiscard]] bool
  ended() const
  {
    return m_good && m_text.empty();
  }

private:
  int
  digit()
  {
    m_good = m_good && !m_text.empty() && m_text.front() >= '0' && m_text.front() <= '9';
    if (!m_good) {
      return 0;
    }
    const int value = m_text.front() - '0';
    m_text.remove_prefix(1);
    return value;
  }

  std::string_view m_text;
  bool m_good = true;
};

// How far the clock is ahead of UTC; nothing when it says no such thing.
std::optional<std::chrono::minutes>
zone(Scan& scan)
{
  if (scan.optional('Z')) {
    return std::chrono::minutes(0);
  }
  const bool behind = scan.optional('-');
  if (!behind) {
    scan.expect('+');
  }
  const int hours = scan.digits(2);
  scan.expect(':');
  const int minutes = scan.digits(2);
  if (hours > 23 || minutes > 59) {
    return std::nullopt;
  }
  return std::chrono::minutes((behind ? -1 : 1) * (hours * 60 + minutes));
}

} // namespace

std::optional<EventTime>
parse_event_time(std::string_view text)
{
  using namespace std::chrono;
  Scan scan(text);
  const year in_year(scan.digits(4));
  scan.expect('-');
  const month in_month(static_cast<unsigned>(scan.digits(2)));
  scan.expect('-');
  const year_month_day date(in_year, in_month, day(static_cast<unsigned>(scan.digits(2))));
  scan.expect('T');
  const int hour = scan.digits(2);
  scan.expect(':');
  const int minute = scan.digits(2);
  scan.expect(':');
  const int second = scan.digits(2);
  const std::int64_t fraction = scan.optional('.') ? scan.nanoseconds() : 0;
  const auto ahead = zone(scan);
  // Nanoseconds in 64 bits end in the year 2262.
  if (!scan.ended() || !ahead || !date.ok() || in_year < year(1970) || in_year > year(2261) ||
      hour > 23 || minute > 59 || second > 60) {
    return std::nullopt;
  }
  return EventTime(sys_days(date)) + hours(hour) + minutes(minute) + seconds(second) +
         nanoseconds(fraction) - *ahead;
}

} // namespace leakgate
