#include "gate/decode/events/open_tests.hpp"

#include <chrono>
#include <string_view>

namespace leakgate {

void
OpenTest::heard(const TestEvent& event, bool is_end)
{
  if (!ended) {
    last = event.time;
    ended = is_end;
  }
}

void
OpenTest::take_output(const TestEvent& event)
{
  constexpr std::size_t k_most_bytes = std::size_t{16} << 10; // of the error, and of a line of it
  output.append(event.output);
  const bool begins = event.output_type == "error" && test.error.empty();
  in_error = begins || (in_error && event.output_type == "error-continue");
  if (in_error && test.error.size() < k_most_bytes) {
    test.error += std::string_view(event.output).substr(0, k_most_bytes);
  }
}

void
OpenTest::place(EventTime zero)
{
  using std::chrono::milliseconds;
  if (!began || *began < zero) {
    return;
  }
  test.started = std::chrono::round<milliseconds>(*began - zero);
  if (ended && last && *last >= *began) {
    test.ended = std::chrono::round<milliseconds>(*last - zero);
  }
}

OpenTest*
OpenTests::find(const std::string& name)
{
  if (m_latest < m_all.size() && m_all[m_latest].test.name == name) {
    return &m_all[m_latest];
  }
  const auto* known = m_by_name.find(name);
  if (known == nullptr) {
    return start(name);
  }
  m_latest = known->value;
  return &m_all[m_latest];
}

OpenTest*
OpenTests::start(const std::string& name)
{
  if (m_all.size() == k_most) {
    return nullptr;
  }
  m_latest = m_all.size();
  OpenTest& added = m_all.emplace_back();
  added.test.name = name;
  if (auto* known = m_by_name.find(name)) {
    known->value = m_latest;
  } else {
    m_by_name.add(added.test.name, m_latest);
  }
  return &added;
}

} // namespace leakgate
