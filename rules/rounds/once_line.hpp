#pragma once

#include "gate/model/code_facts.hpp"
#include "gate/model/goroutine.hpp"
#include "gate/model/package_evidence.hpp"
#include "rules/names/source_names.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// What the source says of goroutines that a process starts once, whoever comes first: behind a
/// sync.Once, a compare-and-swap or a `nil` of the package that nothing sets back. By the lines
/// that led to the `go` statement: none of them may stand in a loop without a bound.
class StartedOnce
{
public:
  /// The processes, which it must not outlive, tell what goroutines do at the end.
  StartedOnce(SourceNames& sources, const CodeFactsAt& facts_at,
              const std::vector<const PackageEvidence*>& processes)
      : m_sources(sources), m_facts_at(facts_at), m_processes(processes)
  {
  }

  /// `a process starts it once: once.Do at pool.go:38`; empty where nothing says so.
  [[nodiscard]] std::string note(const Goroutine& goroutine) const;

private:
  [[nodiscard]] bool may_be_in(std::int64_t id, std::string_view function) const;

  SourceNames& m_sources;
  const CodeFactsAt& m_facts_at;
  const std::vector<const PackageEvidence*>& m_processes;
};

} // namespace leakgate::rules
