#pragma once

#include "gate/app/line/reporting_options.hpp"

#include <string>
#include <vector>

namespace leakgate {

/// What the run allows, for the reports that stand for several.
struct CiFacts
{
  bool on_github = false;
  bool in_pull_request = false;
  bool on_gitlab = false;
  bool in_merge_request = false;
  bool has_github_token = false;
  bool has_gitlab_token = false;
  std::string plain_http = {}; ///< a server of another machine that gets a token without TLS
};

/// One report to make.
struct ReportStep
{
  ReportRequest request;
  /// Leaves out the findings that a review comment marks already.
  bool unmarked_only = false;

  friend bool operator==(const ReportStep&, const ReportStep&) = default;
};

struct ReportPlan
{
  std::vector<ReportStep> steps;
  std::vector<std::string> notes; ///< what was asked for and has no place here

  [[nodiscard]] bool has(const std::string& name) const;
};

/// `reports` in their order, with `github` and `gitlab` replaced by all that `facts` allow and
/// that was not asked for by name. Without a token the comment, or note, alone stays, to say so.
/// Annotations come last: they leave out what the review marks.
[[nodiscard]] ReportPlan plan_reports(const std::vector<ReportRequest>& reports,
                                      const CiFacts& facts);

} // namespace leakgate
