#include "gate/model/goroutine_line.hpp"

#include "gate/base/number.hpp"

#include <algorithm>

namespace leakgate {

namespace {

constexpr std::string_view k_goroutine = "goroutine ";

} // namespace

std::optional<GoroutineHeaderLine>
split_goroutine_header(std::string_view line)
{
  if (!line.starts_with(k_goroutine)) {
    return std::nullopt;
  }
  line.remove_prefix(k_goroutine.size());
  const auto id = take_number<std::int64_t>(line);
  if (line.starts_with(" gp=")) {
    line.remove_prefix(std::min(line.find(" ["), line.size()));
  }
  if (!id || !line.starts_with(" [")) {
    return std::nullopt;
  }
  return GoroutineHeaderLine{*id, line.substr(1)};
}

bool
is_meant_as_goroutine_header(std::string_view line)
{
  if (!line.starts_with(k_goroutine)) {
    return false;
  }
  line.remove_prefix(k_goroutine.size());
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const std::string_view rest = line.substr(digits);
  if (digits > 0 && (rest.starts_with(" [") || rest.starts_with(" gp="))) {
    return true;
  }
  return rest.find('[') != std::string_view::npos && (rest.ends_with("]:") || rest.ends_with("}:"));
}

} // namespace leakgate
