#pragma once

#include "gate/model/enum_words.hpp"

#include <string_view>

namespace leakgate {

/// What a finding is against an earlier result: not in it, in it, or in it with fewer goroutines.
enum class BaseMark { fresh, known, grown };

template <>
struct EnumWords<BaseMark>
{
  static constexpr std::string_view k_noun = "a mark against the base";
  static constexpr EnumWord<BaseMark> k_rows[] = {
      {BaseMark::fresh, "new"}, {BaseMark::known, "known"}, {BaseMark::grown, "grown"}};
};

} // namespace leakgate
