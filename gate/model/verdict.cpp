#include "gate/model/verdict.hpp"

namespace leakgate {

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
