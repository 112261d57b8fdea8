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

} // namespace leakgate::rules
