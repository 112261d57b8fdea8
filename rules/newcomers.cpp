#include "rules/newcomers.hpp"

#include "rules/test_names.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

bool
came_later(const RoundGrowth& growth)
{
  return growth.rounds.size() > 1 && std::any_of(growth.rounds.begin() + 1, growth.rounds.end(),
                                                 [](std::int64_t count) { return count > 0; });
}

} // namespace

std::set<std::string_view>
top_level_tests(const Cluster& cluster)
{
  std::set<std::string_view> tests;
  for (const auto& [test, count] : cluster.tests) {
    tests.insert(top_level_test(test.view()));
  }
  return tests;
}

Newcomers::Newcomers(const std::vector<Cluster>& again, const std::vector<RoundGrowth>& growth,
                     const std::set<std::size_t>& known, SourceNames& sources)
{
  for (std::size_t i = 0; i < again.size(); ++i) {
    if (known.contains(i) || !came_later(growth[i])) {
      continue;
    }
    const Cluster& cluster = again[i];
    m_starts.insert(start_of(cluster));
    // Connections and the like may only be slow to end, in the short time that is left to
    // a round.
    const auto& creator = cluster.representative.goroutine->created_by;
    if (is_blocked(cluster.wait) && creator && !sources.is_standard(*creator)) {
      m_tests.merge(top_level_tests(cluster));
    }
  }
}

bool
Newcomers::speak_against(const Cluster& cluster) const
{
  return m_starts.contains(start_of(cluster)) ||
         std::ranges::any_of(top_level_tests(cluster),
                             [&](auto test) { return m_tests.contains(test); });
}

Newcomers::Start
Newcomers::start_of(const Cluster& cluster)
{
  return {cluster.signature.creator, cluster.variant.file, cluster.variant.line};
}

} // namespace leakgate::rules
