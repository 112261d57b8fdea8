#pragma once

#include "gate/model/verdict.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate {

/// The reported findings of a verdict as they are told: a cause, and folded below it what follows
/// from it. Refers to the verdict.
class Families
{
public:
  explicit Families(const Verdict& verdict);
  /// Of some findings of a verdict, in its order.
  explicit Families(const std::vector<const Finding*>& findings);

  /// Those that are told by themselves. A family stands where the first of its members would.
  [[nodiscard]] const std::vector<const Finding*>&
  told() const
  {
    return m_told;
  }

  /// What is folded below a finding, in the order of the verdict.
  [[nodiscard]] const std::vector<const Finding*>& below(const Finding& cause) const;

  /// All findings: those that are told with what is below them, then those that are not reported.
  [[nodiscard]] std::vector<const Finding*> in_order() const;

  /// True for one that is folded below another one of this verdict.
  [[nodiscard]] bool is_folded(const Finding& finding) const;

private:
  using Key = std::pair<std::string_view, std::string_view>; // package, fingerprint

  std::vector<const Finding*> m_told;
  std::vector<const Finding*> m_others;               ///< not reported
  std::map<Key, std::vector<const Finding*>> m_below; ///< by cause; those that are told
};

} // namespace leakgate
