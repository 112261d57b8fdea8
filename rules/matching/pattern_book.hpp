#pragma once

#include "gate/model/policy.hpp"
#include "gate/model/source_roots.hpp"
#include "rules/matching/matcher.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// The patterns of rules/patterns/, sorted by id; they stand in no file of the user's, so
/// their origin is empty. Parsed once. Throws std::logic_error when a file is broken, which
/// a test rules out.
[[nodiscard]] std::span<const Pattern> builtin_patterns();

/// The first of them with this id, or null.
[[nodiscard]] const Pattern* find_pattern(std::span<const Pattern> patterns, std::string_view id);

/// What a pattern may look at: one goroutine for all of its cluster, at one of its places.
struct PatternInput
{
  const Goroutine& goroutine;
  Wait wait = Wait::unknown; ///< that of the cluster
  std::string_view package;
  std::string_view test;       ///< empty: no test did it
  std::string source;          ///< text of the blocked statement; empty: not known
  std::int64_t goroutines = 0; ///< the most that a test, no benchmark, left in one round
  BlockedCode code = {};       ///< what the source says
  bool heap = false;           ///< memory that grows: `goroutine` has the frames of the allocation
};

/// The pattern a leak is explained by.
struct PatternChoice
{
  const Pattern* pattern; ///< never null: the last resort is `goroutine-leak`
  std::string reason;     ///< `state chan receive, source "for event := range ch {"`
};

/// The user's patterns and the built-in ones in the order in which they are tried: the
/// user's first, and of each the most specific first (more fields, then more literal
/// characters, then the id); of the built-in ones those that name functions before the others.
/// Refers to `policy` and `roots`, and reads the patterns when the first leak asks for one: a run
/// without leaks, and most have none, does not pay for them.
class PatternBook
{
public:
  PatternBook(const Policy& policy, const SourceRoots& roots) : m_policy(policy), m_roots(roots) {}

  /// The first pattern that matches: one of the user's at any of the places of a cluster, a
  /// built-in one at the first of them, which shows it.
  [[nodiscard]] PatternChoice choose(std::span<const PatternInput> places) const;

private:
  struct Entry
  {
    const Pattern* pattern;
    Matcher matcher;
  };

  const std::vector<Entry>& entries() const;
  void add(std::span<const Pattern> patterns, bool (*goes_first)(const Matcher&)) const;

  const Policy& m_policy;
  const SourceRoots& m_roots;
  mutable std::vector<Entry> m_entries; ///< empty: not read yet
};

/// One YAML file of rules/patterns, as it was when this library was built.
struct PatternFile
{
  std::string_view name; ///< `rules/patterns/chan-send.yml`
  std::string_view content;
};

/// All of them, sorted by name.
[[nodiscard]] std::span<const PatternFile> pattern_files();

} // namespace leakgate::rules
