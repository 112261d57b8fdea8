#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_line.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

/// A line of source without its comment and its ends.
struct CodeLine
{
  int number = 0;
  std::size_t indent = 0; ///< tabs
  std::string text;
};

/// The function (or closure) around a line, by the indentation that gofmt gives.
struct FunctionSource
{
  std::string head;  ///< `func (h *Hub) Publish(v int) {`; of a closure the line that opens it
  std::string outer; ///< of a closure the head of the function that it stands in; may be empty
  std::vector<CodeLine> before; ///< what ran before the line: no branches that it is not in
  std::vector<CodeLine> body;   ///< all of it, also what stands behind the line
};

/// Empty where the source is not known, or the function is longer than 400 lines either way.
[[nodiscard]] FunctionSource function_around(const SourceLine& source_line, const Place& place);

/// The words of the spec around that place: `[It] delivers each message` for a line inside of
/// `It("delivers each message", func() {`, `[BeforeEach] a hub` where only the container around
/// it has words. By the indentation that gofmt gives; looks back 400 lines at most. Empty
/// where the source does not tell.
[[nodiscard]] std::string spec_text_at(const SourceLine& source_line, const Place& place);

/// Whether the line hands on a variable `t`: `RunSpecs(t, "Hub")`.
[[nodiscard]] bool hands_on_t(const std::string& line);

/// The line of the outermost `for` around that place in its function, or 0 where there is none
/// or the source is not known. By the indentation that gofmt gives; looks back 400 lines at most.
/// It decides what a leak is (Identities), which must be known before there are findings whose
/// source could be read.
[[nodiscard]] int line_of_loop(const SourceLine& source_line, const Place& place);

} // namespace leakgate::rules
