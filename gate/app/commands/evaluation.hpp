#pragma once

#include "gate/app/line/terminal.hpp"
#include "gate/app/suite/change_reader.hpp"
#include "gate/app/suite/code_reader.hpp"
#include "gate/app/suite/session.hpp"
#include "gate/model/source_line.hpp"

namespace leakgate {

/// What is read of the source once it is known where something was found.
struct SourceKnown
{
  SourceLine line;
  CodeReader code;
  ChangeReader change;
};

/// Refers to `roots`. `policy` has the change as it was read (read_changed_lines).
[[nodiscard]] SourceKnown source_of(const TestSession& session, const Policy& policy,
                                    const SourceRoots& roots);

/// The policy without what was read of a change: all that leaks counts as touched by it until
/// ChangeReader says in the names of findings what is.
[[nodiscard]] Policy without_files(Policy policy);

/// Judges the evidence as often as the findings show more of what has to be known of the source:
/// what stands on their lines, and which functions the change has touched; that is added to
/// `policy`.
[[nodiscard]] Verdict evaluate_with_source(const Evidence& evidence, Policy& policy,
                                           SourceKnown& source);

/// The same, where comments in the source say what is allowed: these are read where something was
/// found, and added to the policy.
[[nodiscard]] Verdict evaluate_with_comments(Evidence& evidence, Policy& policy,
                                             SourceKnown& source);

/// What the suite shows without being run again. What comments in the source allow is added to the
/// policy.
[[nodiscard]] Verdict first_look(Evidence& evidence, Policy& policy, SourceKnown& source);

/// Says so where something was found and its source could not be read: advice is general then.
void tell_unread(const Verdict& verdict, const SourceKnown& source, const Terminal& terminal);

} // namespace leakgate
