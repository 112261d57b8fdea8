#pragma once

#include "reporters/ci/junit_cases.hpp"

#include <map>
#include <string_view>

namespace leakgate::junit {

/// Makes `result` a case that failed: with `message`, which begins its content, too.
void fail(Case& result, CaseState state, std::string_view type, std::string_view message,
          std::string_view content);

/// What a package says of its tests that failed, and of itself. Found once for all of them.
class Failures
{
public:
  Failures(const PackageRun& package, const SourceRoots& roots);

  /// Fails `result` with what is known of `test` (empty: the package), its place included; where
  /// nothing is, with `words`.
  void fail(Case& result, CaseState state, std::string_view type, std::string_view test,
            std::string_view words, std::string_view output) const;

private:
  const SourceRoots& m_roots;
  std::map<std::string_view, const Failure*> m_failures;
};

} // namespace leakgate::junit
