#pragma once

#include "gate/base/result.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// The part of a command line that belongs to `go test`, taken apart as far as the
/// gate must know it; everything else is handed on untouched and in order.
struct GoTestArguments
{
  std::vector<std::string> flags;    ///< all flags for `go test`, in order
  std::vector<std::string> packages; ///< package patterns; empty: the current folder
  /// From `-args`, or from the first flag that is none of `go test`'s and whose value may
  /// be the next word, to the end: only the go command knows how to read that.
  std::vector<std::string> rest;
  std::string directory; ///< from `-C DIR`, which only the go command's first flag may be
  std::optional<std::string> overlay; ///< the user's own -overlay, taken out of `flags`
  std::vector<std::string> ldflags;   ///< the values of all -ldflags, taken out of `flags`
  bool json = false;                  ///< the user asked for `-json`, taken out of `flags`
  bool verbose = false;               ///< -v; stays among `flags`, since tests see it
  bool count_given = false;           ///< an explicit -count switches Go's test cache off
  bool bench = false;
};

/// A flag of `go build`, `go test` or the test binary, and what the gate must know of it.
struct GoFlag
{
  std::string_view name;      ///< without dashes, `test.` and `=value`
  bool takes_value = false;   ///< which may be the next word
  bool selects_tests = false; ///< with it some tests may not run
  bool first_run_only =
      false; ///< chooses tests or rounds, or writes a file: not for a confirmation
  std::string_view refused = ""; ///< why a command with it cannot be gated
};

/// All of them, by name.
[[nodiscard]] std::span<const GoFlag> go_flags();

/// Null for what is no flag of Go's.
[[nodiscard]] const GoFlag* find_go_flag(std::string_view name);

/// True for a flag of Go's whose value may be the next word.
[[nodiscard]] bool go_flag_takes_value(std::string_view name);

/// The name of a flag word: `run` for `-run`, `--run=X` and `-test.run`.
[[nodiscard]] std::string_view go_flag_name(std::string_view word);

/// What a visit of a command line meets: a flag with its value, or a word that is none.
struct GoFlagUse
{
  std::string_view name;                 ///< empty for a word that is no flag
  std::optional<std::string_view> value; ///< behind `=`, or the next word
  std::span<const std::string> words;    ///< as it is written: one word, or two
  bool behind_args = false;              ///< at or behind -args
};

/// Walks over the words of a `go test` command or of GOFLAGS, once, with all that is to know of
/// reading them: values in the next word, and that behind -args only flags spelled `-test.NAME` are
/// the test binary's, since all other words there are the tests' own.
void visit_go_flags(const std::vector<std::string>& words,
                    const std::function<void(const GoFlagUse&)>& visit);

/// True for a flag that is set by this use: `-failfast` and `-failfast=true`, not `=false`.
[[nodiscard]] bool is_set(const GoFlagUse& use);

/// Sorts the words that are not leakgate's own. Errors: a flag that only builds or
/// lists (`-c`, `-n`, `-list`), a value that is missing.
[[nodiscard]] Result<GoTestArguments>
parse_go_test_arguments(const std::vector<std::string>& words);

/// Splits GOFLAGS as the go command does (cmd/internal/quoted.Split): at spaces, with
/// whole-word single or double quotes. Error: a quote that is not closed.
[[nodiscard]] Result<std::vector<std::string>> split_goflags(std::string_view goflags);

} // namespace leakgate
