#include "gate/model/verdict.hpp"

#include "gate/base/text.hpp"

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

std::string
amount_of(const Finding& finding, std::int64_t count)
{
  return is_heap_leak(finding) ? text::byte_size(count) + " each round" : std::to_string(count);
}

} // namespace leakgate
