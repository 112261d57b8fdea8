#include "reporters/ci/sarif_results.hpp"

#include "gate/base/text.hpp"
#include "gate/model/symbol_text.hpp"
#include "reporters/text/plain_text.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/finding_rows.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

namespace leakgate::sarif {

namespace {

constexpr std::size_t k_piece_bytes = 500;
constexpr std::size_t k_most_notifications = 100;

std::string
rule_id(std::string_view rule)
{
  constexpr std::size_t k_most_bytes = 200;
  const std::string id = plain_text::one_line(rule, k_most_bytes);
  return id.empty() ? "leak" : id; // an empty id is refused
}

// A text that cannot be taken for a link, `[text](target)`.
std::string
piece(std::string_view input)
{
  std::string out = plain_text::one_line(input, k_piece_bytes);
  for (std::size_t at = out.find("]("); at != std::string::npos; at = out.find("](", at)) {
    out.replace(at, 2, "] (");
  }
  return out;
}

std::string
link(std::string_view input, std::size_t target)
{
  std::string escaped;
  for (const char c : plain_text::one_line(input, k_piece_bytes)) {
    escaped += c == '[' || c == ']' || c == '\\' ? std::string{'\\', c} : std::string{c};
  }
  return fmt::format("[{}]({})", escaped, target);
}

std::string
fact(std::string_view label, std::string_view value)
{
  return value.empty() ? std::string()
                       : fmt::format("\n{}: {}", text::capitalized(label), piece(value));
}

std::string
facts(const std::vector<finding_rows::Row>& rows)
{
  std::string out;
  for (const finding_rows::Row& row : rows) {
    out += fact(row.label, row.text);
  }
  return out;
}

// Adds the step and gives its line of the message: `Started: broker.New at [hub.go:3](2)`.
std::string
add_step(Alert& result, const finding_rows::Row& row, const SourceRoots& roots)
{
  const std::string& name = row.text;
  const Place& place = *row.place;
  Step step{fmt::format("{}: {}", text::capitalized(row.label), piece(name)),
            plain_text::one_line(unescaped_symbol(place.function), k_piece_bytes),
            ci_place(place, roots)};
  std::string line = "\n" + step.text;
  if (step.place) {
    const std::string text = fmt::format("{}:{}", step.place->path, step.place->line);
    line += fmt::format("{}{}", name.empty() ? "" : " at ", link(text, result.steps.size() + 1));
  } else if (place.known()) {
    const std::string outside =
        fmt::format("{}{}", name.empty() ? "" : " at ", piece(finding_text::file_and_line(place)));
    line += outside;
    step.text += outside;
  }
  result.steps.push_back(std::move(step));
  return line;
}

void
describe(Alert& result, const std::vector<const Finding*>& below, const SourceRoots& roots)
{
  const Finding& finding = *result.finding;
  const bool goroutine = shows_goroutine(finding.kind) || is_heap_leak(finding);
  // Where space is short, code scanning shows no more than the first sentence.
  std::string& out = result.message;
  out = goroutine ? fmt::format("{} ({}).", piece(finding.message),
                                piece(finding_text::test_or_phase(finding)))
                  : piece(finding.message) + ".";
  if (is_leak(finding)) {
    out += fact("evidence", finding_text::evidence(finding));
  }
  out += goroutine ? "" : fact("package", finding.package);
  for (const finding_rows::Row& row : finding_rows::chain(finding)) {
    out += add_step(result, row, roots);
    if (row.label == "test") {
      out += facts({finding_rows::tests(finding)});
    }
  }
  out += facts(finding_rows::facts(finding)) + facts(finding_rows::advice(finding)) +
         facts(finding_rows::family(finding, below));
}

// How many findings are no results, in words; empty when there are none.
std::string
left_out(const Verdict& verdict)
{
  const auto count = [&](Disposition disposition) {
    return std::count_if(verdict.findings.begin(), verdict.findings.end(),
                         [&](const Finding& f) { return f.disposition == disposition; });
  };
  const auto allowed = count(Disposition::allowed);
  const auto known = count(Disposition::baseline);
  const auto below = count(Disposition::below_threshold);
  return allowed + known + below == 0
             ? std::string()
             : fmt::format("findings that do not fail the build are not among the results: {} "
                           "allowed, {} in the baseline, {} below the limits",
                           allowed, known, below);
}

std::string
text_or(std::string_view text, const std::string& otherwise, std::size_t limit)
{
  const std::string clean = plain_text::lines(text, limit);
  return clean.empty() ? otherwise : clean;
}

Rule
to_rule(const RuleInfo& info)
{
  // Code scanning shows 1024 characters of a description.
  constexpr std::size_t k_description_bytes = 1000;
  constexpr std::size_t k_help_bytes = 10000;
  Rule rule;
  rule.id = rule_id(info.id);
  rule.title = text_or(info.title, rule.id, k_description_bytes);
  const bool both = !info.why.empty() && !info.fix.empty();
  rule.description =
      text_or(info.why + (both ? ": " : "") + info.fix, rule.title, k_description_bytes);
  rule.help = text_or(info.explain, rule.description, k_help_bytes);
  rule.severity = info.severity;
  return rule;
}

} // namespace

std::vector<Alert>
alerts(const Verdict& verdict)
{
  std::vector<Alert> out;
  std::set<std::tuple<std::string, std::string, int>> taken;
  const Families families(verdict);
  for (const Finding* each : families.told()) {
    const Finding& finding = *each;
    Alert result;
    result.finding = &finding;
    result.rule = rule_id(finding.rule);
    const std::vector<CiPlace> places = ci_places(finding, verdict.roots);
    const auto free = std::find_if(places.begin(), places.end(), [&](const CiPlace& place) {
      return !taken.contains({result.rule, place.path, place.line});
    });
    result.primary = free == places.end() ? places.front() : *free;
    taken.insert({result.rule, result.primary.path, result.primary.line});
    describe(result, families.below(finding), verdict.roots);
    out.push_back(std::move(result));
  }
  return out;
}

std::vector<Rule>
rules(const Verdict& verdict, std::span<const Alert> results)
{
  std::map<std::string, Rule> known;
  for (const RuleInfo& rule : verdict.rules) {
    Rule one = to_rule(rule);
    known.emplace(one.id, std::move(one));
  }
  std::map<std::string, Rule> used;
  for (const Alert& result : results) {
    const auto found = known.find(result.rule);
    RuleInfo bare;
    bare.id = result.rule;
    bare.severity = result.finding->severity;
    used.emplace(result.rule, found == known.end() ? to_rule(bare) : found->second);
  }
  std::vector<Rule> out;
  out.reserve(used.size());
  for (auto& [id, rule] : used) {
    out.push_back(std::move(rule));
  }
  return out;
}

std::vector<Notification>
notifications(const Verdict& verdict)
{
  std::vector<Notification> out;
  const auto add = [&](std::string_view level, std::string_view what) {
    if (!what.empty()) {
      out.push_back({std::string(level), plain_text::one_line(what, 2 * k_piece_bytes)});
    }
  };
  if (verdict.outcome == Outcome::no_verdict) {
    add("error", "no verdict: " + verdict.reason);
  } else {
    add("warning", verdict.reason);
  }
  add("note", left_out(verdict));
  for (const PackageVerdict& package : verdict.packages) {
    add("warning", unjudged_text(package));
  }
  for (const Problem& problem : verdict.problems) {
    add("warning", fmt::format("{}: {}", problem.where, problem.what));
  }
  if (out.size() > k_most_notifications) {
    const std::size_t more = out.size() - k_most_notifications;
    out.resize(k_most_notifications);
    add("warning", fmt::format("and {} more; the JSON result has all", more));
  }
  return out;
}

} // namespace leakgate::sarif
