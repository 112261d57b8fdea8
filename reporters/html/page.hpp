#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/wording/report_context.hpp"

#include <string>

namespace leakgate {

/// The verdict as one HTML page that needs nothing else: no network, no other file. Verdict,
/// packages, findings (the first 200), policy and ledger are in the page itself; its script
/// adds timeline, flame graph, and a table of all findings with their sources. Foreign text
/// reaches the page as escaped text, or as JSON that the script shows with `textContent`;
/// a Content-Security-Policy forbids all loading.
[[nodiscard]] std::string render_html(const Verdict& verdict, const ReportContext& context);

} // namespace leakgate
