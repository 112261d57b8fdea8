#include "gate/base/byte_count.hpp"

#include "gate/base/number.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace leakgate {

namespace {

struct Unit
{
  std::string_view name;
  std::int64_t bytes;
};

constexpr Unit k_units[] = {
    {"", 1},          {"B", 1},      {"KiB", 1 << 10},  {"MiB", 1 << 20},
    {"GiB", 1 << 30}, {"KB", 1'000}, {"MB", 1'000'000}, {"GB", 1'000'000'000},
};

} // namespace

std::optional<std::int64_t>
parse_bytes(std::string_view text)
{
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = whole_number<std::int64_t>(text.substr(0, digits));
  const auto* unit = std::ranges::find(k_units, text.substr(digits), &Unit::name);
  if (!number || unit == std::end(k_units) ||
      *number > std::numeric_limits<std::int64_t>::max() / unit->bytes) {
    return std::nullopt;
  }
  return *number * unit->bytes;
}

} // namespace leakgate
