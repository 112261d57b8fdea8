#include "gate/app/confirm/suite_time.hpp"

#include <algorithm>
#include <iterator>

namespace leakgate {

namespace {

using Seconds = TestTime::Seconds;
using Spans = std::map<Seconds, Seconds>;

// The first span that ends at that moment or later.
Spans::const_iterator
first_ending_from(const Spans& spans, Seconds moment)
{
  const auto after = spans.upper_bound(moment);
  if (after != spans.begin() && std::prev(after)->second >= moment) {
    return std::prev(after);
  }
  return after;
}

} // namespace

Seconds
TestTime::more_with(const TestCase& test) const
{
  if (!test.started || !test.ended) {
    return test.elapsed;
  }
  Seconds more = std::max(Seconds(0), *test.ended - *test.started);
  for (auto span = first_ending_from(m_spans, *test.started);
       span != m_spans.end() && span->first < *test.ended; ++span) {
    more -= std::min(span->second, *test.ended) - std::max(span->first, *test.started);
  }
  return more;
}

void
TestTime::add(const TestCase& test)
{
  m_total += more_with(test);
  if (!test.started || !test.ended || *test.ended < *test.started) {
    return;
  }
  Seconds from = *test.started;
  Seconds to = *test.ended;
  auto span = first_ending_from(m_spans, from);
  while (span != m_spans.end() && span->first <= to) {
    from = std::min(from, span->first);
    to = std::max(to, span->second);
    span = m_spans.erase(span);
  }
  m_spans[from] = to;
}

Seconds
time_of(const std::set<std::string>& tests, const PackageRun& run)
{
  TestTime time;
  for (const TestCase& test : run.tests) {
    if (tests.contains(test.name)) {
      time.add(test);
    }
  }
  return time.total();
}

} // namespace leakgate
