#pragma once

#include "gate/capture/toolchain.hpp"
#include "gate/model/code_facts.hpp"
#include "gate/model/source_roots.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace leakgate {

/// Keeps what Go's parser says of lines of source. A line that is asked for the first time is not
/// known yet: it is noted, and learn() asks about all that were noted at once, since starting a
/// program for each would cost more than reading does.
class CodeReader
{
public:
  /// `cache` is where the program that reads source is kept (read_code). Refers to `roots`.
  CodeReader(Toolchain toolchain, std::filesystem::path cache, const SourceRoots& roots)
      : m_toolchain(std::move(toolchain)), m_cache(std::move(cache)), m_roots(roots)
  {
  }

  /// What is known of that line; null: nothing, now or for good.
  [[nodiscard]] const CodeFacts* at(const CodeQuery& query);

  /// True when lines were noted, and something is known of them now that was not before.
  bool learn();

  /// Why nothing could be learned; empty when it could.
  [[nodiscard]] const std::string&
  failure() const
  {
    return m_failure;
  }

private:
  Toolchain m_toolchain;
  std::filesystem::path m_cache;
  const SourceRoots& m_roots;
  std::map<CodeQuery, CodeFacts> m_known;
  std::vector<CodeQuery> m_noted;
  std::string m_failure;
};

} // namespace leakgate
