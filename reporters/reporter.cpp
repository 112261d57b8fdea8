#include "reporters/reporter.hpp"

#include "gate/base/text.hpp"
#include "reporters/ci/codequality.hpp"
#include "reporters/ci/github_output.hpp"
#include "reporters/ci/junit.hpp"
#include "reporters/ci/openmetrics.hpp"
#include "reporters/ci/sarif.hpp"
#include "reporters/ci/workflow_commands.hpp"
#include "reporters/html/page.hpp"
#include "reporters/json/result.hpp"
#include "reporters/markdown/report.hpp"
#include "reporters/stacks/reports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace leakgate {

namespace {

std::string
render_github_output(const Verdict& verdict, const ReportContext&)
{
  return github_output(verdict);
}

// One row for each report, sorted by name: the table is the registry, nothing else names a report.
constexpr std::array<Reporter, 21> k_reporters = {{
    {"codequality", "GitLab Code Quality: an entry for each leak", render_codequality},
    {"folded", "the stacks of leaked goroutines, for flame graph tools", render_folded},
    {"github",
     "GitHub: output, summary and annotations, and in a pull request comment and review, as far as "
     "the run allows",
     nullptr, Target::server},
    {"github-annotations", "GitHub Actions: the worst leaks as annotations, printed into the log",
     render_workflow_commands, Target::standard_output},
    {"github-check", "GitHub: a check run on the head commit, with annotations", nullptr,
     Target::server},
    {"github-comment", "GitHub: one comment on the pull request, kept up to date", nullptr,
     Target::server},
    {"github-output", "GitHub Actions: outcome, leaks, findings … as outputs of the step",
     render_github_output, Target::environment_file, "GITHUB_OUTPUT"},
    {"github-review", "GitHub: review comments on the lines of the pull request", nullptr,
     Target::server},
    {"github-summary", "GitHub Actions: the Markdown in the summary of the job",
     render_step_summary, Target::environment_file, "GITHUB_STEP_SUMMARY"},
    {"gitlab", "GitLab: gl-code-quality-report.json, and in a merge request note and discussions",
     nullptr, Target::server},
    {"gitlab-discussions", "GitLab: discussions on the lines of the merge request", nullptr,
     Target::server},
    {"gitlab-note", "GitLab: one note on the merge request, kept up to date", nullptr,
     Target::server},
    {"html", "one page with pictures, tables and sources, for people", render_html},
    {"json", "the whole verdict, for programs and for `leakgate explain`", render_json},
    {"junit", "JUnit XML: the test results, and each leak as a failed test case", render_junit},
    {"junit-strict", "the same for readers that validate, such as Jenkins' xUnit plugin",
     render_junit_strict},
    {"markdown", "GitHub-flavoured Markdown, for a comment or the summary of a step",
     render_markdown},
    {"openmetrics", "OpenMetrics text, for a textfile collector or GitLab's metrics report",
     render_openmetrics},
    {"pprof", "the leaked goroutines as a profile for `go tool pprof`", render_pprof},
    {"sarif", "SARIF 2.1.0 for code scanning: an alert for each leak", render_sarif},
    {"webhook",
     "webhook=slack, teams, mattermost, wecom or lark: tells a chat of a verdict that is no pass; "
     "its address stands in LEAKGATE_WEBHOOK_URL",
     nullptr, Target::server},
}};

} // namespace

std::span<const Reporter>
reporters()
{
  return k_reporters;
}

Result<const Reporter*>
find_reporter(std::string_view name)
{
  const auto found = std::find_if(k_reporters.begin(), k_reporters.end(),
                                  [&](const Reporter& reporter) { return reporter.name == name; });
  if (found != k_reporters.end()) {
    return &*found;
  }
  std::vector<std::string> names;
  names.reserve(k_reporters.size());
  for (const Reporter& reporter : k_reporters) {
    names.emplace_back(reporter.name);
  }
  return failure(
      fmt::format("--report: unknown report {}{}", text::quoted(name),
                  text::meant_in_brackets(name, names, "known are " + text::join(names, ", "))));
}

} // namespace leakgate
