#include "rules/cut_off.hpp"

namespace leakgate::rules {

CutOff::CutOff(const PackageEvidence& evidence, const TestNames& names)
    : m_names(names), m_running(evidence.running_tests.begin(), evidence.running_tests.end()),
      m_crashed(evidence.source == EvidenceSource::crash)
{
}

bool
CutOff::finished(std::string_view test) const
{
  const TestOutcome outcome = m_names.outcome(test);
  // go test prints FAIL for the test that panics, too, while its goroutines still run.
  const bool ended = outcome == TestOutcome::pass || outcome == TestOutcome::skip ||
                     (outcome == TestOutcome::fail && !m_crashed);
  return ended && !m_running.contains(std::string(test));
}

bool
CutOff::covers(const Goroutine& goroutine, std::string_view test) const
{
  if (!m_crashed && m_running.empty()) {
    return false;
  }
  // The goroutine that crashed is the one that was running.
  if (test.empty() || (m_crashed && goroutine.wait == Wait::running)) {
    return true;
  }
  for (std::size_t end = test.find('/');; end = test.find('/', end + 1)) {
    if (!finished(test.substr(0, end))) {
      return true;
    }
    if (end == std::string_view::npos) {
      return false;
    }
  }
}

} // namespace leakgate::rules
