#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/source_roots.hpp"
#include "reporters/wording/report_context.hpp"

#include <string>

namespace leakgate::markdown {

/// `broker/hub.go:31`, as a CI system names it, or as Go does where it lies outside of the
/// repository; not escaped. Empty where the place is not known.
[[nodiscard]] std::string place_text(const Place& place, const SourceRoots& roots);

/// The same as a link to the commit's line, escaped; as text where no address is known.
[[nodiscard]] std::string place_link(const Place& place, const SourceRoots& roots,
                                     const ReportContext& context);

/// The place by which people know a finding: the first of the module's own.
[[nodiscard]] const Place& known_by(const Finding& finding);

} // namespace leakgate::markdown
