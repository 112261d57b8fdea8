#include "gate/app/suite/replaced.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace leakgate {

void
replace_packages(TestRun& run, TestRun again)
{
  // Both are sorted by import path.
  for (PackageRun& package : again.packages) {
    const auto old =
        std::ranges::lower_bound(run.packages, package.import_path, {}, &PackageRun::import_path);
    if (old != run.packages.end() && old->import_path == package.import_path) {
      *old = std::move(package);
    }
  }
}

void
replace_problems(std::vector<Problem>& problems, std::vector<Problem> again,
                 const std::vector<std::string>& packages)
{
  std::erase_if(problems, [&](const Problem& problem) {
    return std::ranges::binary_search(packages, problem.where);
  });
  std::ranges::move(again, std::back_inserter(problems));
}

} // namespace leakgate
