#pragma once

#include "gate/base/result.hpp"

#include <optional>
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

/// True when `name` (without dashes, `test.` and `=value`) is a flag of `go build` or
/// `go test` whose value is the next word. Source: cmd/go/internal/work/build.go
/// (AddBuildFlags) and cmd/go/internal/test/test.go (init) of Go 1.24 to 1.27.
[[nodiscard]] bool go_flag_takes_value(std::string_view name);

/// True when `name` is any flag of `go build` or `go test`.
[[nodiscard]] bool is_go_flag(std::string_view name);

/// The name of a flag word: `run` for `-run`, `--run=X` and `-test.run`.
[[nodiscard]] std::string_view go_flag_name(std::string_view word);

/// True for a flag that `go test` or the test binary reads: behind -args only one spelled
/// `-test.NAME`, since all other words there are the tests' own.
[[nodiscard]] bool is_test_flag(std::string_view word, bool behind_args);

/// Sorts the words that are not leakgate's own. Errors: a flag that only builds or
/// lists (`-c`, `-n`, `-list`), a value that is missing.
[[nodiscard]] Result<GoTestArguments>
parse_go_test_arguments(const std::vector<std::string>& words);

/// Splits GOFLAGS as the go command does (cmd/internal/quoted.Split): at spaces, with
/// whole-word single or double quotes. Error: a quote that is not closed.
[[nodiscard]] Result<std::vector<std::string>> split_goflags(std::string_view goflags);

} // namespace leakgate
