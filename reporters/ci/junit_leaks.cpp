#include "gate/base/text.hpp"
#include "gate/model/symbol_text.hpp"
#include "reporters/ci/junit_cases.hpp"
#include "reporters/text/escape_xml.hpp"
#include "reporters/wording/each_test.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/finding_rows.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/repository_path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace leakgate::junit {

namespace {

constexpr std::size_t k_most_frames = 100;
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

// ` path:line` with a space in front is what action-junit-report looks for.
std::string
row_text(const finding_rows::Row& row, std::size_t name_width)
{
  const std::string name = one_line(row.text);
  const std::string place =
      row.place == nullptr ? "" : one_line(finding_text::file_and_line(*row.place));
  if (place.empty() || name.empty()) {
    return fmt::format("  {:<9} {}\n", row.label, place.empty() ? name : place);
  }
  return fmt::format("  {:<9} {:<{}}  {}\n", row.label, name, name_width, place);
}

std::string
rows_text(const std::vector<finding_rows::Row>& rows)
{
  constexpr std::size_t k_widest_name = 60;
  std::size_t width = 0;
  for (const finding_rows::Row& row : rows) {
    width = std::max(width, row.place == nullptr ? 0 : std::min(row.text.size(), k_widest_name));
  }
  std::string out;
  for (const finding_rows::Row& row : rows) {
    out += row_text(row, width);
  }
  return out;
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
goroutine_rows(const Finding& finding, const std::vector<const Finding*>& below)
{
  std::string out =
      finding.kind == FindingKind::goroutine ? finding_text::evidence(finding) + "\n" : "";
  std::vector<finding_rows::Row> rows = finding_rows::chain(finding);
  if (finding_rows::Row tests = finding_rows::tests(finding); !tests.text.empty()) {
    rows.push_back(std::move(tests));
  }
  out += rows_text(finding_rows::advice(finding)) + rows_text(rows) +
         rows_text(finding_rows::facts(finding));
  return out + rows_text(finding_rows::family(finding, below)) + stack_text(finding);
}

// A limit that was exceeded, or an entry of the configuration.
std::string
other_rows(const Finding& finding)
{
  return rows_text(finding_rows::advice(finding)) + rows_text(finding_rows::chain(finding)) +
         rows_text(finding_rows::facts(finding));
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
