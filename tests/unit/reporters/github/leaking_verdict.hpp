#pragma once

#include "gate/model/verdict.hpp"

#include <string>
#include <utility>
#include <vector>

namespace leakgate::test {

/// A reported leak of `function`, started at broker/hub.go:`line`, in the module at /src.
inline Finding
leak(const std::string& function, int line)
{
  Finding finding;
  finding.fingerprint = "v1:" + std::string(30, '0') + std::to_string(10 + line % 90);
  finding.rule = "chan-receive";
  finding.package = "example.com/app/broker";
  finding.test = "TestSubscribe";
  finding.count = 1;
  finding.state = "chan receive";
  finding.message = "goroutine still blocked in chan receive";
  finding.fix = "close the channel";
  finding.started = {"example.com/app/broker." + function, "broker/hub.go", line};
  finding.blocked = {"example.com/app/broker." + function + ".func1", "broker/hub.go", line + 1};
  finding.stack = {{Name(finding.blocked.function), Name("/src/broker/hub.go"), line + 1}};
  return finding;
}

inline Verdict
verdict_with(std::vector<Finding> findings)
{
  Verdict verdict;
  verdict.outcome = findings.empty() ? Outcome::pass : Outcome::leaks;
  verdict.findings = std::move(findings);
  verdict.roots.modules = {{"example.com/app", "/src"}};
  verdict.roots.repository = "/src";
  return verdict;
}

} // namespace leakgate::test
