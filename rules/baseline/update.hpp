#pragma once

#include "gate/model/baseline.hpp"
#include "gate/model/verdict.hpp"
#include "rules/baseline/summary.hpp"

#include <optional>
#include <string>
#include <vector>

namespace leakgate {

/// `old` with what the verdicts found beside it: goroutine findings that are reported or in
/// the baseline become entries, counts and lists of variants only grow, nothing is taken
/// out. What is allowed or below a threshold passes without an entry and gets none. New
/// entries are first seen `today`. The result is sorted and has the name of `old`.
[[nodiscard]] Baseline updated_baseline(const std::optional<Baseline>& old,
                                        const std::vector<Verdict>& verdicts,
                                        const std::string& today);

/// `old` without the entries that are gone and with lower counts where fewer were seen;
/// nothing is added. Only what Reach::covers() is taken away.
/// Where several verdicts are about a package, the most that one of them saw counts,
/// whatever became of it there.
[[nodiscard]] Baseline pruned_baseline(const Baseline& old, const std::vector<Verdict>& verdicts,
                                       const InCheckout& in_checkout = {});

} // namespace leakgate
