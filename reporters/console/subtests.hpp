#pragma once

#include "gate/model/suite_run.hpp"

#include <cstddef>
#include <vector>

namespace leakgate::console {

/// A test and its place in the tree that subtests make.
struct TestInTree
{
  const TestCase* test = nullptr; ///< points into the vector given to test_tree
  std::size_t depth = 0;          ///< how many of the tests are parents of this one
};

/// The tests with each subtest behind its parent, otherwise in the order in which they
/// started: parallel subtests of several tests start interleaved.
[[nodiscard]] std::vector<TestInTree> test_tree(const std::vector<TestCase>& tests);

} // namespace leakgate::console
