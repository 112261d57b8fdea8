#pragma once

#include "gate/model/policy.hpp"
#include "rules/clusters/cluster.hpp"
#include "rules/matching/allow_list.hpp"
#include "rules/names/source_names.hpp"
#include "rules/names/suite_names.hpp"
#include "rules/population/stack_table.hpp"
#include "tests/support/evidence_builder.hpp"

#include <string>
#include <utility>
#include <vector>

namespace leakgate::test {

/// The clusters of goroutines, with all that they point into. A goroutine's label is its
/// test; `allowed` are the entries of the policy, `looks` what several looks saw.
class Clustering
{
public:
  explicit Clustering(std::vector<Goroutine> goroutines, std::vector<AllowEntry> allowed = {},
                      Looks looks = {}, SourceLine lines = {})
      : m_goroutines(std::move(goroutines)), m_looks(std::move(looks)),
        m_policy(with(std::move(allowed))), source_line(std::move(lines))
  {
    rules::Population population;
    population.has_ids = true;
    for (const Goroutine& goroutine : m_goroutines) {
      rules::Suspect& suspect = population.suspects.emplace_back();
      suspect.goroutine = &goroutine;
      suspect.count = goroutine.count;
      suspect.test = Name(rules::test_label(goroutine));
      suspect.ran = suspect.test;
      suspect.stack = m_stacks.index_of(goroutine);
      suspect.allow = m_stacks.allow_of(suspect.stack, suspect.test.view());
    }
    rules::attach_sightings(population, m_looks);
    clusters = rules::cluster_suspects(population.suspects, m_stacks, sources, source_line);
  }
  Clustering(const Clustering&) = delete;
  Clustering& operator=(const Clustering&) = delete;

private:
  static Policy
  with(std::vector<AllowEntry> allowed)
  {
    Policy policy;
    policy.allow = std::move(allowed);
    return policy;
  }

  SourceRoots m_roots{{{k_module, k_dir}}, {"/go"}, "/cache", ""};
  std::vector<Goroutine> m_goroutines;
  Looks m_looks;
  Policy m_policy;
  rules::AllowList m_allow{m_policy, m_roots, k_package};
  rules::StackTable m_stacks{m_allow};

public:
  SourceLine source_line;
  rules::SourceNames sources{m_roots};
  std::vector<rules::Cluster> clusters;
};

} // namespace leakgate::test
