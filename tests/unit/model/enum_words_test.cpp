#include "gate/model/verdict.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string_view>
#include <utility>

using namespace leakgate;

namespace {

// What the compiler calls the value: `(leakgate::Tier)7` where the enum has no name for it.
template <typename Enum, Enum value>
constexpr bool
has_name()
{
  constexpr std::string_view k_function = __PRETTY_FUNCTION__;
  constexpr std::string_view k_value = k_function.substr(k_function.find("value = "));
  return k_value.find('(') == std::string_view::npos;
}

constexpr int k_more_than_any = 64;

template <typename Enum, int... ordinals>
constexpr int
count_names(std::integer_sequence<int, ordinals...>)
{
  return (0 + ... + (has_name<Enum, static_cast<Enum>(ordinals)>() ? 1 : 0));
}

} // namespace

TEST_CASE_TEMPLATE("each value of an enum has a word of its own, and the way back", Enum,
                   Attribution, BaseMark, Coverage, Disposition, EvidenceSource, FindingKind,
                   Outcome, PackageEnd, Phase, Severity, TestOutcome, Tier, Wait)
{
  std::set<Enum> values;
  for (const EnumWord<Enum>& row : EnumWords<Enum>::k_rows) {
    CHECK(values.insert(row.value).second);
    CHECK_FALSE(row.word.empty());
    CHECK(to_string(row.value) == row.word);
    CHECK(from_word<Enum>(row.word) == row.value); // so no word stands twice
  }
  // A value that was added to the enum alone is missing here.
  constexpr int k_names = count_names<Enum>(std::make_integer_sequence<int, k_more_than_any>());
  static_assert(k_names > 2);
  CHECK(values.size() == k_names);
  CHECK_FALSE(from_word<Enum>(""));
  CHECK_FALSE(from_word<Enum>("no such word"));
}
