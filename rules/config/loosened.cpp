#include "rules/config/loosened.hpp"

#include "gate/base/duration.hpp"
#include "gate/model/settling.hpp"
#include "rules/config/read.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <initializer_list>
#include <tuple>

namespace leakgate::config {

namespace {

// Where the value of `path` stands: settings that are not in the file loosen nothing.
Origin
place(const Node* node, std::initializer_list<std::string_view> path, const std::string& file)
{
  for (const std::string_view key : path) {
    node = node == nullptr ? nullptr : node->find(key);
  }
  return node == nullptr ? Origin{} : origin_of(node->key_at, file);
}

void
add_growth(const Node& holder, std::int64_t growth, const std::string& where,
           const std::string& file, std::vector<Loosening>& out)
{
  const Origin origin = place(&holder, {"thresholds", "goroutines", "growth"}, file);
  if (origin.line > 0 && growth > Thresholds{}.goroutine_growth) {
    out.push_back({origin,
                   fmt::format("lets {} leave {} leaked goroutines behind, by default {}", where,
                               growth, Thresholds{}.goroutine_growth),
                   "thresholds.goroutines.growth"});
  }
}

void
add_patterns(const Policy& policy, std::vector<Loosening>& out)
{
  const Severity by_default = Policy{}.fail_severity;
  for (const Pattern& pattern : policy.patterns) {
    const Severity severity = pattern.rule.severity;
    if (severity < std::max(policy.fail_severity, by_default)) {
      out.push_back({pattern.origin,
                     fmt::format("what matches pattern {} has severity {}, which does not fail {}",
                                 pattern.rule.id, to_string(severity),
                                 severity < by_default ? "by default" : "here"),
                     "patterns"});
    }
  }
}

} // namespace

std::vector<Loosening>
loosened_by(const Config& config, const Node& root, const std::string& file)
{
  const Policy defaults;
  const Policy& policy = config.policy;
  std::vector<Loosening> out;
  if (policy.fail_tier > defaults.fail_tier) {
    out.push_back({place(&root, {"fail_on", "tier"}, file),
                   fmt::format("fails only from tier {} on, by default from {}",
                               to_string(policy.fail_tier), to_string(defaults.fail_tier)),
                   "fail_on.tier"});
  }
  if (policy.fail_severity > defaults.fail_severity) {
    out.push_back({place(&root, {"fail_on", "severity"}, file),
                   fmt::format("fails only from severity {} on, by default from {}",
                               to_string(policy.fail_severity), to_string(defaults.fail_severity)),
                   "fail_on.severity"});
  }
  if (config.settle.value_or(k_default_settle) > k_default_settle) {
    out.push_back({place(&root, {"settle"}, file),
                   fmt::format("waits {} for goroutines to end, by default {}",
                               to_string(*config.settle), to_string(k_default_settle)),
                   "settle"});
  }
  add_growth(root, policy.thresholds.goroutine_growth, "each package", file, out);
  if (const Node* packages = root.find("packages")) {
    for (std::size_t i = 0; i < packages->children.size() && i < policy.packages.size(); ++i) {
      const PackageThresholds& package = policy.packages[i];
      add_growth(packages->children[i], package.thresholds.goroutine_growth,
                 "each package of " + package.match, file, out);
    }
  }
  add_patterns(policy, out);
  std::ranges::stable_sort(out, {}, [](const Loosening& loosening) {
    return std::tuple(loosening.where.line, loosening.where.column);
  });
  return out;
}

} // namespace leakgate::config
