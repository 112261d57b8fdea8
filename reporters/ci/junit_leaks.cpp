#include "gate/base/text.hpp"
#include "gate/model/symbol_text.hpp"
#include "reporters/ci/junit_cases.hpp"
#include "reporters/text/escape_xml.hpp"
#include "reporters/wording/each_test.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/repository_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace leakgate::junit {

namespace {

constexpr std::size_t k_most_frames = 100;
constexpr std::size_t k_most_leakers = 50;
constexpr std::size_t k_most_cases = 500; // of one finding, beside the first

// Who leaks what, without line numbers, counts or ids: GitLab and Jenkins compare runs by
// this name.
std::string
stable_name(const Finding& finding)
{
  if (!shows_goroutine(finding.kind)) {
    return "leakgate." + finding.rule;
  }
  std::string who = finding.test;
  if (who.empty()) {
    who = finding.phase == Phase::init        ? "init"
          : finding.phase == Phase::test_main ? "TestMain"
                                              : "package";
  }
  const std::string what = finding_text::without_closure_numbers(
      finding_text::short_function(finding_text::leaking_function(finding)));
  if (finding.kind == FindingKind::outlived) {
    return fmt::format("{} is outlived by goroutine{}{}", who, what.empty() ? "" : " ", what);
  }
  return fmt::format("{} leaks goroutine{}{} ({})", who, what.empty() ? "" : " ", what,
                     finding.state);
}

// The first place in a file of the module: a reader can put a mark there.
const Place*
best_place(const Finding& finding)
{
  const Place* outside = nullptr;
  for (const Place* place : {&finding.at, &finding.started, &finding.blocked}) {
    if (finding_text::in_module(*place)) {
      return place;
    }
    outside = outside == nullptr && place->known() ? place : outside;
  }
  return outside;
}

// Names may hold line breaks; here each stays on its line.
std::string
one_line(std::string_view name)
{
  return escape_xml::attribute(name);
}

struct Row
{
  std::string_view label;
  std::string name;
  const Place& place;
};

// ` path:line` with a space in front is what action-junit-report looks for.
std::string
row_text(const Row& row, std::size_t name_width)
{
  if (row.name.empty() && !row.place.known()) {
    return {};
  }
  const std::string place = one_line(finding_text::file_and_line(row.place));
  if (place.empty() || row.name.empty()) {
    return fmt::format("  {:<9} {}\n", row.label, place.empty() ? row.name : place);
  }
  return fmt::format("  {:<9} {:<{}}  {}\n", row.label, row.name, name_width, place);
}

std::string
stack_text(const Finding& finding)
{
  std::string out = finding.stack.empty() ? "" : "\nstack:\n";
  for (std::size_t i = 0; i < finding.stack.size(); ++i) {
    if (i == k_most_frames) {
      out += fmt::format("  … and {} more frames\n", finding.stack.size() - i);
      break;
    }
    const Frame& frame = finding.stack[i];
    out += fmt::format("  {}\n      {}:{}\n", one_line(unescaped_symbol(frame.function.view())),
                       one_line(frame.file.view()), frame.line);
  }
  return out;
}

std::string
leakers_text(const Finding& finding)
{
  if (finding.through.known()) {
    return "            " + one_line(finding_text::tests_line(finding, 0)) + "\n";
  }
  std::string out;
  const std::vector<const Leaker*> leaking = finding_text::leaking_tests(finding);
  for (std::size_t i = 0; leaking.size() > 1 && i < leaking.size(); ++i) {
    if (i == k_most_leakers) {
      out += fmt::format("            … and {} more tests\n", leaking.size() - i);
      break;
    }
    out += fmt::format("            {} ({})\n", one_line(leaking[i]->test),
                       one_line(each_test::count_and_line(*leaking[i], finding)));
  }
  return out;
}

std::string
fact(std::string_view label, std::string_view value)
{
  return value.empty() ? std::string() : fmt::format("  {:<9} {}\n", label, one_line(value));
}

std::string
family_rows(const Finding& finding, const std::vector<const Finding*>& below)
{
  std::string out = fact("deadlock", finding_text::deadlock(finding));
  for (const std::string& line : finding_text::followers(finding, below, k_most_leakers)) {
    out += fact("with it", line);
  }
  return out;
}

std::string
goroutine_rows(const Finding& finding, const std::vector<const Finding*>& below)
{
  constexpr std::size_t k_widest_name = 60;
  const auto function = [](const Place& place) {
    return one_line(finding_text::short_function(place.function));
  };
  const Row test{"test", one_line(finding_text::test_or_phase(finding)), finding.at};
  const Row started{"started", function(finding.started), finding.started};
  const Row blocked{"blocked", function(finding.blocked), finding.blocked};
  const std::size_t width = std::min(
      k_widest_name, std::max({test.name.size(), started.name.size(), blocked.name.size()}));
  std::string out =
      finding.kind == FindingKind::goroutine ? finding_text::evidence(finding) + "\n" : "";
  out += row_text(test, width) + leakers_text(finding);
  if (finding.called.known()) {
    out += row_text({"called", function(finding.called), finding.called}, width);
  }
  out += row_text(started, width);
  out += row_text(blocked, width);
  out += fact("looping", finding_text::movement(finding));
  out += fact("ends on", finding_text::ways_out(finding));
  out += fact("variants", finding_text::variants(finding));
  out += fact("passes", finding_text::excused_tests(finding));
  out += fact("because", finding_text::exceeded(finding));
  out += fact("rounds", finding.repeat_note);
  return out + fact("pattern", finding.help) + family_rows(finding, below) + stack_text(finding);
}

// A limit that was exceeded, or an entry of the configuration.
std::string
other_rows(const Finding& finding)
{
  const std::string name = one_line(finding_text::short_function(finding.at.function));
  const Row where{finding.kind == FindingKind::heap ? "grew" : "where", name, finding.at};
  return row_text(where, name.size()) + fact("help", finding.help);
}

std::string
content_of(const Finding& finding, const std::vector<const Finding*>& below)
{
  const std::string rows =
      shows_goroutine(finding.kind) ? goroutine_rows(finding, below) : other_rows(finding);
  return rows + (finding.fingerprint.empty()
                     ? ""
                     : fmt::format("\nfingerprint: {}\n", one_line(finding.fingerprint)));
}

Case
leak_case(const Finding& finding, const std::vector<const Finding*>& below, const std::string& name,
          const SourceRoots& roots)
{
  Case result;
  result.classname =
      finding.package.empty() ? std::string(k_run_suite) : escape_xml::attribute(finding.package);
  result.name = name;
  if (const Place* place = best_place(finding)) {
    result.file = escape_xml::attribute(repository_path(*place, roots).value_or(place->file));
    result.line = place->line;
  }
  result.state = CaseState::failed;
  result.leak = true;
  result.type = escape_xml::attribute(finding.rule);
  result.message = escape_xml::attribute(finding.message);
  result.content = result.message + "\n" + escape_xml::text(content_of(finding, below));
  return result;
}

// The first eight digits of the fingerprint, for names that would otherwise be the same.
std::string
short_fingerprint(const Finding& finding)
{
  const std::size_t colon = finding.fingerprint.find(':');
  return finding.fingerprint.substr(colon == std::string::npos ? 0 : colon + 1, 8);
}

} // namespace

std::vector<Case>
finding_cases(const std::vector<const Finding*>& of_package, const SourceRoots& roots)
{
  const Families families(of_package);
  std::map<std::string, int> uses;
  const auto name_of = [](const Finding& finding) {
    return escape_xml::attribute(stable_name(finding));
  };
  struct Told
  {
    Finding finding;
    const std::vector<const Finding*>* below;
  };
  static const std::vector<const Finding*> k_none;
  std::vector<Told> findings;
  for (const Finding* finding : families.told()) {
    findings.push_back({*finding, &families.below(*finding)});
    for (Finding& own : each_test::others(*finding, k_most_cases)) {
      findings.push_back({std::move(own), &k_none});
    }
  }
  for (const Told& each : findings) {
    ++uses[name_of(each.finding)];
  }
  std::vector<Case> cases;
  for (const auto& [finding, below] : findings) {
    std::string name = name_of(finding);
    if (uses[name] > 1) {
      name = escape_xml::attribute(fmt::format("{} [{}]", name, short_fingerprint(finding)), 1020);
    }
    cases.push_back(leak_case(finding, *below, name, roots));
  }
  return cases;
}

std::vector<Case>
finding_cases(const Verdict& verdict, const std::string& package)
{
  std::vector<const Finding*> of_package;
  for (const Finding& finding : verdict.findings) {
    if (finding.package == package) {
      of_package.push_back(&finding);
    }
  }
  return finding_cases(of_package, verdict.roots);
}

} // namespace leakgate::junit
