#pragma once

#include <limits>
#include <span>
#include <string_view>

namespace leakgate::config {

/// What a value must look like. Each has its check (check_value.cpp) and its form in the JSON
/// Schema; a new one needs both.
enum class Kind {
  section,    ///< a map with the keys of `of`
  sections,   ///< a list of such maps
  switchable, ///< a section, or the word `off`
  version,    ///< 1
  word,       ///< one of `words`
  whole,      ///< a whole number from `least` to `most`
  real,       ///< a number from `least` to `most`
  rounds,     ///< 0, or a whole number from 2 to 20
  duration,   ///< `500ms`, `2s`, `1m`
  short_time, ///< the same, and `250us`
  bytes,      ///< `64MiB`, or a whole number
  text,       ///< not blank
  id,         ///< lower-case letters, digits and dashes
  function,   ///< a pattern over function names
  words_glob, ///< a pattern over other words
  state,      ///< words for what a goroutine waits for, or a pattern
  package,    ///< Go's package pattern
  date,       ///< `2027-06-30`
  path,       ///< a file in the folder of the configuration file or below
  paths,      ///< a map of names to such files
  counts,     ///< a map of names to whole numbers
};

struct Section;

/// One key: all that the checks, the JSON Schema and the starter file know of it.
struct Key
{
  std::string_view name;
  Kind kind = Kind::text;
  std::string_view help = {};    ///< one line, for the starter file and for editors
  std::string_view example = {}; ///< a value as one writes it, the default where there is one
  bool is_default = false;       ///< the example is the default
  bool required = false;
  bool selects = false; ///< narrows down which goroutines are meant
  double least = 0;     ///< of whole and real; of a duration in seconds
  double most = std::numeric_limits<double>::infinity();
  std::span<const std::string_view> words = {};
  const Section* of = nullptr;
};

/// The keys of one map.
struct Section
{
  std::string_view name; ///< for messages: `an allow entry`
  std::span<const Key> keys;
  bool narrows = false; ///< at least one key that selects must be there
  bool allows = false;  ///< what it selects is let pass: it must not select everything
};

/// The whole file.
[[nodiscard]] const Section& file_section();

/// An item of a file of built-in patterns: as under `patterns:`, but `match` may be left
/// out, as the generic pattern does, which is the last resort for every goroutine.
[[nodiscard]] const Section& builtin_pattern_section();

} // namespace leakgate::config
