#pragma once

#include "gate/model/enum_words.hpp"

#include <cstdint>
#include <string_view>

namespace leakgate {

/// Which packages run again to see whether their heap grows.
enum class HeapChecking { automatic, on, off };

template <>
struct EnumWords<HeapChecking>
{
  static constexpr std::string_view k_noun = "a way to check the heap";
  static constexpr EnumWord<HeapChecking> k_rows[] = {
      {HeapChecking::automatic, "auto"}, {HeapChecking::on, "on"}, {HeapChecking::off, "off"}};
};

/// When a heap is looked at, and what counts as growth.
struct HeapPolicy
{
  HeapChecking check = HeapChecking::automatic;
  /// Growth of the live heap in the suite from which on a package runs again: either is enough.
  std::int64_t trigger_bytes = std::int64_t{1} << 20;
  std::int64_t trigger_objects = 10'000;
  /// What every counted round must add, in bytes or in objects.
  std::int64_t floor_bytes = std::int64_t{64} << 10;
  std::int64_t floor_objects = 100;

  friend bool operator==(const HeapPolicy&, const HeapPolicy&) = default;
};

} // namespace leakgate
