#pragma once

#include "gate/app/line/config_file.hpp"
#include "gate/app/line/options.hpp"
#include "gate/model/policy.hpp"

namespace leakgate {

/// A run's options with what the configuration file adds, and the policy it is judged by.
struct Settings
{
  TestOptions options;
  Policy policy;
  std::string config_file; ///< as people would name it; empty: none
};

/// Brings together the command line, the configuration file and the baseline: what was
/// given beats the file, the file beats the defaults. Errors: everything that is wrong in
/// the files, each with its place.
[[nodiscard]] tl::expected<Settings, Messages> resolve_settings(const TestOptions& given);

/// Today in UTC, `2026-11-21`.
[[nodiscard]] std::string today();

} // namespace leakgate
