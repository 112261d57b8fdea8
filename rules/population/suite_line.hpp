#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_line.hpp"
#include "rules/names/source_names.hpp"
#include "rules/names/suite_names.hpp"
#include "rules/stacks/start_chain.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// Which test the line of which is looked for, and what is known of its package.
struct TestLineContext
{
  const TestNames& names;
  SourceNames& sources;
  std::string_view import_path;
  const SourceLine& source_line; ///< may be empty: no source is known
};

/// The line in the test (or in TestMain, or in the example) from which the chain to the
/// goroutine starts: in the function that package testing ran, or, where that only handed its
/// `t` to somebody else's runner, in the spec, method or property that the runner called.
/// The file and the line stay empty where nothing shows them. Lines of ancestors are those of
/// return addresses, as Go prints them: the statement or the one after it. That of a `go`
/// statement is exact.
[[nodiscard]] Place test_place(const Goroutine& goroutine, std::string_view test, Phase phase,
                               const TestLineContext& context);

/// What somebody else's runner ran inside of a test that package testing knows, as the runner
/// names it: `[It] delivers each message` of Ginkgo (out of the source), `S.TestC` of gocheck.
/// Empty where there is nothing of that kind, or nothing tells its name.
[[nodiscard]] std::string spec_of(const Goroutine& goroutine, const TestLineContext& context);

} // namespace leakgate::rules
