#include "rules/population/cut_off.hpp"

namespace leakgate::rules {

CutOff::CutOff(const PackageEvidence& evidence, const TestNames& names)
    : m_names(names), m_crashed(evidence.source == EvidenceSource::crash), m_cut(m_crashed)
{
  for (const std::string& test : evidence.running_tests) {
    m_running.emplace(top_level_test(test));
  }
  for (const std::string& top : m_running) {
    m_cut = m_cut || !ended(top);
  }
}

// What the process says of itself counts only as far as the events agree: a test that was
// seen to pass has left its subtest behind (`go t.Run(…)`), nothing has cut that off.
bool
CutOff::ended(std::string_view top) const
{
  const TestOutcome outcome = m_names.outcome(top);
  // go test prints FAIL for the test that panics, too, while its goroutines still run.
  return outcome == TestOutcome::pass || outcome == TestOutcome::skip ||
         (outcome == TestOutcome::fail && !m_crashed && !m_running.contains(std::string(top)));
}

bool
CutOff::covers(const Goroutine& goroutine, std::string_view test) const
{
  if (!m_cut) {
    return false;
  }
  // The goroutine that crashed is the one that was running.
  if (test.empty() || (m_crashed && goroutine.wait == Wait::running)) {
    return true;
  }
  return !ended(top_level_test(test));
}

} // namespace leakgate::rules
