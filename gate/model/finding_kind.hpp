#pragma once

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

[[nodiscard]] std::string_view to_string(FindingKind kind);

/// True for a finding that shows a goroutine: with test, `go` statement and stack.
[[nodiscard]] constexpr bool
shows_goroutine(FindingKind kind)
{
  return kind == FindingKind::goroutine || kind == FindingKind::outlived;
}

} // namespace leakgate
