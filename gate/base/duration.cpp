#include "gate/base/duration.hpp"

#include "gate/base/number.hpp"

namespace leakgate {

namespace {

using std::chrono::milliseconds;

struct Unit
{
  std::string_view name;
  milliseconds length;
};

// `ms` before `m`, so that it is met first.
constexpr Unit k_units[] = {{"ms", milliseconds(1)},
                            {"s", std::chrono::seconds(1)},
                            {"m", std::chrono::minutes(1)},
                            {"h", std::chrono::hours(1)}};

// Takes one number with its unit off the front.
std::optional<milliseconds>
take_part(std::string_view& text)
{
  const auto number = take_number<milliseconds::rep>(text);
  if (!number || *number > k_longest_duration.count()) {
    return std::nullopt;
  }
  for (const Unit& known : k_units) {
    if (text.starts_with(known.name)) {
      text.remove_prefix(known.name.size());
      return *number * known.length;
    }
  }
  return std::nullopt;
}

} // namespace

std::optional<milliseconds>
parse_duration(std::string_view text)
{
  milliseconds sum{0};
  do {
    const auto part = take_part(text);
    if (!part || (sum += *part) > k_longest_duration) {
      return std::nullopt;
    }
  } while (!text.empty());
  return sum;
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
