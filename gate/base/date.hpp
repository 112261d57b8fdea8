#pragma once

#include <string_view>

namespace leakgate {

/// True for a day of the calendar, `2028-02-29`, from the year 1970 on.
[[nodiscard]] bool is_date(std::string_view text);

} // namespace leakgate
