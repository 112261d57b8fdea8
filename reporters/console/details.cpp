#include "gate/base/text.hpp"
#include "gate/model/symbol_text.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/console/parts.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/finding_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace leakgate::console {

namespace {

using terminal::Ink;
using terminal::Paint;

constexpr std::size_t k_most_frames = 100;
constexpr std::size_t k_most_ancestors = 20;
constexpr std::size_t k_most_variants = 10;

// Function and place in two columns; the place goes below when the row is too narrow.
std::string
frame_line(const Frame& frame, std::size_t name_width, std::size_t width, const Paint& paint)
{
  const std::string name = terminal::one_line(unescaped_symbol(frame.function.view()));
  const std::string place = terminal::one_line(fmt::format("{}:{}", frame.file.view(), frame.line));
  const std::size_t needed = 4 + name_width + 2 + terminal::display_width(place);
  // Here names are whole, to be copied, also where they are wider than the terminal.
  if (needed > width || terminal::display_width(name) > name_width) {
    return "    " + name + "\n      " + paint(Ink::cyan, place) + "\n";
  }
  return "    " + terminal::pad_right(name, name_width) + "  " + paint(Ink::cyan, place) + "\n";
}

std::string
frame_lines(const std::vector<Frame>& frames, const ConsoleStyle& style)
{
  const std::size_t width = usable_width(style);
  std::size_t name_width = 0;
  for (const Frame& frame : frames) {
    name_width = std::max(name_width, terminal::display_width(terminal::one_line(
                                          unescaped_symbol(frame.function.view()))));
  }
  name_width = std::min(name_width, width / 2);
  std::string out;
  const std::size_t shown = std::min(frames.size(), k_most_frames);
  for (std::size_t i = 0; i < shown; ++i) {
    out += frame_line(frames[i], name_width, width, Paint(style.color));
  }
  if (shown < frames.size()) {
    out += fmt::format("    … and {}\n",
                       text::counted(static_cast<long long>(frames.size() - shown), "more frame"));
  }
  return out;
}

std::string
ancestor_lines(const Finding& finding, const ConsoleStyle& style)
{
  const Paint paint(style.color);
  std::string out;
  const std::size_t shown = std::min(finding.ancestors.size(), k_most_ancestors);
  for (std::size_t i = 0; i < shown; ++i) {
    const Ancestor& ancestor = finding.ancestors[i];
    out += "  " + paint(Ink::dim, fmt::format("started by goroutine {}", ancestor.id)) + "\n";
    out += frame_lines(ancestor.frames, style);
  }
  if (shown < finding.ancestors.size()) {
    out += fmt::format(
        "  … and {}\n",
        text::counted(static_cast<long long>(finding.ancestors.size() - shown), "more ancestor"));
  }
  return out;
}

// The stacks beside the representative's.
std::string
variant_lines(const Finding& finding, const ConsoleStyle& style)
{
  std::string out;
  const std::size_t shown = std::min(finding.variants.size(), k_most_variants);
  for (std::size_t i = 0; i < shown; ++i) {
    const StackVariant& variant = finding.variants[i];
    const std::string title = terminal::one_line(fmt::format(
        "{} {} of {} · {} · {}", finding.moving ? "place" : "variant", i + 1,
        finding.variants.size(), text::counted(variant.count, "goroutine"), variant.fingerprint));
    out += "  " + Paint(style.color)(Ink::dim, title) + "\n" + frame_lines(variant.stack, style);
  }
  if (shown < finding.variants.size()) {
    out += fmt::format(
        "  … and {}\n",
        text::counted(static_cast<long long>(finding.variants.size() - shown), "more variant"));
  }
  return out;
}

const RuleInfo*
rule_of(const Finding& finding, const Verdict& verdict)
{
  const auto found = std::ranges::find(verdict.rules, finding.rule, &RuleInfo::id);
  return found == verdict.rules.end() ? nullptr : &*found;
}

std::string
rule_rows(const Finding& finding, const RuleInfo* rule, const ConsoleStyle& style)
{
  const std::string title =
      rule == nullptr || rule->title.empty() || rule->title == rule->id ? "" : " · " + rule->title;
  const std::string reason = finding.rule_reason.empty() ? "" : "matched: " + finding.rule_reason;
  return labelled(
             "rule",
             fmt::format("{}{} · severity {}", finding.rule, title, to_string(finding.severity)),
             style) +
         labelled("", reason, style);
}

// What became of it. Why something is reported stands above, with the evidence.
std::string
verdict_text(const Finding& finding)
{
  std::string word(to_string(finding.disposition));
  std::replace(word.begin(), word.end(), '_', ' ');
  const std::string& reason = finding.disposition_reason;
  if (finding.disposition == Disposition::reported || reason.empty()) {
    return word;
  }
  return reason.starts_with(word) ? reason : word + ": " + reason;
}

std::string
baseline_text(const Finding& finding, const Verdict& verdict)
{
  if (!finding.baseline_count || !finding_text::exceeded(finding).empty()) {
    return {}; // what has grown says so above
  }
  std::string out = fmt::format("has {}", *finding.baseline_count);
  if (verdict.baseline) {
    for (const BaselineEntry& entry : verdict.baseline->fewer) {
      if (entry.fingerprint == finding.fingerprint && !entry.first_seen.empty()) {
        return out + ", first seen " + entry.first_seen;
      }
    }
  }
  return out;
}

// What only goroutines have: phase, state, rounds.
std::string
goroutine_rows(const Finding& finding, const ConsoleStyle& style)
{
  if (is_heap_leak(finding)) {
    return labelled("rounds", fmt::format("{:+} bytes", fmt::join(finding.rounds, " ")), style) +
           labelled("objects", fmt::format("{:+}", fmt::join(finding.objects, " ")), style);
  }
  if (finding.kind != FindingKind::goroutine) {
    return {};
  }
  std::string out = labelled("phase",
                             fmt::format("{} · test {}{}", to_string(finding.phase),
                                         finding.attribution == Attribution::none ? "" : "found ",
                                         finding_text::attribution_in_words(finding)),
                             style);
  out += labelled("state", finding.state, style);
  return out + labelled("rounds", fmt::format("{:+}", fmt::join(finding.rounds, " ")), style);
}

// What silences it, to be copied into the configuration.
std::string
allow_rows(const Finding& finding, const ConsoleStyle& style)
{
  std::string out;
  for (const std::string& line : finding_text::allow_entry(finding)) {
    out += out.empty() ? "  " + Paint(style.color)(Ink::dim, "allow     ")
                       : std::string(k_label_width, ' ');
    out += terminal::one_line(line) + "\n";
  }
  return out;
}

} // namespace

std::string
finding_details(const Finding& finding, const Verdict& verdict, const ConsoleStyle& style)
{
  const Paint paint(style.color);
  std::string out = rule_rows(finding, rule_of(finding, verdict), style);
  out += labelled("verdict", verdict_text(finding), style);
  out += labelled("baseline", baseline_text(finding, verdict), style);
  out += goroutine_rows(finding, style);
  out += labelled("id", finding.fingerprint, style);
  out += labelled("follows",
                  finding.caused_by.empty()
                      ? ""
                      : fmt::format("from {}: {}", finding.caused_by, finding.cause_reason),
                  style);
  out += allow_rows(finding, style);
  if (!finding.variants.empty()) {
    out += variant_lines(finding, style);
  } else if (!finding.stack.empty()) {
    out += "  " + paint(Ink::dim, "stack") + "\n" + frame_lines(finding.stack, style);
  }
  return out + ancestor_lines(finding, style);
}

std::string
rule_explanation(const Finding& finding, const Verdict& verdict, const ConsoleStyle& style)
{
  const RuleInfo* rule = rule_of(finding, verdict);
  if (rule == nullptr) {
    return {};
  }
  // Where the finding has words of its own, those of the rule stand here.
  const std::string page = markdown_rows(rule->explain, style);
  return (finding.why == rule->why ? "" : labelled("why", rule->why, style)) +
         (finding.fix == rule->fix ? "" : labelled("fix", rule->fix, style)) +
         (page.empty() ? "" : "\n") + page;
}

} // namespace leakgate::console
