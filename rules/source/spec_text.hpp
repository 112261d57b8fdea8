#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_line.hpp"

#include <string>

namespace leakgate::rules {

/// The words of the spec around that place: `[It] delivers each message` for a line inside of
/// `It("delivers each message", func() {`, `[BeforeEach] a hub` where only the container around
/// it has words. By the indentation that gofmt gives; looks back 400 lines at most. Empty
/// where the source does not tell.
[[nodiscard]] std::string spec_text_at(const SourceLine& source_line, const Place& place);

/// Whether the line hands on a variable `t`: `RunSpecs(t, "Hub")`.
[[nodiscard]] bool hands_on_t(const std::string& line);

} // namespace leakgate::rules
