#pragma once

#include "gate/model/code_facts.hpp"
#include "rules/clusters/cluster.hpp"
#include "rules/names/source_names.hpp"

#include <deque>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// Where a process has kept no ancestors (it reads stacks itself, or `--ancestors off`): gives the
/// goroutines that stand for a test the calls by which the source shows that the test led there, as
/// ancestors without ids. A test that may have come by several lines keeps none, unless it left as
/// many goroutines as it has lines. The copies lie in `owned`. `import_path` is the tests' package.
void add_ways_from_tests(std::vector<Cluster>& clusters, std::string_view import_path,
                         const CodeFactsAt& facts_at, SourceNames& sources,
                         std::deque<Goroutine>& owned);

/// The ancestors that a dump showed, without those of add_ways_from_tests().
[[nodiscard]] std::vector<Ancestor> seen_ancestors(const Goroutine& goroutine);

} // namespace leakgate::rules
