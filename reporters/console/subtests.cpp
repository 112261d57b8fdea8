#include "gate/model/subtests.hpp"

#include "reporters/console/parts.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace leakgate::console {

namespace {

constexpr std::size_t k_no_parent = static_cast<std::size_t>(-1);

using Index = std::unordered_map<std::string_view, std::size_t>;

// Of a test that started before it: a parent does.
std::size_t
parent_of(std::string_view name, const SubtestNames& names, const Index& index)
{
  for (name = names.parent_of(name); !name.empty(); name = names.parent_of(name)) {
    if (const auto found = index.find(name); found != index.end()) {
      return found->second;
    }
  }
  return k_no_parent;
}

} // namespace

std::vector<TestInTree>
test_tree(const std::vector<TestCase>& tests)
{
  const SubtestNames names(tests);
  Index index; // of those that started before
  std::vector<std::vector<std::size_t>> children(tests.size());
  std::vector<std::size_t> depths(tests.size(), 0);
  std::vector<std::size_t> waiting; // a stack: the next test to place is at its end
  for (std::size_t i = 0; i < tests.size(); ++i) {
    const std::size_t parent = parent_of(tests[i].name, names, index);
    if (parent == k_no_parent) {
      waiting.push_back(i);
    } else {
      depths[i] = depths[parent] + 1;
      children[parent].push_back(i);
    }
    index.emplace(tests[i].name, i);
  }
  std::reverse(waiting.begin(), waiting.end());
  std::vector<TestInTree> order;
  order.reserve(tests.size());
  while (!waiting.empty()) {
    const std::size_t next = waiting.back();
    waiting.pop_back();
    order.push_back({&tests[next], depths[next]});
    waiting.insert(waiting.end(), children[next].rbegin(), children[next].rend());
  }
  return order;
}

} // namespace leakgate::console
