#pragma once

#include "gate/base/result.hpp"
#include "gate/model/verdict.hpp"
#include "reporters/wording/report_context.hpp"

#include <string>
#include <string_view>

namespace leakgate {

/// The whole verdict as JSON, described by reporters/json/result.schema.json: the contract
/// that other programs and `leakgate explain` read. Same verdict, same bytes.
[[nodiscard]] std::string render_json(const Verdict& verdict, const ReportContext& context);

/// Reads a file that render_json wrote, checked. Error:
/// `WHERE: /findings/3/tier: expected a tier, got "provn" (proven, growing, lingering, one-time)`.
[[nodiscard]] Result<Verdict> parse_json_result(std::string_view json, std::string_view where);

} // namespace leakgate
