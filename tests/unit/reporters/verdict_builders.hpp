#pragma once

#include "gate/model/verdict.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

/// The parts that the verdicts of verdicts.hpp are put together from.
namespace verdicts {

using Seconds = std::chrono::duration<double>;

inline const std::string k_broker = "example.com/app/broker";

/// A reported goroutine in chan send, started at `line` and blocked on the next one.
leakgate::Finding finding(std::string package, std::string test, std::string function,
                          std::string file, int line);

/// A reported finding of another kind.
leakgate::Finding limit(leakgate::FindingKind kind, std::string rule, std::string package,
                        std::string message);

leakgate::TestCase test(std::string name, leakgate::TestOutcome outcome, double seconds,
                        std::string output = "");

leakgate::PackageRun package_run(std::string path, leakgate::PackageEnd end, double seconds,
                                 std::vector<leakgate::TestCase> tests, std::string output = "");

leakgate::PackageVerdict judged(std::string path, leakgate::PackageEnd end,
                                leakgate::Ledger ledger);

leakgate::PackageVerdict not_judged(std::string path, leakgate::PackageEnd end, std::string note);

/// Puts the package into the verdict and its ledger into the sum.
void add(leakgate::Verdict& verdict, leakgate::PackageVerdict package);

leakgate::Ledger ledger(std::int64_t before, std::int64_t runtime, std::int64_t allowed,
                        std::int64_t reported);

/// A live heap with three sites.
leakgate::HeapSummary heap(std::int64_t before, std::int64_t after);

/// Puts `name` into every text that a policy, a baseline or a confirmation brings into a verdict.
void add_hostile_policy(leakgate::Verdict& verdict, const std::string& name);

} // namespace verdicts
