#include "reporters/markdown/report.hpp"

#include "gate/base/text.hpp"
#include "reporters/markdown/parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace leakgate {

namespace {

constexpr std::size_t k_open_findings = 3; // of more there is a table, and each is folded
constexpr std::size_t k_table_rows = 50;

// How many findings, from the front, are shown with what.
struct Limits
{
  std::size_t sources = 0;
  std::size_t stacks = 0;
  std::size_t findings = 0;
  std::size_t rows = 0; ///< of the table
  bool folded = true;
};

// What this change brought leads, where an earlier result says so: also below its cause.
std::vector<const Finding*>
in_order(const Families& families)
{
  const auto is_new = [](const Finding* finding) {
    return finding->base == BaseMark::fresh || finding->base == BaseMark::grown;
  };
  std::vector<const Finding*> findings = families.told();
  std::stable_partition(findings.begin(), findings.end(), [&](const Finding* finding) {
    const std::vector<const Finding*>& below = families.below(*finding);
    return is_new(finding) || std::any_of(below.begin(), below.end(), is_new);
  });
  return findings;
}

std::string
left_out(const Limits& limits, std::size_t all)
{
  std::vector<std::string> parts;
  const auto add = [&](std::size_t shown, std::string_view what) {
    if (shown < all) {
      parts.push_back(fmt::format("{} {}", what, all - shown));
    }
  };
  add(limits.sources, "the source lines of");
  add(limits.stacks, "the stacks of");
  add(limits.findings, "everything about");
  std::string out = parts.empty() ? ""
                                  : text::join(parts, ", ") + " of the " +
                                        text::counted(static_cast<long long>(all), "finding");
  if (!limits.folded) {
    out += out.empty() ? "the folded sections" : ", and the folded sections";
  }
  return out.empty() ? out
                     : "*Left out, because the text would be too long: " + out +
                           ". The report `json` has everything.*\n";
}

// What is the same however much is shown; worked out once, as the limits are found by trying.
struct Whole
{
  const Verdict& verdict;
  const ReportContext& context;
  Families families{verdict};
  std::vector<const Finding*> findings = in_order(families);
  std::string above =
      markdown::headline_section(verdict, context) + markdown::failed_tests_section(verdict);
  std::string below = markdown::not_judged_section(verdict) + markdown::passed_line(verdict);
  std::string folded = markdown::folded_sections(verdict);
};

// The text; once it is longer than `enough` it may end anywhere, since it does not fit.
std::string
render(const Whole& whole, const Limits& limits, std::size_t enough)
{
  const std::vector<const Finding*>& findings = whole.findings;
  const bool many = findings.size() > k_open_findings;
  std::string sections;
  const std::size_t shown = std::min(limits.findings, findings.size());
  for (std::size_t i = 0; i < shown && sections.size() <= enough; ++i) {
    const std::string section = markdown::finding_section(
        *findings[i], whole.families.below(*findings[i]), whole.verdict, whole.context,
        {i < limits.sources, i < limits.stacks, !many}, findings.size() == 1 ? 0 : i + 1);
    sections += many ? markdown::folded(
                           markdown::finding_summary(*findings[i], whole.verdict, i + 1), section)
                     : section;
  }
  const std::string table =
      many ? "### What was found\n\n" +
                 markdown::findings_table(findings, whole.families, whole.verdict, whole.context,
                                          std::min(limits.rows, k_table_rows))
           : "";
  return whole.above + table + sections + whole.below + (limits.folded ? whole.folded : "") +
         left_out(limits, findings.size());
}

// The largest number up to `most` with which the text fits; 0 also when none does.
std::size_t
largest(std::size_t most, const std::function<bool(std::size_t)>& fits)
{
  std::size_t low = 0;
  while (low < most) {
    const std::size_t middle = most - (most - low) / 2;
    if (fits(middle)) {
      low = middle;
    } else {
      most = middle - 1;
    }
  }
  return low;
}

} // namespace

std::string
render_markdown_within(const Verdict& verdict, const ReportContext& context,
                       std::size_t limit_bytes)
{
  const Whole whole{verdict, context};
  const std::size_t all = whole.findings.size();
  Limits limits{all, all, all, all, true};
  const auto size = [&] { return render(whole, limits, limit_bytes).size(); };
  for (std::size_t Limits::*const part :
       {&Limits::sources, &Limits::stacks, &Limits::findings, &Limits::rows}) {
    limits.*part = largest(all, [&](std::size_t count) {
      limits.*part = count;
      return size() <= limit_bytes;
    });
  }
  limits.folded = size() <= limit_bytes;
  std::string out = render(whole, limits, limit_bytes);
  // A limit that is smaller than any comment could have: the verdict is what remains.
  return out.size() <= limit_bytes ? out : fmt::format("## leakgate: {}\n", headline(verdict));
}

std::string
render_markdown(const Verdict& verdict, const ReportContext& context)
{
  return render_markdown_within(verdict, context, k_comment_limit_bytes);
}

std::string
render_step_summary(const Verdict& verdict, const ReportContext& context)
{
  return render_markdown_within(verdict, context, k_step_summary_limit_bytes);
}

} // namespace leakgate
