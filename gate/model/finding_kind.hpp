#pragma once

#include "gate/model/enum_words.hpp"

#include <string_view>

namespace leakgate {

/// What a finding is about. Only those about goroutines stand in the ledger.
enum class FindingKind {
  goroutine, ///< a cluster of leaked goroutines
  heap,      ///< a package's live heap grew over its threshold
  metric,    ///< another threshold was exceeded
  policy,    ///< an entry of the configuration that is stale or expired
  outlived,  ///< a goroutine outlived its test and then ended the process, or would have
  hung,      ///< a test that had not ended when it ran again and its time was over
};

template <>
struct EnumWords<FindingKind>
{
  static constexpr std::string_view k_noun = "a kind of finding";
  static constexpr EnumWord<FindingKind> k_rows[] = {
      {FindingKind::goroutine, "goroutine"}, {FindingKind::heap, "heap"},
      {FindingKind::metric, "metric"},       {FindingKind::policy, "policy"},
      {FindingKind::outlived, "outlived"},   {FindingKind::hung, "hung"}};
};

/// True for a finding that shows a goroutine: with test, `go` statement and stack.
[[nodiscard]] constexpr bool
shows_goroutine(FindingKind kind)
{
  return kind == FindingKind::goroutine || kind == FindingKind::outlived;
}

} // namespace leakgate
