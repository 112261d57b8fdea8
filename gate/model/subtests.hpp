#pragma once

#include "gate/model/suite_run.hpp"

#include <string_view>
#include <unordered_set>
#include <vector>

namespace leakgate {

/// The names of the tests of a package, which must outlive it. A slash alone says little of what
/// is whose subtest: the name of a subtest may hold slashes (`TestURL/GET_/users`).
class SubtestNames
{
public:
  explicit SubtestNames(const std::vector<TestCase>& tests);

  [[nodiscard]] bool
  contains(std::string_view name) const
  {
    return m_names.contains(name);
  }

  /// The test that `name` is a subtest of, the longest that is known; empty: of none.
  [[nodiscard]] std::string_view parent_of(std::string_view name) const;

private:
  std::unordered_set<std::string_view> m_names;
};

} // namespace leakgate
