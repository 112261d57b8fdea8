#include "gate/base/date.hpp"

#include <algorithm>
#include <chrono>

namespace leakgate {

bool
is_date(std::string_view text)
{
  constexpr std::string_view k_form = "dddd-dd-dd";
  const auto fits = [](char c, char form) {
    return form == 'd' ? c >= '0' && c <= '9' : c == form;
  };
  if (!std::ranges::equal(text, k_form, fits)) {
    return false;
  }
  const auto number = [](std::string_view digits) {
    unsigned value = 0;
    for (const char digit : digits) {
      value = value * 10 + static_cast<unsigned>(digit - '0');
    }
    return value;
  };
  const auto year = static_cast<int>(number(text.substr(0, 4)));
  return year >= 1970 && std::chrono::year_month_day(std::chrono::year(year),
                                                     std::chrono::month(number(text.substr(5, 2))),
                                                     std::chrono::day(number(text.substr(8, 2))))
                             .ok();
}

} // namespace leakgate
