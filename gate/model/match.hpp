#pragma once

#include "gate/model/goroutine.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace leakgate {

/// A line of a configuration file: where a decision of the user's stands.
struct Origin
{
  std::string file; ///< as people would name it: `.leakgate.yml`; empty: built in
  int line = 0;     ///< from 1
  int column = 0;   ///< from 1

  friend bool operator==(const Origin&, const Origin&) = default;
};

/// `.leakgate.yml:12`, or empty where nothing is known.
[[nodiscard]] std::string to_string(const Origin& origin);

/// A pattern over a word. Written as a glob, in which `*` stands for any run of
/// characters and which must match all of the word, or as `re:EXPRESSION` in the syntax of
/// Go's regexp (RE2), which may match anywhere in it. An empty one matches everything.
struct TextPattern
{
  std::string text; ///< without `re:`
  bool regex = false;

  [[nodiscard]] bool
  empty() const
  {
    return text.empty();
  }
  friend bool operator==(const TextPattern&, const TextPattern&) = default;
};

/// `re:` and the expression, or the glob: as it is written in a configuration file.
[[nodiscard]] std::string to_string(const TextPattern& pattern);

/// Which goroutines, or which growth of the heap, an allow entry or a pattern is about. All that is
/// given must hold.
struct GoroutineMatch
{
  std::vector<Wait> waits; ///< any of them
  TextPattern state;       ///< over Go's words (`chan receive (nil chan)`)
  TextPattern function;    ///< any frame of the stack
  TextPattern top;         ///< the innermost frame
  TextPattern entry;       ///< the function that the goroutine runs (the outermost frame)
  TextPattern creator;     ///< the function that holds the `go` statement
  /// Go's package patterns over the import path of the tests: `example.com/app/...`, or
  /// `./internal/...` from the folder of the configuration file.
  std::string package;
  TextPattern test;   ///< full name: `TestA/sub`
  TextPattern source; ///< the text of the statement that is blocked
  /// Of built-in patterns: what the source must say, all of these words (rules/code/code_words).
  std::vector<std::string> code;
  /// At least so many goroutines of one test; 0: any number.
  std::int64_t goroutines = 0;
  /// About memory that grows and not about goroutines; `function` is any frame of the allocation,
  /// `source` the text of its line.
  bool heap = false;

  friend bool operator==(const GoroutineMatch&, const GoroutineMatch&) = default;
};

} // namespace leakgate
