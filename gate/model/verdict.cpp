#include "gate/model/verdict.hpp"

namespace leakgate {

std::string_view
to_string(Outcome outcome)
{
  switch (outcome) {
  case Outcome::pass: return "pass";
  case Outcome::leaks: return "leaks";
  case Outcome::no_verdict: return "no_verdict";
  case Outcome::tests_failed: return "tests_failed";
  }
  return "no_verdict";
}

Ledger&
Ledger::operator+=(const Ledger& other)
{
  seen += other.seen;
  in_before += other.in_before;
  runtime += other.runtime;
  allowed += other.allowed;
  baseline += other.baseline;
  below_threshold += other.below_threshold;
  reported += other.reported;
  return *this;
}

} // namespace leakgate
