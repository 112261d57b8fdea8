#pragma once

#include "gate/model/baseline.hpp"
#include "gate/model/verdict.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace leakgate {

/// Whether the checkout has the package, or where `test` is not empty that test function of it.
/// True, too, where nobody can tell. What a run did not meet although it is there was left out of
/// it: another module, build tags, a benchmark without -bench.
using InCheckout = std::function<bool(const SourceRoots& roots, const std::string& package,
                                      const std::string& test)>;

} // namespace leakgate

namespace leakgate::rules {

/// Whether the package passed and was judged, or has no tests.
[[nodiscard]] bool is_complete(const PackageVerdict& package);

/// What of the packages was measured. Refers to the verdict.
class MeasuredPackages
{
public:
  explicit MeasuredPackages(const Verdict& verdict);

  /// Whether all that `package` could leak was measured: all its tests ran and is_complete()
  /// holds, or it is not there any more in a run of everything where it holds for all.
  [[nodiscard]] bool all_of(std::string_view package) const;

  /// Whether the verdict has the package.
  [[nodiscard]] bool
  met(std::string_view package) const
  {
    return m_complete.contains(package);
  }

  /// The same for what the entry is about: memory is only known to be gone where the package ran
  /// again in rounds, or is not there any more.
  [[nodiscard]] bool all_of(const BaselineEntry& entry) const;

private:
  bool m_can_tell = false; ///< all tests of what was run ran
  bool m_absent = false;   ///< the answer for packages that the verdict does not have
  std::unordered_map<std::string_view, bool> m_complete;
  std::unordered_set<std::string_view> m_no_rounds; ///< packages whose heap did not run again
};

/// How many goroutines of each entry the findings show, whatever became of them. Entries
/// that were not met are missing. Where several entries are one leak now, the goroutines
/// go to the first of them as far as they are recorded there, and so on; each that was
/// met keeps at least one.
[[nodiscard]] std::map<const BaselineEntry*, std::int64_t>
seen_of_baseline(const Baseline& baseline, const std::vector<Finding>& findings);

/// The baseline against the findings of the verdict. An entry is gone or has fewer only
/// where Reach::covers() holds.
[[nodiscard]] BaselineSummary summarize_baseline(const Baseline& baseline, const Verdict& verdict,
                                                 const InCheckout& in_checkout = {});

} // namespace leakgate::rules
