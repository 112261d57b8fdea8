#include "rules/matching/rule_finding.hpp"

#include "rules/matching/policy_rules.hpp"
#include "rules/stacks/signature.hpp"

#include <utility>

namespace leakgate::rules {

Finding
rule_finding(std::string_view rule, FindingKind kind, const std::string& package,
             std::string_view identity, std::string message)
{
  Finding finding;
  finding.kind = kind;
  finding.rule = rule;
  finding.package = package;
  finding.message = std::move(message);
  Signature signature;
  signature.wait = identity;
  finding.fingerprint = fingerprint(finding.rule, package, signature, 0);
  if (const RuleInfo* info = policy_rule(rule)) {
    finding.severity = info->severity;
    finding.why = info->why;
    finding.fix = info->fix;
  }
  return finding;
}

} // namespace leakgate::rules
