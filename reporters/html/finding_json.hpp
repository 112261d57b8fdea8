#pragma once

#include "gate/model/finding.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What the page's script is told of a finding, as far as it has no frames.
namespace leakgate::html {

/// Text for the script: valid UTF-8 on one line.
[[nodiscard]] std::string clean(std::string_view value);

/// Its leaking tests: name, goroutines, `file:line`.
[[nodiscard]] nlohmann::ordered_json leakers_json(const Finding& finding);

/// What is folded below it: fingerprint, and how it is told.
[[nodiscard]] nlohmann::ordered_json followers_json(const Finding& cause,
                                                    const std::vector<const Finding*>& below);

/// Label and text of what is known beside where it happened. Why it is reported and the rounds
/// stand elsewhere on the page.
[[nodiscard]] nlohmann::ordered_json facts_json(const Finding& finding);

/// The lines of the entry that would allow it; none for what does not fail anyhow.
[[nodiscard]] nlohmann::ordered_json allow_json(const Finding& finding);

} // namespace leakgate::html
