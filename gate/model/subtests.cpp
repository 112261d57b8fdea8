#include "gate/model/subtests.hpp"

namespace leakgate {

SubtestNames::SubtestNames(const std::vector<TestCase>& tests)
{
  for (const TestCase& test : tests) {
    m_names.insert(test.name);
  }
}

std::string_view
SubtestNames::parent_of(std::string_view name) const
{
  constexpr int k_most_slashes = 64; // bounds the work for hostile names
  for (int i = 0; i < k_most_slashes; ++i) {
    const std::size_t slash = name.rfind('/');
    if (slash == std::string_view::npos) {
      break;
    }
    name = name.substr(0, slash);
    if (m_names.contains(name)) {
      return name;
    }
  }
  return {};
}

} // namespace leakgate
