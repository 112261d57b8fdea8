#include "gate/app/confirm/groups.hpp"

#include "gate/capture/confirm_pattern.hpp"
#include "rules/names/suite_names.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace leakgate {

namespace {

using Names = std::set<std::string>;

// The top-level tests of each package, as far as it ran them.
std::map<std::string_view, Names>
tests_of(const TestRun& run)
{
  std::map<std::string_view, Names> tests;
  for (const PackageRun& package : run.packages) {
    for (const TestCase& test : package.tests) {
      tests[package.import_path].emplace(rules::top_level_test(test.name));
    }
  }
  return tests;
}

class Grouping
{
public:
  Grouping(const TestRun& first, bool failfast) : m_tests(tests_of(first))
  {
    for (const PackageRun& package : first.packages) {
      if (failfast && go_test_failed(package.end)) {
        m_cut_short.insert(package.import_path);
      }
    }
    for (const auto& [import_path, tests] : m_tests) {
      for (const std::string& test : tests) {
        m_packages[test].insert(import_path);
      }
    }
  }

  void
  add(const std::string& import_path, const Names& planned)
  {
    auto group = std::find_if(m_groups.begin(), m_groups.end(),
                              [&](const Group& each) { return fits(each, import_path, planned); });
    if (group == m_groups.end()) {
      group = m_groups.insert(group, Group{});
    }
    group->plan.packages.emplace(import_path, planned);
    group->names.insert(planned.begin(), planned.end());
  }

  [[nodiscard]] std::vector<ConfirmPlan>
  plans() const
  {
    std::vector<ConfirmPlan> plans;
    for (const Group& group : m_groups) {
      plans.push_back(group.plan);
    }
    return plans;
  }

private:
  struct Group
  {
    ConfirmPlan plan;
    Names names; ///< of the tests of all its packages
  };

  [[nodiscard]] bool
  fits(const Group& group, const std::string& import_path, const Names& planned) const
  {
    const std::string& neighbour = group.plan.packages.begin()->first;
    return !m_cut_short.contains(import_path) && !m_cut_short.contains(neighbour) &&
           !chooses_others(group, import_path, planned) && !is_in_the_way(group, planned) &&
           fits_with(group.names, planned);
  }

  // True when the names of `group` choose a test of the package that is not planned.
  [[nodiscard]] bool
  chooses_others(const Group& group, const std::string& import_path, const Names& planned) const
  {
    const auto known = m_tests.find(import_path);
    return known != m_tests.end() &&
           std::any_of(known->second.begin(), known->second.end(), [&](const std::string& test) {
             return group.names.contains(test) && !planned.contains(test);
           });
  }

  // True when a name in `planned` chooses a test of a package of `group`. A name that the
  // group has already is none that was not planned there.
  [[nodiscard]] bool
  is_in_the_way(const Group& group, const Names& planned) const
  {
    return std::any_of(planned.begin(), planned.end(), [&](const std::string& test) {
      const auto having = m_packages.find(test);
      return !group.names.contains(test) && having != m_packages.end() &&
             std::any_of(
                 group.plan.packages.begin(), group.plan.packages.end(),
                 [&](const auto& package) { return having->second.contains(package.first); });
    });
  }

  static bool
  fits_with(Names names, const Names& planned)
  {
    names.insert(planned.begin(), planned.end());
    return fits_in_pattern(names);
  }

  std::map<std::string_view, Names> m_tests;                         ///< by package
  std::map<std::string_view, std::set<std::string_view>> m_packages; ///< by test
  std::set<std::string_view> m_cut_short; ///< packages with tests that nobody knows
  std::vector<Group> m_groups;
};

} // namespace

std::vector<ConfirmPlan>
confirm_groups(const ConfirmPlan& plan, const TestRun& first, bool failfast)
{
  Grouping grouping(first, failfast);
  for (const auto& [import_path, tests] : plan.packages) {
    grouping.add(import_path, tests);
  }
  return grouping.plans();
}

bool
drop_unnameable(ConfirmPlan& plan)
{
  bool dropped = false;
  for (auto& [import_path, tests] : plan.packages) {
    while (tests.size() > 1 && !fits_in_pattern(tests)) {
      tests.erase(std::prev(tests.end()));
      dropped = true;
    }
  }
  return dropped;
}

} // namespace leakgate
