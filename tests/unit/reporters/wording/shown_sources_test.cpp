#include "gate/base/text.hpp"
#include "reporters/console/report.hpp"
#include "reporters/json/result.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/shown_sources.hpp"
#include "tests/unit/reporters/verdict_builders.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <map>
#include <string>

using namespace leakgate;

namespace {

constexpr const char* k_file = "broker/hub.go";

// Every line of every Go file has its own text; no other file is read.
std::string
checkout(const std::string& file, int line)
{
  if (!file.ends_with(".go")) {
    return "";
  }
  return "\tline(" + std::to_string(line) + ") // of <" + file + "> \xff \x1b[1m";
}

// What each report makes of the verdict, by its name.
std::map<std::string, std::string>
rendered(const Verdict& verdict, const ReportContext& context)
{
  std::map<std::string, std::string> out;
  for (const Reporter& reporter : reporters()) {
    if (reporter.render != nullptr) {
      out[std::string(reporter.name)] = reporter.render(verdict, context);
    }
  }
  const ConsoleStyle style{true, 100};
  out["console"] = render_console(verdict, context, style);
  const Families families(verdict);
  for (const Finding& finding : verdict.findings) {
    out["explain"] += render_finding(finding, families.below(finding), verdict, context, style);
  }
  return out;
}

Verdict
leak_at(Place place)
{
  Verdict verdict;
  Finding finding;
  finding.at = std::move(place);
  verdict.findings = {finding};
  return verdict;
}

} // namespace

TEST_CASE("sources: a result carries every line that a report asks for")
{
  for (const verdicts::Named& named : verdicts::all()) {
    CAPTURE(named.name);
    Verdict verdict = named.make();
    verdict.sources = collect_sources(verdict, checkout);
    const ReportContext carried{source_line_of(verdict.sources)};
    const ReportContext all{
        [](const std::string& file, int line) { return text::valid_utf8(checkout(file, line)); }};
    CHECK(rendered(verdict, carried) == rendered(verdict, all));
  }
}

TEST_CASE("sources: reports made of the JSON later have the same bytes")
{
  for (const verdicts::Named& named : verdicts::all()) {
    CAPTURE(named.name);
    Verdict now = named.make();
    now.sources = collect_sources(now, checkout);
    const Verdict later = parse_json_result(render_json(now, {}), "result.json").value();
    const auto at_once = rendered(now, {source_line_of(now.sources)});
    for (const auto& [name, bytes] : rendered(later, {source_line_of(later.sources)})) {
      CAPTURE(name);
      CHECK(bytes == at_once.at(name));
    }
  }
}

TEST_CASE("sources: the lines around a place, once each, and none that is empty")
{
  const auto line = [](const std::string& file, int number) {
    return file == k_file && number != 4 ? "line " + std::to_string(number) : std::string();
  };
  Verdict verdict = leak_at({"", k_file, 2});
  verdict.findings.front().started = {"", k_file, 5};
  verdict.findings.front().blocked = {"", "unknown.go", 5};
  verdict.findings.push_back(verdict.findings.front());
  const SourceLines sources = collect_sources(verdict, line);
  REQUIRE(sources.size() == 1);
  std::string numbers;
  for (const auto& [number, text] : sources.at(k_file)) {
    numbers += std::to_string(number) + " ";
    CHECK(text == "line " + std::to_string(number));
  }
  CHECK(numbers == "1 2 3 5 6 7 8 ");
  CHECK(collect_sources(verdict, {}).empty());
}

TEST_CASE("sources: places at the end of the numbers, and those that are none")
{
  for (const int number : {std::numeric_limits<int>::max(), 0, -7}) {
    const SourceLines sources = collect_sources(leak_at({"", k_file, number}), checkout);
    CHECK(sources.size() == (number > 0 ? 1 : 0));
  }
  CHECK(collect_sources(leak_at({"", "", 7}), checkout).empty());
}

TEST_CASE("sources: a long line is cut at a character")
{
  const SourceLines sources =
      collect_sources(leak_at({"", k_file, 1}), [](const std::string&, int number) {
        return number == 1 ? std::string(k_source_line_limit_bytes - 1, 'x') + "ä" : "";
      });
  CHECK(sources.at(k_file).at(1) == std::string(k_source_line_limit_bytes - 1, 'x'));
}

TEST_CASE("sources: where not all fits, places come before what stands around them")
{
  Verdict verdict;
  for (int i = 1; i <= 100; ++i) {
    Finding finding;
    finding.at = {"", k_file, 100 * i};
    verdict.findings.push_back(finding);
  }
  const auto line = [](const std::string&, int) { return std::string(100, 'x'); };
  const SourceLines sources = collect_sources_within(verdict, line, 12'000);
  std::size_t bytes = 0;
  for (int i = 1; i <= 100; ++i) {
    CHECK(sources.at(k_file).contains(100 * i));
  }
  for (const auto& [number, text] : sources.at(k_file)) {
    bytes += text.size();
  }
  CHECK(bytes <= 12'000);
  CHECK(sources.at(k_file).size() > 100);
  CHECK(sources.at(k_file).size() < 110);
}
