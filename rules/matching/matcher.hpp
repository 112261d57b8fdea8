#pragma once

#include "gate/model/match.hpp"
#include "gate/model/source_roots.hpp"
#include "rules/code/code_words.hpp"
#include "rules/text/text_matcher.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace leakgate::rules {

/// What a match may ask for and no stack shows.
struct Circumstances
{
  std::string_view package;          ///< import path of the tests
  std::string_view test;             ///< full name; empty: no test did it
  std::string_view source;           ///< text of the blocked statement; empty: not known
  const BlockedCode* code = nullptr; ///< what the source says; null: not known
  std::int64_t goroutines = 0;       ///< the most of one test
  /// code_words() of `code`, made once for all patterns.
  std::span<const std::string> words = {};
  bool heap = false; ///< memory that grows; `goroutine` has the frames of the allocation
};

/// How narrow a match is; the greater one says more about a goroutine.
struct Specificity
{
  std::size_t fields = 0;   ///< that are given
  std::size_t literals = 0; ///< characters in them that stand for themselves

  friend auto operator<=>(const Specificity&, const Specificity&) = default;
};

/// A GoroutineMatch made ready: expressions are compiled once, the package is a question
/// of one answer per package. Keeps references to nothing but `roots`.
class Matcher
{
public:
  /// `config_dir` is Policy::config_dir.
  Matcher(const GoroutineMatch& match, const SourceRoots& roots, std::string_view config_dir);

  /// Whether all that is asked of the stack holds: wait, state, function, top, entry and
  /// creator. `wait` is that of StackFacts. A symbol is compared as Go prints it and, with
  /// type arguments written out, also with `[...]` in their place.
  [[nodiscard]] bool fits_stack(const Goroutine& goroutine, Wait wait) const;

  [[nodiscard]] bool fits_test(std::string_view test) const;

  /// Whether all that is asked beside the stack holds.
  [[nodiscard]] bool fits(const Circumstances& around) const;

  [[nodiscard]] Specificity specificity() const;

  /// True when it asks for functions of the stack.
  [[nodiscard]] bool knows_functions() const;

  /// What matched, for a goroutine that does: `state chan receive, source "for range ch {"`.
  /// Empty when nothing is asked for.
  [[nodiscard]] std::string reason(const Goroutine& goroutine, Wait wait,
                                   const Circumstances& around) const;

private:
  [[nodiscard]] bool has_words(const Circumstances& around) const;

  GoroutineMatch m_match;
  const SourceRoots* m_roots;
  std::string m_config_dir;
  TextMatcher m_state, m_function, m_top, m_entry, m_creator, m_test, m_source;
};

} // namespace leakgate::rules
