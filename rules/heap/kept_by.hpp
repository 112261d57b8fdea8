#pragma once

#include "gate/model/code_facts.hpp"
#include "gate/model/goroutine.hpp"
#include "rules/names/source_names.hpp"

#include <vector>

namespace leakgate::rules {

/// The statements that put what was allocated at the end of a stack into something that outlives
/// their function, as Go's parser reads them. They are looked for behind the innermost line of the
/// tested modules, and where that function gives the memory back, behind the lines that called it;
/// not through the code of others, which may hand it to anybody. Empty: the source does not tell.
[[nodiscard]] std::vector<StoreCode> kept_by(const std::vector<Frame>& stack,
                                             const CodeFactsAt& facts_at, SourceNames& sources);

} // namespace leakgate::rules
