#include "reporters/ci/workflow_commands.hpp"

#include "gate/base/text.hpp"
#include "reporters/text/plain_text.hpp"
#include "reporters/wording/annotation.hpp"
#include "reporters/wording/ci_place.hpp"
#include "reporters/wording/each_of_tests.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace leakgate {

namespace {

using workflow_commands::escape_message;
using workflow_commands::escape_property;

constexpr std::size_t k_most = 10;        // _maxCountPerIssueType of the runner
constexpr std::size_t k_line_limit = 400; // so that a message stays below the 4096 it keeps

std::string
escape(std::string_view value, bool property)
{
  std::string out;
  out.reserve(value.size());
  for (const char c : value) {
    switch (c) {
    case '%': out += "%25"; break;
    case '\r': out += "%0D"; break;
    case '\n': out += "%0A"; break;
    case ':': out += property ? "%3A" : ":"; break;
    case ',': out += property ? "%2C" : ","; break;
    default: out += c; break;
    }
  }
  return out;
}

std::string
clean(std::string_view input)
{
  return plain_text::one_line(input, k_line_limit);
}

std::string
command(std::string_view level, const std::optional<CiPlace>& place, std::string_view title,
        const std::string& message)
{
  std::string out = fmt::format("::{} ", level);
  if (place) {
    out += fmt::format("file={},line={},endLine={},",
                       escape_property(plain_text::one_line(place->path, 1000)), place->line,
                       place->line);
  }
  return out + fmt::format("title={}::{}\n", escape_property(title), escape_message(message));
}

struct Commands
{
  std::vector<std::string> errors;
  std::vector<std::string> tests; ///< errors too: further tests of findings that have one
  std::vector<std::string> notices;
};

Commands
commands_of(const Verdict& verdict)
{
  Commands commands;
  if (verdict.outcome == Outcome::no_verdict) {
    const std::string reason = clean(verdict.reason);
    commands.errors.push_back(
        command("error", std::nullopt, "leakgate: no verdict",
                (reason.empty() ? "nothing could be measured" : reason) +
                    "\nnot enough could be measured to judge; this is not a pass"));
  }
  const Families families(verdict);
  for (const Finding* finding : families.told()) {
    commands.errors.push_back(command("error", ci_places(*finding, verdict.roots).front(),
                                      annotation::title(*finding),
                                      annotation::message(*finding, families.below(*finding))));
    for (const Finding& own : each_of_tests::others_elsewhere(*finding, verdict.roots, k_most)) {
      commands.tests.push_back(command("error", ci_place(own.at, verdict.roots),
                                       annotation::title(own), annotation::message(own)));
    }
  }
  for (const Finding& finding : verdict.findings) {
    if (finding.disposition != Disposition::reported && finding.kind == FindingKind::policy) {
      commands.notices.push_back(command("notice", ci_places(finding, verdict.roots).front(),
                                         annotation::title(finding), annotation::message(finding)));
    }
  }
  return commands;
}

// The first of the lines that the runner keeps; how many are left is returned.
std::size_t
add_first(std::string& out, const std::vector<std::string>& lines, std::size_t most)
{
  const std::size_t shown = std::min(lines.size(), most);
  for (std::size_t i = 0; i < shown; ++i) {
    out += lines[i];
  }
  return lines.size() - shown;
}

} // namespace

namespace workflow_commands {

std::string
escape_message(std::string_view value)
{
  return escape(value, false);
}

std::string
escape_property(std::string_view value)
{
  return escape(value, true);
}

} // namespace workflow_commands

std::string
render_workflow_commands(const Verdict& verdict, const ReportContext& /*context*/)
{
  const Commands commands = commands_of(verdict);
  std::string out;
  const std::size_t errors = add_first(out, commands.errors, k_most);
  // Each finding has its mark before a further test of another has.
  static_cast<void>(
      add_first(out, commands.tests, k_most - std::min(commands.errors.size(), k_most)));
  // One notice is kept for the number of the others.
  const bool too_many = errors > 0 || commands.notices.size() > k_most;
  const std::size_t notices = add_first(out, commands.notices, too_many ? k_most - 1 : k_most);
  if (errors + notices > 0) {
    std::vector<std::string> more;
    if (errors > 0) {
      more.push_back(text::counted(static_cast<long long>(errors), "more finding"));
    }
    if (notices > 0) {
      more.push_back(text::counted(static_cast<long long>(notices), "more note"));
    }
    out += command("notice", std::nullopt, "leakgate: " + headline(verdict),
                   fmt::format("{} without a mark, because GitHub keeps ten of a step: they are in "
                               "the log and in the reports",
                               text::join(more, " and ")));
  }
  return out;
}

} // namespace leakgate
