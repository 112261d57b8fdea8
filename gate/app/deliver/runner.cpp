#include "gate/app/deliver/runner.hpp"

#include "gate/base/environment.hpp"
#include "gate/base/file.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace leakgate {

namespace {

// What stands there already is other steps' and stays.
Result<void>
append_to_file_of(const Reporter& reporter, const std::string& content)
{
  const auto path = environment_variable(reporter.variable);
  if (!path) {
    return failure(fmt::format("${} is not set, as it is inside of GitHub Actions (give a file: "
                               "--report {}=PATH)",
                               reporter.variable, reporter.name));
  }
  return append_file(*path, content);
}

Result<void>
put(const Reporter& reporter, const std::string& path, const std::string& content,
    const Terminal& terminal)
{
  if (!path.empty()) {
    return write_file(path, content);
  }
  if (reporter.target == Target::environment_file) {
    return append_to_file_of(reporter, content);
  }
  terminal.command(content);
  return {};
}

// Where people find what a server did not take, the best first.
struct Fallback
{
  std::string_view of;
  std::string_view to;
  std::string_view in_words;
};

constexpr Fallback k_fallbacks[] = {
    {"github-comment", "github-summary", "it is in the summary of the job instead"},
    {"github-comment", "github-annotations", "it is in the annotations instead"},
    {"github-review", "github-annotations", "the findings are annotated instead"},
    {"github-check", "github-annotations", "the findings are annotated instead"},
};

} // namespace

ReportRunner::ReportRunner(const Verdict& verdict, const ReportContext& context,
                           const Terminal& terminal, Deliverer& deliverer, bool quiet)
    : m_verdict(verdict), m_context(context), m_terminal(terminal), m_deliverer(deliverer),
      m_quiet(quiet)
{
}

void
ReportRunner::run(const ReportPlan& plan)
{
  for (const std::string& note : plan.notes) {
    m_terminal.diagnose(note);
  }
  for (const ReportStep& step : plan.steps) {
    const auto reporter = find_reporter(step.request.name);
    if (!reporter) {
      m_terminal.diagnose(reporter.error());
      m_missing = true;
    } else if ((*reporter)->target == Target::server) {
      const ReportRequest& request = step.request; // a server's path is what it is about
      post(request.name + (request.path.empty() ? "" : "=" + request.path), plan);
    } else {
      write(**reporter, step);
    }
  }
}

void
ReportRunner::write(const Reporter& reporter, const ReportStep& step)
{
  const std::string content =
      reporter.render(step.unmarked_only ? without_marked() : m_verdict, m_context);
  if (const auto done = put(reporter, step.request.path, content, m_terminal); !done) {
    m_terminal.diagnose(fmt::format("--report {}: {}", reporter.name, done.error()));
    m_missing = true;
  }
}

void
ReportRunner::post(const std::string& name, const ReportPlan& plan)
{
  const Delivery delivery = m_deliverer.deliver(name, m_verdict, m_context);
  m_marked.insert(m_marked.end(), delivery.marked.begin(), delivery.marked.end());
  const bool failed = delivery.state == DeliveryState::failed;
  m_undelivered = m_undelivered || failed;
  const std::string instead = failed ? fall_back(name, plan) : std::string();
  if (failed || !m_quiet) {
    m_terminal.diagnose(
        fmt::format("{}: {}{}{}", name, delivery.message, instead.empty() ? "" : "; ", instead));
  }
}

// Returns where it is now; empty: only in the log above and in the other reports.
std::string
ReportRunner::fall_back(std::string_view name, const ReportPlan& plan)
{
  for (const Fallback& fallback : k_fallbacks) {
    const std::string to(fallback.to);
    // A pass has nothing to annotate.
    if (fallback.of != name ||
        (fallback.to == "github-annotations" && m_verdict.outcome == Outcome::pass)) {
      continue;
    }
    if (plan.has(to) || std::ranges::find(m_instead, to) != m_instead.end()) {
      return std::string(fallback.in_words);
    }
    const Reporter& reporter = *find_reporter(to).value();
    // The summary says all; a line that a review comment marks needs no second mark.
    const bool all = reporter.target == Target::environment_file;
    if (put(reporter, "", reporter.render(all ? m_verdict : without_marked(), m_context),
            m_terminal)) {
      m_instead.push_back(to);
      return std::string(fallback.in_words);
    }
  }
  return {};
}

Verdict
ReportRunner::without_marked() const
{
  Verdict rest = m_verdict;
  const auto marked = [&](const std::string& fingerprint) {
    return std::ranges::find(m_marked, fingerprint) != m_marked.end();
  };
  std::erase_if(rest.findings, [&](const Finding& finding) { // what a mark tells with it, too
    return marked(finding.fingerprint) || marked(finding.caused_by);
  });
  return rest;
}

} // namespace leakgate
