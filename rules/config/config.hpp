#pragma once

#include "gate/model/policy.hpp"
#include "gate/model/rule.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// How leaking tests are run again.
struct ConfirmSettings
{
  int rounds = 3; ///< 2 to 20; 0: off
  std::chrono::milliseconds budget{60000};

  friend bool operator==(const ConfirmSettings&, const ConfirmSettings&) = default;
};

/// A report that the configuration asks for. Whether there is one of that name is not known
/// here.
struct ReportSetting
{
  std::string name;
  std::string path; ///< relative to the folder of the file, never above it
  Origin origin;

  friend bool operator==(const ReportSetting&, const ReportSetting&) = default;
};

/// A `.leakgate.yml`, checked. What it does not say has the default's value.
struct Config
{
  Policy policy; ///< without baseline, config_dir and today: those are the caller's
  std::optional<std::chrono::milliseconds> settle; ///< at most an hour
  ConfirmSettings confirm;
  std::optional<std::string> baseline_file; ///< relative to the folder of the file, never above
  Origin baseline_origin;
  std::vector<ReportSetting> reports; ///< in the order of the file

  friend bool operator==(const Config&, const Config&) = default;
};

/// Reads a configuration file; an empty one gives the defaults. `file` is its name in
/// messages and origins. Errors: all that is wrong with it in one go, sorted by position,
/// each `file:line:column: what, got "…" (what to do)`; where YAML itself is broken, that
/// alone. Paths are checked as text: a link in the checkout may still lead out of it.
[[nodiscard]] tl::expected<Config, std::vector<std::string>> parse_config(std::string_view yaml,
                                                                          const std::string& file);

/// What `leakgate init` writes: every key with a comment. What is not the default is
/// commented out: such a line begins with `#` and a key or with `#` and two spaces, a line
/// of prose with `# `. Parses to the defaults.
[[nodiscard]] std::string starter_config();

/// Reads a list of patterns in YAML (`- id: …`), as in the files of rules/patterns/ and
/// under `patterns:`, except that one without `match` is let through: it is about every
/// goroutine. `file` is its name in messages and origins. Errors: all that is wrong with it,
/// as parse_config gives them.
[[nodiscard]] tl::expected<std::vector<Pattern>, std::vector<std::string>>
parse_patterns(std::string_view yaml, const std::string& file);

} // namespace leakgate
