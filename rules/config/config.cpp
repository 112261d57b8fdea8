#include "rules/config/config.hpp"

#include "gate/base/duration.hpp"
#include "gate/base/number.hpp"
#include "rules/config/check.hpp"
#include "rules/config/read.hpp"
#include "rules/config/values.hpp"

#include <utility>

namespace leakgate {

namespace {

using namespace config;

void
read_fail_on(const Node& fail_on, Policy& policy)
{
  if (const Node* tier = fail_on.find("tier")) {
    policy.fail_tier = from_word<Tier>(tier->text).value_or(policy.fail_tier);
  }
  if (const Node* severity = fail_on.find("severity")) {
    policy.fail_severity = from_word<Severity>(severity->text).value_or(policy.fail_severity);
  }
}

void
read_confirm(const Node& confirm, ConfirmSettings& out)
{
  if (confirm.kind == Node::Kind::scalar) {
    out.rounds = 0; // the word `off` is the only one that passes the check
    return;
  }
  if (const auto rounds = whole_number<std::int64_t>(text_of(confirm, "rounds"))) {
    out.rounds = static_cast<int>(*rounds);
  }
  out.budget = parse_duration(text_of(confirm, "budget")).value_or(out.budget);
}

void
read_lists(const Node& root, const std::string& file, Policy& policy)
{
  if (const Node* packages = root.find("packages")) {
    for (const Node& item : packages->children) {
      policy.packages.push_back({text_of(item, "match"),
                                 thresholds_of(item.find("thresholds"), policy.thresholds),
                                 origin_of(item.at, file)});
    }
  }
  if (const Node* allow = root.find("allow")) {
    for (const Node& item : allow->children) {
      policy.allow.push_back(allow_entry_of(item, file));
    }
  }
  if (const Node* patterns = root.find("patterns")) {
    for (const Node& item : patterns->children) {
      policy.patterns.push_back(pattern_of(item, file));
    }
  }
}

Config
read_config(const Node& root, const std::string& file)
{
  Config config;
  if (const Node* fail_on = root.find("fail_on")) {
    read_fail_on(*fail_on, config.policy);
  }
  config.settle = parse_duration(text_of(root, "settle"));
  if (const Node* confirm = root.find("confirm")) {
    read_confirm(*confirm, config.confirm);
  }
  if (const Node* heap = root.find("heap")) {
    config.policy.heap = heap_policy_of(*heap);
  }
  config.policy.thresholds = thresholds_of(root.find("thresholds"), {});
  read_lists(root, file, config.policy);
  if (const Node* baseline = root.find("baseline")) {
    config.baseline_file = baseline->text;
    config.baseline_origin = origin_of(baseline->key_at, file);
  }
  if (const Node* reports = root.find("reports")) {
    for (const Node& report : reports->children) {
      config.reports.push_back({report.key, report.text, origin_of(report.key_at, file)});
    }
  }
  config.policy.loosened = loosened_by(config, root, file);
  return config;
}

} // namespace

tl::expected<Config, std::vector<std::string>>
parse_config(std::string_view yaml, const std::string& file)
{
  Tree tree = parse_yaml(yaml);
  if (tree.whole) {
    check_section(tree.root, file_section(), tree.errors);
  }
  if (!tree.errors.empty()) {
    return tl::unexpected(messages_of(std::move(tree.errors), file));
  }
  return read_config(tree.root, file);
}

} // namespace leakgate
