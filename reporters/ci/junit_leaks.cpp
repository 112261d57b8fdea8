#include "gate/base/text.hpp"
#include "gate/model/symbol_text.hpp"
#include "reporters/ci/junit_cases.hpp"
#include "reporters/text/escape_xml.hpp"
#include "reporters/wording/each_of_tests.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/finding_rows.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/heap_growth.hpp"
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
  if (is_heap_leak(finding)) {
    return fmt::format(
        "{} keeps memory of {}", finding.test.empty() ? "package" : finding.test,
        finding_text::without_closure_numbers(finding_text::short_function(finding.at.function)));
  }
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

// What tells this case from those of other findings: how many goroutines of which test, and where.
std::string
message_of(const Finding& finding)
{
  if (is_heap_leak(finding)) {
    const std::string where = finding_text::file_and_line(finding.at);
    return fmt::format(
        "{}: {}{}{}", finding.message, heap_growth::each_round(finding.rounds, finding.objects),
        finding.test.empty() ? "" : " of " + finding.test, where.empty() ? "" : ", at " + where);
  }
  if (!shows_goroutine(finding.kind)) {
    return finding.message;
  }
  std::string out =
      fmt::format("{}: {}", finding.message, text::counted(finding.count, "goroutine"));
  out += finding.test.empty() ? "" : " of " + finding.test;
  const auto add = [&](std::string_view how, const Place& place) {
    const std::string where = finding_text::file_and_line(place);
    out += where.empty() ? "" : fmt::format(", {} at {}", how, where);
  };
  add("started", finding.started);
  add("blocked", finding.blocked);
  return out;
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

// A finding as one of its tests has it; what is to be said of all of them stands in `whole`.
struct Told
{
  Finding own;
  const Finding* whole = nullptr; ///< null: `own` says all
  const std::vector<const Finding*>* below = nullptr;

  [[nodiscard]] const Finding&
  all() const
  {
    return whole == nullptr ? own : *whole;
  }
};

std::string
leak_rows(const Told& told)
{
  std::string out = is_leak(told.own) ? finding_text::evidence(told.own) + "\n" : "";
  std::vector<finding_rows::Row> rows = finding_rows::chain(told.own);
  if (finding_rows::Row tests = finding_rows::tests(told.all()); !tests.text.empty()) {
    rows.push_back(std::move(tests));
  }
  out += rows_text(finding_rows::advice(told.own)) + rows_text(rows) +
         rows_text(finding_rows::facts(told.all()));
  return out + rows_text(finding_rows::family(told.all(), *told.below)) + stack_text(told.own);
}

// A limit that was exceeded, or an entry of the configuration.
std::string
other_rows(const Finding& finding)
{
  return rows_text(finding_rows::advice(finding)) + rows_text(finding_rows::chain(finding)) +
         rows_text(finding_rows::facts(finding));
}

std::string
content_of(const Told& told)
{
  const std::string rows = shows_goroutine(told.own.kind) || is_heap_leak(told.own)
                               ? leak_rows(told)
                               : other_rows(told.own);
  return rows + (told.own.fingerprint.empty()
                     ? ""
                     : fmt::format("\nfingerprint: {}\n", one_line(told.own.fingerprint)));
}

Case
leak_case(const Told& told, const std::string& name, const std::string& message,
          const SourceRoots& roots)
{
  const Finding& finding = told.own;
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
  result.message = escape_xml::attribute(message);
  result.content = result.message + "\n" + escape_xml::text(content_of(told));
  return result;
}

// The first eight digits of the fingerprint, for names that would otherwise be the same.
std::string
short_fingerprint(const Finding& finding)
{
  const std::size_t colon = finding.fingerprint.find(':');
  return finding.fingerprint.substr(colon == std::string::npos ? 0 : colon + 1, 8);
}

std::vector<Told>
told_by_test(const Families& families)
{
  static const std::vector<const Finding*> k_none;
  std::vector<Told> all;
  for (const Finding* finding : families.told()) {
    all.push_back({each_of_tests::first(*finding), finding, &families.below(*finding)});
    for (Finding& own : each_of_tests::others(*finding, k_most_cases)) {
      all.push_back({std::move(own), nullptr, &k_none});
    }
  }
  return all;
}

} // namespace

std::vector<Case>
finding_cases(const std::vector<const Finding*>& of_package, const SourceRoots& roots)
{
  const Families families(of_package);
  const std::vector<Told> all = told_by_test(families);
  std::map<std::string, int> uses;
  std::map<std::string, int> messages;
  const auto name_of = [](const Finding& finding) {
    return escape_xml::attribute(stable_name(finding));
  };
  for (const Told& each : all) {
    ++uses[name_of(each.own)];
    ++messages[message_of(each.own)];
  }
  std::vector<Case> cases;
  for (const Told& each : all) {
    const std::string short_print = short_fingerprint(each.own);
    std::string name = name_of(each.own);
    if (uses[name] > 1) {
      name = escape_xml::attribute(fmt::format("{} [{}]", name, short_print), 1020);
    }
    std::string message = message_of(each.own);
    message += messages[message] > 1 ? fmt::format(" [{}]", short_print) : "";
    cases.push_back(leak_case(each, name, message, roots));
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
