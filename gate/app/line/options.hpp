#pragma once

#include "gate/app/line/reporting_options.hpp"
#include "gate/base/result.hpp"
#include "gate/capture/go_flags.hpp"
#include "gate/capture/probe_options.hpp"
#include "gate/model/finding.hpp"
#include "gate/model/heap_policy.hpp"
#include "rules/config/config.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace leakgate {

/// What says "none" in place of a file: `--config off`.
inline constexpr const char* k_off = "off";

/// What decides how a suite is judged and shown, checked. What was given beats the configuration
/// file, which beats the defaults: settings.hpp brings them together.
struct TestOptions : ReportingOptions
{
  ProbeOptions probe;
  bool settle_given = false;
  bool use_cache = true;
  std::string config;   ///< a file, `off`, or empty: looked for upward
  std::string baseline; ///< likewise
  int confirm_rounds =
      ConfirmSettings{}.rounds; ///< how often leaking tests run again; 0: not at all
  bool confirm_given = false;
  std::chrono::milliseconds confirm_budget = ConfirmSettings{}.budget; ///< for all of them together
  std::optional<Tier> fail_tier;
  std::optional<HeapChecking> heap;
  std::string profiles; ///< a folder in which heap profiles and dumps are kept; empty: nowhere
  GoTestArguments go;
  std::string since; ///< a revision: only leaks in lines that changed since fail; empty: all do
  bool untouched = false; ///< what the go command prints is handed on as it is: `leakgate run`
};

} // namespace leakgate
