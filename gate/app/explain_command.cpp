#include "gate/app/explain_command.hpp"

#include "gate/app/source_lines.hpp"
#include "gate/app/terminal.hpp"
#include "gate/base/file.hpp"
#include "gate/base/text.hpp"
#include "reporters/console.hpp"
#include "reporters/json_result.hpp"

#include <fmt/core.h>

namespace leakgate {

namespace {

// `v1:ab12` and `ab12` both name v1:ab12….
bool
is_named(const Finding& finding, const std::string& fingerprint)
{
  return finding.fingerprint.starts_with(fingerprint) ||
         finding.fingerprint.starts_with("v1:" + fingerprint);
}

} // namespace

ExitCode
run_explain_command(const ExplainOptions& options)
{
  const Terminal terminal(stdout, stderr);
  const auto content = read_file(options.result);
  const auto verdict = content ? parse_json_result(*content, options.result)
                               : Result<Verdict>(failure(content.error()));
  if (!verdict) {
    terminal.diagnose(verdict.error());
    return ExitCode::usage;
  }
  const ReportContext context{make_source_reader(verdict->roots)};
  std::size_t shown = 0;
  for (const Finding& finding : verdict->findings) {
    if (is_named(finding, options.fingerprint)) {
      terminal.print((shown++ == 0 ? "" : "\n") +
                     render_finding(finding, context, terminal.style()));
    }
  }
  if (shown == 0 && !options.fingerprint.empty()) {
    terminal.diagnose(fmt::format("{}: no finding with fingerprint {} (leave it out to see all {})",
                                  options.result, text::quoted(options.fingerprint),
                                  verdict->findings.size()));
    return ExitCode::usage;
  }
  if (shown == 0) {
    terminal.print("no findings\n");
  }
  return ExitCode::pass;
}

} // namespace leakgate
