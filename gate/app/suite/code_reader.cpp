#include "gate/app/suite/code_reader.hpp"

#include "gate/app/suite/source_lines.hpp"
#include "gate/capture/code_reading.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace leakgate {

namespace {

// More lines than this are not asked about: nobody reads the advice of so many findings.
constexpr std::size_t k_most_lines = 4000;

} // namespace

const CodeFacts*
CodeReader::at(const CodeQuery& query)
{
  const auto [entry, is_new] = m_known.try_emplace(query);
  if (is_new && m_known.size() <= k_most_lines) {
    m_noted.push_back(query);
  }
  return entry->second.statement.empty() ? nullptr : &entry->second;
}

bool
CodeReader::learn()
{
  std::vector<CodeQuery> noted;
  std::vector<CodeQuery> questions;
  for (CodeQuery& query : std::exchange(m_noted, {})) {
    const std::filesystem::path path = source_path(m_roots, query.file);
    if (!path.empty()) {
      questions.push_back({path.string(), query.line, query.wait, query.about});
      noted.push_back(std::move(query));
    }
  }
  if (questions.empty() || !m_failure.empty()) {
    return false;
  }
  auto facts = read_code(m_toolchain, m_cache, questions);
  if (!facts) {
    m_failure = facts.error();
    return false;
  }
  for (std::size_t i = 0; i < noted.size(); ++i) {
    m_known[noted[i]] = std::move((*facts)[i]);
  }
  return true;
}

} // namespace leakgate
