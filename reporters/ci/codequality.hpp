#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/wording/report_context.hpp"

#include <string>

namespace leakgate {

/// GitLab's Code Quality report: one JSON array, an entry for each reported finding, and one
/// entry of severity `blocker` when there is no verdict (an empty array would show everything
/// as fixed). What was let pass is not in it: GitLab compares branches by fingerprint and has no
/// other place for it. Each entry has every field that GitLab reads, as it silently drops
/// all entries behind one that is not valid; fingerprints do not change with lines or counts.
/// Source: docs.gitlab.com/ci/testing/code_quality, app/validators/json_schemas/codeclimate.json.
[[nodiscard]] std::string render_codequality(const Verdict& verdict, const ReportContext& context);

} // namespace leakgate
