#pragma once

#include "gate/base/name.hpp"
#include "gate/model/goroutine.hpp"
#include "gate/model/source_line.hpp"
#include "rules/names/source_names.hpp"

#include <compare>
#include <string>
#include <vector>

namespace leakgate::rules {

/// What a goroutine is, whatever it is doing at the moment: who started it and what it
/// runs. The same across edits, runs and Go releases: no lines, numbers of closures, ids,
/// labels or addresses.
struct Identity
{
  Name creator; ///< canonical; empty where the runtime started it, or it is not known
  /// The function that it runs and, where that is a helper (errgroup.Go, a pool, a
  /// function of the user's that only calls what it was given), the user's function that
  /// the helper calls. Canonical, the entry first.
  std::vector<Name> chain;

  friend bool operator==(const Identity&, const Identity&) = default;
};

/// What tells apart, within one build, goroutines with the same Identity: where the `go`
/// statement stands, and the numbers of the closures where these mean something.
struct Start
{
  Name file; ///< as Go printed it
  int line = 0;
  std::vector<Name> functions; ///< those of Identity::chain

  friend bool operator==(const Start&, const Start&) = default;
};

/// An order by content.
[[nodiscard]] std::strong_ordering compare(const Identity& a, const Identity& b);
[[nodiscard]] std::strong_ordering compare(const Start& a, const Start& b);

/// True when one is the other, seen less far: a goroutine that was met in a helper alone
/// and in the function that the helper calls.
[[nodiscard]] bool may_be_same(const Start& a, const Start& b);

/// Looks at goroutines of one package. Refers to what it is given. `source_line` may be
/// empty; then a helper in the user's own modules is not told from any other function.
class Identities
{
public:
  Identities(SourceNames& sources, const SourceLine& source_line)
      : m_sources(sources), m_source_line(source_line)
  {
  }

  [[nodiscard]] Identity identity_of(const Goroutine& goroutine) const;
  [[nodiscard]] Start start_of(const Goroutine& goroutine) const;

private:
  [[nodiscard]] std::vector<Frame> chain_of(const Goroutine& goroutine) const;
  [[nodiscard]] bool calls_what_it_was_given(const Frame& helper, const Frame& called) const;
  [[nodiscard]] bool calls_in_a_loop(const Frame& frame) const;
  [[nodiscard]] const Frame* called_by_library(const std::vector<Frame>& frames) const;
  [[nodiscard]] const Frame* called_by_helper(const std::vector<Frame>& frames) const;
  [[nodiscard]] bool is_users(const Frame& frame) const;

  SourceNames& m_sources;
  const SourceLine& m_source_line;
};

/// True for a goroutine whose function starts the next of its kind (`go tick()` in `tick`): they
/// are one that never ends.
[[nodiscard]] bool restarts_itself(const Goroutine& goroutine);

/// The closure's number, unless it counts the closures of whatever it was inlined into.
[[nodiscard]] Name numbered_function(const Frame& frame, SourceNames& sources);

/// Up to Go 1.26 the closure of a range-over-func body that was inlined is named after
/// the caller alone (`TestA.func3`), while its creator still says whose body it is
/// (`TestA.Each-range1`). From 1.27 on both do.
[[nodiscard]] bool named_after_caller_only(const Goroutine& goroutine);

/// `v2:` and the first 32 hex digits of the SHA-256 over the named fields. `place` tells
/// apart several leaks of one identity that are stuck at different places for good; empty for
/// the first of them, and where there is one. `ordinal` counts `go` statements that nothing else
/// tells apart, in the order of their lines.
[[nodiscard]] std::string identity_fingerprint(const std::string& package, const Identity& identity,
                                               const std::string& place, std::size_t ordinal);

} // namespace leakgate::rules
