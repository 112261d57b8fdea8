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

constexpr Unit k_units[] = {
    {"ms", milliseconds(1)}, {"s", std::chrono::seconds(1)}, {"m", std::chrono::minutes(1)}};

} // namespace

std::optional<milliseconds>
parse_duration(std::string_view text)
{
  const auto number = take_number<milliseconds::rep>(text);
  if (!number || *number > k_longest_duration.count()) {
    return std::nullopt;
  }
  for (const Unit& known : k_units) {
    if (known.name == text && *number * known.length <= k_longest_duration) {
      return *number * known.length;
    }
  }
  return std::nullopt;
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
