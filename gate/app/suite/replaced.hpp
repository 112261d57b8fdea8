#pragma once

#include "gate/model/problem.hpp"
#include "gate/model/suite_run.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// Puts the packages of `again`, which ran once more, in place of what they were.
void replace_packages(TestRun& run, TestRun again);

/// Problems of the packages (sorted) that ran again, in place of those of their first run.
void replace_problems(std::vector<Problem>& problems, std::vector<Problem> again,
                      const std::vector<std::string>& packages);

} // namespace leakgate
