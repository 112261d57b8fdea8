#pragma once

#include "gate/model/source_line.hpp"
#include "gate/model/suite_run.hpp"
#include "rules/names/source_names.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace leakgate::rules {

/// `p_test.go`, 12 and `: expected 5` of `    p_test.go:12: expected 5`: what a line begins with.
struct Mention
{
  std::string_view file;
  int line = 0;
  std::string_view rest;
};

/// The place that `line` begins with, behind spaces and tabs. Nothing where it begins with another
/// word: what merely stands somewhere in a line is no place of a failure.
[[nodiscard]] std::optional<Mention> mention_at_start(std::string_view line);

/// The same where a test printed words without an end of line before what package testing printed:
/// `...    p_test.go:12: expected 5`. Whatever a test prints may look so.
[[nodiscard]] std::optional<Mention> mention_behind_words(std::string_view line);

/// A line of the user's own source that is there.
struct OwnLine
{
  std::string file; ///< as in Place::file
  int line = 0;
  std::string text; ///< what stands there; never blank
};

/// Finds the lines that output names. What is of the standard library or a dependency, or is not
/// there, is none: a reader would be sent nowhere.
class OwnLines
{
public:
  OwnLines(SourceNames& sources, const SourceLine& source_line)
      : m_sources(sources), m_source_line(source_line)
  {
  }

  /// A name as t.Error prints it, from the folder of `import_path`, or a whole path (-fullpath).
  [[nodiscard]] std::optional<OwnLine> in_package(const Mention& mention,
                                                  std::string_view import_path);

  /// A name as a stack shows it: a whole path, or with -trimpath behind the import path.
  [[nodiscard]] std::optional<OwnLine> in_stack(const Mention& mention);

private:
  [[nodiscard]] std::optional<OwnLine> found(const std::string& printed, int line);

  SourceNames& m_sources;
  const SourceLine& m_source_line;
};

/// A failure of `test` with the first line of `message`, made fit for a report, at `at`.
[[nodiscard]] Failure failure_at(std::string_view test, std::string_view message,
                                 const std::optional<OwnLine>& at);

} // namespace leakgate::rules
