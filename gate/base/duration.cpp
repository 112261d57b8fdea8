#include "gate/base/duration.hpp"

#include <charconv>
#include <system_error>

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
  milliseconds::rep number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  const std::string_view unit(end, static_cast<std::size_t>(last - end));
  if (error != std::errc() || number < 0 || number > k_longest_duration.count()) {
    return std::nullopt;
  }
  for (const Unit& known : k_units) {
    if (known.name == unit && number * known.length <= k_longest_duration) {
      return number * known.length;
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
