#include "gate/base/duration.hpp"
#include "gate/base/text.hpp"
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

// What is never looked at, or only from a greater growth on, passes.
void
add_heap(const HeapPolicy& heap, const Node& root, const std::string& file,
         std::vector<Loosening>& out)
{
  const HeapPolicy defaults;
  const auto add = [&](std::string_view key, bool weaker, std::string what) {
    if (weaker) {
      out.push_back(
          {place(&root, {"heap", key}, file), std::move(what), fmt::format("heap.{}", key)});
    }
  };
  add("check", heap.check == HeapChecking::off, "does not look whether memory grows");
  const auto larger = [&](std::string_view key, std::int64_t value, std::int64_t by_default,
                          std::string_view what, bool bytes) {
    const auto amount = [&](std::int64_t n) {
      return bytes ? text::byte_size(n) : text::counted(n, "object");
    };
    add(key, value > by_default && heap.check != HeapChecking::off,
        fmt::format("{} {}, by default {}", what, amount(value), amount(by_default)));
  };
  constexpr std::string_view k_trigger = "looks whether memory grows only from growth by";
  constexpr std::string_view k_floor = "calls memory growing only from each round adding";
  larger("trigger", heap.trigger_bytes, defaults.trigger_bytes, k_trigger, true);
  larger("trigger_objects", heap.trigger_objects, defaults.trigger_objects, k_trigger, false);
  larger("floor", heap.floor_bytes, defaults.floor_bytes, k_floor, true);
  larger("floor_objects", heap.floor_objects, defaults.floor_objects, k_floor, false);
}

void
add_rounds(const Node& holder, const std::optional<std::int64_t>& permitted,
           const std::string& where, const std::string& file, std::vector<Loosening>& out)
{
  const Origin origin = place(&holder, {"thresholds", "heap", "per_round"}, file);
  if (origin.line > 0 && permitted.value_or(0) > 0) {
    out.push_back({origin,
                   fmt::format("lets memory of {} grow by {} each round, by default not at all",
                               where, text::byte_size(*permitted)),
                   "thresholds.heap.per_round"});
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
  add_heap(policy.heap, root, file, out);
  add_growth(root, policy.thresholds.goroutine_growth, "each package", file, out);
  add_rounds(root, policy.thresholds.heap_per_round_bytes, "each package", file, out);
  if (const Node* packages = root.find("packages")) {
    for (std::size_t i = 0; i < packages->children.size() && i < policy.packages.size(); ++i) {
      const PackageThresholds& package = policy.packages[i];
      add_growth(packages->children[i], package.thresholds.goroutine_growth,
                 "each package of " + package.match, file, out);
      add_rounds(packages->children[i], package.thresholds.heap_per_round_bytes,
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
