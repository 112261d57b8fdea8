#pragma once

#include "gate/model/code_facts.hpp"
#include "gate/model/goroutine.hpp"
#include "gate/model/way_out.hpp"
#include "rules/code/code_words.hpp"
#include "rules/names/source_names.hpp"

#include <string>
#include <vector>

namespace leakgate::rules {

/// What source says of a goroutine, and the text of the statement that is blocked.
struct GoroutineCode
{
  BlockedCode code;
  std::string statement; ///< as CodeFacts::statement; empty: not known
  Place at;
};

/// Looks at the innermost line that is not Go's own, and at the lines of the tested modules that
/// called it. Asks nothing about the source of Go and of dependencies: that is not the reader's to
/// mend. `facts_at` may be empty.
[[nodiscard]] GoroutineCode code_of(const Goroutine& goroutine, Wait wait,
                                    const CodeFactsAt& facts_at, SourceNames& sources);

/// Whether it waits in a send, in no `select`, from which it goes on to its end on some path: what
/// offers value after value for good is a worker, this is stuck in its work. False where the source
/// does not tell.
[[nodiscard]] bool is_stuck_in_send(const Goroutine& goroutine, const CodeFactsAt& facts_at,
                                    SourceNames& sources);

/// What would have ended it, in the order of its source. Not what merely goes on with a value.
[[nodiscard]] std::vector<WayOut> ways_out(const GoroutineCode& goroutine, SourceNames& sources);

} // namespace leakgate::rules
