#include "rules/judging/order.hpp"

#include <algorithm>
#include <tuple>

namespace leakgate::rules {

namespace {

auto
place_key(const Place& place)
{
  return std::tie(place.file, place.line, place.function);
}

} // namespace

bool
told_before(const Finding& a, const Finding& b)
{
  if (a.disposition != b.disposition) {
    return a.disposition < b.disposition;
  }
  if (a.severity != b.severity) {
    return a.severity > b.severity;
  }
  // Counts of goroutines and of bytes say nothing of one another.
  if (is_heap_leak(a) != is_heap_leak(b)) {
    return is_heap_leak(b);
  }
  if (a.count != b.count) {
    return a.count > b.count;
  }
  if (a.leakers.size() != b.leakers.size()) {
    return a.leakers.size() > b.leakers.size();
  }
  if (a.package != b.package) {
    return a.package < b.package;
  }
  for (const auto place : {&Finding::at, &Finding::started, &Finding::blocked}) {
    if (place_key(a.*place) != place_key(b.*place)) {
      return place_key(a.*place) < place_key(b.*place);
    }
  }
  return a.fingerprint < b.fingerprint;
}

void
sort_findings(std::vector<Finding>& findings)
{
  std::ranges::sort(findings, told_before);
}

} // namespace leakgate::rules
