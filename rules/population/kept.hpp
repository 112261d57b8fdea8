#pragma once

#include "gate/model/verdict.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace leakgate::rules {

/// Groups the goroutines of one package that are nobody's leak, so that each of them can
/// be explained. Time and memory do not grow with their number, only with that of groups.
class Kept
{
public:
  /// `count` goroutines like this one were there before the tests.
  void add_before(const Goroutine& goroutine, std::int64_t count);
  /// They are in the ledger's column `runtime` because of `reason`, a constant.
  void add_runtime(const Goroutine& goroutine, std::int64_t count, std::string_view reason);

  /// The largest first, then by name; 50 at most, and behind them one for each column with
  /// the reason `others` and what is left. The counts add up to the columns.
  [[nodiscard]] std::vector<KeptGroup> groups() const;

private:
  using Key = std::tuple<std::string_view, std::string_view, Name, std::string>;

  void add(std::string_view column, std::string_view reason, const Goroutine& goroutine,
           std::int64_t count);

  std::map<Key, std::int64_t> m_counts; ///< column, reason, function, state
};

} // namespace leakgate::rules
