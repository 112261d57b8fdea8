#pragma once

#include "tests/e2e/expectation.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace leakgate::e2e {

/// What the comparison must know about the run.
struct MatchContext
{
  bool proof = false;  ///< this Go proves leaks, so `tier=proven` must hold
  std::string run_dir; ///< the folder of the run inside the case; empty: the case itself
  /// Folders inside the case that hold a go.mod: files are named relative to one of them.
  std::vector<std::string> module_dirs;
};

/// Compares the reported findings of a JSON result with the comments. Empty when each has
/// exactly one partner; otherwise one line for each that has none, `-` for promised and
/// `+` for reported, with all that a person needs to see why.
[[nodiscard]] std::string diff_findings(const std::vector<Expected>& expected,
                                        const nlohmann::json& result, const MatchContext& context);

/// The promises that every result keeps: known outcome, a ledger that balances and is the
/// sum of its packages, `reported` equal to the findings, fingerprints, files relative to
/// the module root. One line for each that is broken.
[[nodiscard]] std::string check_result(const nlohmann::json& result);

/// One line for each difference between two results of an unchanged module. When the
/// second was `cached`, only times and the mark of the cache may differ; when it ran again,
/// also what no two processes have in common: ids, heap, samples.
[[nodiscard]] std::string diff_results(const nlohmann::json& first, const nlohmann::json& second,
                                       bool cached);

} // namespace leakgate::e2e
