#include "gate/base/text.hpp"
#include "gate/model/symbol_text.hpp"
#include "reporters/html/finding_json.hpp"
#include "reporters/html/parts.hpp"
#include "reporters/html/timed_tests.hpp"
#include "reporters/text/escape_html.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/finding_rows.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/heap_growth.hpp"
#include "reporters/wording/shown_sources.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace leakgate::html {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t k_most_sources = 1000; // findings that are shown with lines of source
constexpr std::size_t k_longest_line = 240;
constexpr std::size_t k_most_frames = 100; // Go's own limit of a traceback
constexpr std::size_t k_most_variants = 20;
constexpr std::size_t k_most_ancestors = 10;

// A list in which each value stands once.
class Table
{
public:
  std::size_t
  index(const Json& value)
  {
    const auto [entry, is_new] = m_known.try_emplace(value.dump(), m_values.size());
    if (is_new) {
      m_values.push_back(value);
    }
    return entry->second;
  }
  Json
  take()
  {
    return std::move(m_values);
  }

private:
  std::map<std::string, std::size_t> m_known;
  Json m_values = Json::array();
};

// The JSON of the page while it is put together. Its form is what page.js reads: see there.
class Data
{
public:
  Data(const Verdict& verdict, const ReportContext& context)
      : m_verdict(verdict), m_context(context), m_families(verdict)
  {
  }
  std::string build();

private:
  std::size_t frame(std::string_view function, const std::string& file, int line);
  std::size_t frame(const Frame& value);
  void add_stack(Json& holder, const std::vector<Frame>& frames);
  Json place(const Place& value, bool with_source);
  void add_source(const Place& value, std::size_t at);
  Json variants(const Finding& finding);
  Json ancestors(const Finding& finding);
  Json chain(const Finding& finding, bool with_source);
  Json finding(const Finding& value, bool with_source);

  const Verdict& m_verdict;
  const ReportContext& m_context;
  Families m_families;
  Table m_frames;
  Table m_stacks;
  std::map<std::size_t, Json> m_sources; // of a frame: the number of the first line, the lines
};

std::size_t
Data::frame(std::string_view function, const std::string& file, int line)
{
  return m_frames.index({clean(finding_text::short_function(function)),
                         clean(unescaped_symbol(function)), clean(file), line});
}

std::size_t
Data::frame(const Frame& value)
{
  return frame(value.function.view(), std::string(value.file.view()), value.line);
}

void
Data::add_stack(Json& holder, const std::vector<Frame>& frames)
{
  Json out = Json::array();
  const std::size_t shown = std::min(frames.size(), k_most_frames);
  for (std::size_t i = 0; i < shown; ++i) {
    out.push_back(frame(frames[i]));
  }
  holder["stack"] = m_stacks.index(out);
  if (shown < frames.size()) {
    holder["moreFrames"] = frames.size() - shown;
  }
}

// A few lines around the place; nothing where the line itself is not known.
void
Data::add_source(const Place& value, std::size_t at)
{
  if (m_sources.contains(at) || !m_context.source_line || !value.known() ||
      value.line > (1 << 30) || m_context.source_line(value.file, value.line).empty()) {
    return;
  }
  const int first = std::max(1, value.line - k_lines_around);
  Json lines = Json::array();
  for (int line = first; line <= value.line + k_lines_around; ++line) {
    const std::string text = escape_html::lines(m_context.source_line(value.file, line));
    lines.push_back(terminal::cut_end(clean(text), k_longest_line));
  }
  m_sources[at] = {first, lines};
}

Json
Data::place(const Place& value, bool with_source)
{
  if (value.function.empty() && value.file.empty()) {
    return -1;
  }
  const std::size_t at = frame(value.function, value.file, value.line);
  if (with_source) {
    add_source(value, at);
  }
  return at;
}

Json
Data::variants(const Finding& finding)
{
  Json out = Json::array();
  for (const StackVariant& variant : finding.variants) {
    if (out.size() == k_most_variants) {
      break;
    }
    out.push_back({{"fingerprint", clean(variant.fingerprint)}, {"count", variant.count}});
    add_stack(out.back(), variant.stack);
  }
  return out;
}

Json
Data::ancestors(const Finding& finding)
{
  Json out = Json::array();
  for (const Ancestor& ancestor : finding.ancestors) {
    if (out.size() == k_most_ancestors) {
      break;
    }
    out.push_back({{"id", ancestor.id}});
    add_stack(out.back(), ancestor.frames);
  }
  return out;
}

// Each row: its label, its text, the index of its frame.
Json
Data::chain(const Finding& finding, bool with_source)
{
  Json out = Json::array();
  for (const finding_rows::Row& row : finding_rows::chain(finding)) {
    out.push_back({row.label, clean(row.text), place(*row.place, with_source)});
  }
  return out;
}

Json
Data::finding(const Finding& value, bool with_source)
{
  const std::string exceeded = finding_text::exceeded(value);
  Json out = {{"fingerprint", clean(value.fingerprint)},
              {"kind", to_string(value.kind)},
              {"leak", is_leak(value)},
              {"each", is_heap_leak(value) ? heap_growth::each_round(value.rounds, {}) : ""},
              {"rule", clean(value.rule)},
              {"matched", clean(value.rule_reason)},
              {"tier", to_string(value.tier)},
              {"severity", to_string(value.severity)},
              {"disposition", to_string(value.disposition)},
              {"base", value.base ? to_string(*value.base) : ""},
              {"because", clean(exceeded.empty() ? value.disposition_reason : exceeded)},
              {"package", clean(value.package)},
              {"test", clean(value.test)},
              {"noTest", clean(value.test.empty() ? finding_text::test_or_phase(value) : "")},
              {"found", finding_text::attribution_in_words(value)},
              {"leakers", leakers_json(value)},
              {"through", clean(value.through.known() ? finding_text::tests_line(value, 0) : "")},
              {"chain", chain(value, with_source)},
              {"facts", facts_json(value)},
              {"allow", allow_json(value)},
              {"count", value.count},
              {"cause", clean(m_families.is_folded(value) ? value.caused_by : "")},
              {"inAll", finding_text::family_total(value, m_families.below(value))},
              {"all", finding_text::family_count(value, m_families.below(value))},
              {"with", followers_json(value, m_families.below(value))},
              {"state", clean(value.state)},
              {"rounds", value.rounds},
              {"repeat", clean(value.confirm_note)},
              {"evidence", clean(finding_text::evidence(value))},
              {"at", place(value.at, with_source)},
              {"started", place(value.started, with_source)},
              {"blocked", place(value.blocked, with_source)},
              {"message", clean(value.message)},
              {"in", clean(finding_text::short_function(finding_text::leaking_function(value)))},
              {"why", clean(value.why)},
              {"fix", clean(value.fix)},
              {"variants", variants(value)},
              {"variantCount", value.variants.size()},
              {"ancestors", ancestors(value)},
              {"ancestorCount", value.ancestors.size()}};
  add_stack(out, value.stack);
  return out;
}

Json
rules_json(const Verdict& verdict)
{
  Json out = Json::object();
  for (const RuleInfo& rule : verdict.rules) {
    out[clean(rule.id)] = {{"title", clean(rule.title)},
                           {"why", clean(rule.why)},
                           {"fix", clean(rule.fix)},
                           {"explain", escape_html::lines(rule.explain)}};
  }
  return out;
}

// Name, start, end or null, severity or "", leaked goroutines.
Json
tests_json(const TestsOverTime::Selection& selection)
{
  Json out = Json::array();
  for (const TimedTest& test : selection.tests) {
    out.push_back({terminal::cut_end(clean(test.name), k_longest_line), test.started_ms,
                   test.ended_ms ? Json(*test.ended_ms) : Json(nullptr),
                   test.severity ? to_string(*test.severity) : "", test.leaked});
  }
  return out;
}

Json
packages_json(const Verdict& verdict)
{
  Json out = Json::array();
  const TestsOverTime tests_over_time(verdict);
  for (const PackageVerdict& package : verdict.packages) {
    Json samples = Json::array();
    for (const Sample& sample : package.samples) {
      samples.push_back(
          {sample.at_ms, sample.goroutines, sample.heap_live_bytes, sample.gc_cycles});
    }
    out.push_back({{"name", clean(package.import_path)},
                   {"before", package.goroutines_before},
                   {"after", package.goroutines_after},
                   {"judged", package.judged},
                   {"reported", package.ledger.reported},
                   {"samples", samples}});
    if (package.samples.size() > 1) { // else there is no timeline
      const auto tests = tests_over_time.of(package.import_path);
      out.back()["cached"] = package.source == EvidenceSource::cache;
      out.back()["tests"] = tests_json(tests);
      out.back()["moreTests"] = tests.left_out;
    }
  }
  return out;
}

// Each finding becomes text at once: a tree of many takes several times the memory of the page.
std::string
Data::build()
{
  const std::vector<const Finding*> all = m_families.in_order();
  std::string findings;
  for (std::size_t i = 0; i < all.size(); ++i) {
    findings += (i == 0 ? "" : ",") + finding(*all[i], i < k_most_sources).dump();
  }
  Json sources = Json::object();
  for (const auto& [at, lines] : m_sources) {
    sources[std::to_string(at)] = lines;
  }
  Json rest;
  rest["frames"] = m_frames.take();
  rest["stacks"] = m_stacks.take();
  rest["sources"] = std::move(sources);
  rest["rules"] = rules_json(m_verdict);
  rest["packages"] = packages_json(m_verdict);
  rest["withSource"] = m_context.source_line ? k_most_sources : all.size();
  std::string out = rest.dump();
  out.back() = ',';
  return out + "\"findings\":[" + findings + "]}";
}

} // namespace

std::string
page_data(const Verdict& verdict, const ReportContext& context)
{
  return escape_html::script(Data(verdict, context).build());
}

} // namespace leakgate::html
