#include "gate/base/duration.hpp"

#include "gate/base/number.hpp"

namespace leakgate {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

struct Unit
{
  std::string_view name;
  milliseconds length;
};

// As Go writes them, and as a keyboard does.
constexpr std::string_view k_micro[] = {"us", "\u00b5s"};

// `ms` before `m`, so that it is met first.
constexpr Unit k_units[] = {{"ms", milliseconds(1)},
                            {"s", std::chrono::seconds(1)},
                            {"m", std::chrono::minutes(1)},
                            {"h", std::chrono::hours(1)}};

// Takes one number with its unit off the front.
std::optional<microseconds>
take_part(std::string_view& text, bool is_short)
{
  const auto number = take_number<milliseconds::rep>(text);
  if (!number || *number > microseconds(k_longest_duration).count()) {
    return std::nullopt;
  }
  for (const std::string_view micro : k_micro) {
    if (is_short && text.starts_with(micro)) {
      text.remove_prefix(micro.size());
      return microseconds(*number);
    }
  }
  for (const Unit& known : k_units) {
    if (text.starts_with(known.name) && *number <= k_longest_duration.count()) {
      text.remove_prefix(known.name.size());
      return *number * known.length;
    }
  }
  return std::nullopt;
}

std::optional<microseconds>
parse(std::string_view text, bool is_short)
{
  microseconds sum{0};
  do {
    const auto part = take_part(text, is_short);
    if (!part || (sum += *part) > k_longest_duration) {
      return std::nullopt;
    }
  } while (!text.empty());
  return sum;
}

} // namespace

std::optional<milliseconds>
parse_duration(std::string_view text)
{
  const auto whole = parse(text, false);
  return whole ? std::optional(std::chrono::floor<milliseconds>(*whole)) : std::nullopt;
}

std::optional<microseconds>
parse_short_duration(std::string_view text)
{
  return parse(text, true);
}

std::string
to_string(milliseconds duration)
{
  milliseconds::rep left = duration.count();
  std::string out;
  for (const Unit& unit : {k_units[2], k_units[1], k_units[0]}) {
    const milliseconds::rep whole = left / unit.length.count();
    left %= unit.length.count();
    if (whole != 0) {
      out += std::to_string(whole) + std::string(unit.name);
    }
  }
  return out.empty() ? "0s" : out;
}

} // namespace leakgate
