#include "reporters/delivery/comment_body.hpp"

#include "gate/base/text.hpp"
#include "reporters/delivery/comment_footer.hpp"
#include "reporters/delivery/marker.hpp"
#include "reporters/markdown/parts.hpp"
#include "reporters/markdown/report.hpp"
#include "reporters/text/escape_markdown.hpp"
#include "reporters/wording/families.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace leakgate {

namespace {

constexpr std::string_view k_heading = "### "; // of markdown::finding_section
constexpr std::string_view k_failed_tests = "### Failed tests";
constexpr std::string_view k_fold_title = "What it was";
// Around what is kept of an earlier comment; nothing that is escaped can look like it.
constexpr std::string_view k_kept_begin = "<!-- leakgate kept -->\n";
constexpr std::string_view k_kept_end = "<!-- leakgate end of kept -->\n";

// How much of `limit` is left beside `texts`.
std::size_t
room(std::size_t limit, std::size_t used)
{
  return limit - std::min(limit, used);
}

std::string
hint_for(const Finding& finding, const Verdict& verdict)
{
  const std::string command = local_command(finding, verdict.roots);
  return command.empty() ? std::string()
                         : "to see it locally: " + escape_markdown::code(command, 600);
}

const Finding*
first_reported(const Verdict& verdict)
{
  const Families families(verdict);
  return families.told().empty() ? nullptr : families.told().front();
}

std::string_view
state_word(const Verdict& verdict, CommentState state)
{
  return state == CommentState::all_clear ? "clear" : to_string(verdict.outcome);
}

std::string
all_clear(const Verdict& verdict, const ReportContext& context)
{
  const VerdictTotals totals = totals_of(verdict);
  return fmt::format("## ✅ {}: all clear\n\n"
                     "An earlier run had something to report here, this one has nothing: {} "
                     "judged · {}.\n",
                     markdown::tool_name(context), text::counted(totals.judged, "package"),
                     text::counted(totals.tests, "test"));
}

// `body` without its marker, its footer and, when it is all clear itself, what stands around what
// it was.
std::string
said_before(const std::string& body)
{
  std::string text = body;
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  if (const auto marker = read_marker(text)) {
    text.erase(0, text.find('\n') + 1);
    const std::size_t fold = text.find("<details>");
    text.erase(0, marker->state == "clear" ? std::min(fold, text.size()) : 0);
  }
  return text.substr(0, text.rfind("\n<sub>"));
}

// From the first heading of a finding on.
std::string
finding_sections(const std::string& text)
{
  for (std::size_t at = text.find(k_heading); at != std::string::npos;
       at = text.find(k_heading, at + 1)) {
    const bool starts_line = at == 0 || text[at - 1] == '\n';
    if (starts_line && text.compare(at, k_failed_tests.size(), k_failed_tests) != 0) {
      return text.substr(at);
    }
  }
  return {};
}

// What an earlier run listed and this one did not look at, in at most `limit_bytes`.
std::string
kept_section(std::string_view kept, std::size_t limit_bytes)
{
  if (kept.empty()) {
    return {};
  }
  const std::string head =
      "\n⚠️ **Not fixed, but not looked at this time:** leaks that an earlier "
      "run listed in packages that could not be judged now.\n\n";
  const std::string fold =
      markdown::folded("What the earlier run listed",
                       fmt::format("{}{}\n{}", k_kept_begin, text::trim(kept), k_kept_end));
  return head.size() + fold.size() <= limit_bytes ? head + fold : head;
}

} // namespace

std::string
listed_before(const std::string& old_body, bool own)
{
  std::string text = said_before(old_body);
  std::string kept;
  const std::size_t begin = text.find(k_kept_begin);
  const std::size_t end = text.find(k_kept_end);
  if (begin != std::string::npos && end != std::string::npos && begin < end) {
    kept = text::trim(std::string_view(text).substr(begin + k_kept_begin.size(),
                                                    end - begin - k_kept_begin.size()));
    text.erase(std::min(text.rfind("\n⚠️", begin), begin));
  }
  const std::string sections(text::trim(own ? finding_sections(text) : std::string()));
  if (sections.empty() || kept.find(sections) != std::string::npos) {
    return kept;
  }
  return kept.empty() ? sections : fmt::format("{}\n\n{}", sections, kept);
}

std::string
comment_body(const Verdict& verdict, const ReportContext& context, const CiRun& run,
             CommentState state, std::size_t limit_bytes, std::string_view kept)
{
  const std::string marker =
      write_marker({"comment", run, "", std::string(state_word(verdict, state))});
  const Finding* const finding = first_reported(verdict);
  const std::string footer = comment_footer(
      run,
      finding == nullptr || state == CommentState::all_clear ? "" : hint_for(*finding, verdict));
  const std::size_t left = room(limit_bytes, marker.size() + footer.size());
  // What is there now comes first: what was is kept as far as half the room goes.
  const std::string before = kept_section(kept, left / 2);
  return marker +
         (state == CommentState::all_clear
              ? all_clear(verdict, context)
              : render_markdown_within(verdict, context, room(left, before.size())) + before) +
         footer;
}

std::string
line_comment_body(const Finding& finding, const Verdict& verdict, const ReportContext& context,
                  const CiRun& run, std::size_t limit_bytes)
{
  const Families families(verdict);
  const std::string marker =
      write_marker({"line", run, finding.fingerprint, "leaks", finding.package});
  const std::string footer = comment_footer(run, hint_for(finding, verdict));
  const std::string own_heading = fmt::format("{}{}: ", k_heading, markdown::tool_name(context));
  const std::size_t left = room(limit_bytes, marker.size() + own_heading.size() + footer.size());
  using markdown::Shown;
  for (const Shown shown : {Shown{true, true}, Shown{false, true}, Shown{false, false}}) {
    // It stands alone, and is mailed alone: what it is from belongs into its first words.
    std::string section =
        markdown::finding_section(finding, families.below(finding), verdict, context, shown, 0);
    section.replace(0, k_heading.size(), own_heading);
    if (section.size() <= left) {
      return fmt::format("{}{}{}", marker, section, footer);
    }
  }
  return marker + own_heading + escape_markdown::text(finding.message, 200) + "\n" + footer;
}

std::string
line_clear_body(const std::string& old_body, const CiRun& run, std::size_t limit_bytes,
                std::string_view became)
{
  const auto old = read_marker(old_body);
  const std::string commit = commit_markdown(run);
  std::string out =
      write_marker({"line", run, old ? old->fingerprint : "", "clear", old ? old->package : ""});
  out += fmt::format("✅ **leakgate: {}**{}\n\n", became,
                     commit.empty() ? "" : " as of commit " + commit);
  const std::string footer = comment_footer(run, "");
  const std::string before = said_before(old_body);
  const std::string fold = before.starts_with("<details>")
                               ? before
                               : markdown::folded(std::string(k_fold_title), before);
  const bool fits = fold.size() <= room(limit_bytes, out.size() + footer.size());
  return out + (fits ? fold : "") + footer;
}

} // namespace leakgate
