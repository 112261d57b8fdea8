#include "reporters/ci/sarif.hpp"

#include "gate/base/gzip.hpp"
#include "gate/base/text.hpp"
#include "gate/base/utf8.hpp"
#include "reporters/ci/sarif_results.hpp"
#include "reporters/text/plain_text.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <span>

namespace leakgate {

namespace {

using Json = nlohmann::ordered_json;
using sarif::Alert;
using sarif::Step;

constexpr std::size_t k_value_bytes = 1000;
constexpr std::size_t k_most_rounds = 100;

// `{x}` as an initializer is an array for one compiler and a copy of x for another.
Json
one(Json element)
{
  Json out = Json::array();
  out.push_back(std::move(element));
  return out;
}

std::string_view
level(Severity severity)
{
  switch (severity) {
  case Severity::high: return "error";
  case Severity::medium: return "warning";
  case Severity::low:
  case Severity::note: break;
  }
  return "note";
}

// A relative URI reference (RFC 3986, 4.2): all bytes encoded that have a meaning or none,
// also `:`, before which a reader would look for a scheme.
std::string
uri(std::string_view path)
{
  std::string out;
  for (const char c : text::valid_utf8(path)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    out += plain ? std::string{c} : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

// Code units of UTF-16, in which columns are counted.
int
utf16_units(std::string_view utf8)
{
  int units = 0;
  for (const char c : utf8) {
    units += utf8::is_continuation(c) ? 0 : static_cast<unsigned char>(c) >= 0xF0U ? 2 : 1;
  }
  return units;
}

// The statement on the line; without its source the line from its first column on.
Json
region(const CiPlace& place, const ReportContext& context)
{
  const std::string source =
      context.source_line ? context.source_line(place.file, place.line) : std::string();
  const std::size_t start = source.find_first_not_of(" \t");
  if (start == std::string::npos) {
    return {{"startLine", place.line}, {"startColumn", 1}};
  }
  const int column = 1 + static_cast<int>(start);
  const std::string statement = text::valid_utf8(text::trim(source));
  return {{"startLine", place.line},
          {"startColumn", column},
          {"endLine", place.line},
          {"endColumn", column + utf16_units(statement)}};
}

Json
location(const CiPlace& place, const ReportContext& context)
{
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", uri(place.path)}, {"uriBaseId", "%SRCROOT%"}}},
            {"region", region(place, context)}}}};
}

// A step outside the repository stands at the result's own place, as code scanning shows
// no step without one; its text names the real line.
Json
step_location(const Step& step, const Alert& result, const ReportContext& context)
{
  Json out = location(step.place.value_or(result.primary), context);
  if (!step.function.empty()) {
    out["logicalLocations"] = one({{"fullyQualifiedName", step.function}, {"kind", "function"}});
  }
  out["message"] = {{"text", step.text}};
  return out;
}

void
add_steps(Json& json, const Alert& result, const ReportContext& context)
{
  Json related = Json::array();
  Json flow = Json::array();
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const Json here = step_location(result.steps[i], result, context);
    flow.push_back({{"location", here}});
    if (result.steps[i].place) {
      Json linked = {{"id", i + 1}};
      linked.update(here);
      related.push_back(std::move(linked));
    }
  }
  if (!related.empty()) {
    json["relatedLocations"] = std::move(related);
  }
  if (flow.size() > 1) {
    json["codeFlows"] = one({{"threadFlows", one({{"locations", std::move(flow)}})}});
  }
}

Json
result_properties(const Finding& finding)
{
  const auto clean = [](std::string_view value) {
    return plain_text::one_line(value, k_value_bytes);
  };
  Json out = {{"kind", to_string(finding.kind)}, {"package", clean(finding.package)}};
  if (is_leak(finding)) {
    const std::size_t shown = std::min(finding.rounds.size(), k_most_rounds);
    out["test"] = clean(finding.test);
    out["tier"] = to_string(finding.tier);
    out["severity"] = to_string(finding.severity);
    out["count"] = finding.count;
    out["rounds"] = std::vector(finding.rounds.begin(),
                                finding.rounds.begin() + static_cast<std::ptrdiff_t>(shown));
    if (is_heap_leak(finding)) { // count and rounds are bytes
      const std::size_t objects = std::min(finding.objects.size(), k_most_rounds);
      out["objects"] = std::vector(finding.objects.begin(),
                                   finding.objects.begin() + static_cast<std::ptrdiff_t>(objects));
    }
    out["state"] = clean(finding.state);
    out["phase"] = to_string(finding.phase);
  }
  return out;
}

Json
to_json(const Alert& result, std::size_t rule_index, bool has_baseline,
        const ReportContext& context)
{
  const Finding& finding = *result.finding;
  Json out = {{"ruleId", result.rule},
              {"ruleIndex", rule_index},
              {"level", level(finding.severity)},
              {"message", {{"text", result.message}}},
              {"locations", one(location(result.primary, context))}};
  add_steps(out, result, context);
  if (!finding.fingerprint.empty()) {
    out["partialFingerprints"] = {
        {"leakgate/v1", plain_text::one_line(finding.fingerprint, k_value_bytes)}};
  }
  if (has_baseline) { // reported all the same: there are more than it records
    out["baselineState"] = finding.baseline_count ? "updated" : "new";
  }
  if (finding.count > 0) {
    out["occurrenceCount"] = finding.count;
  }
  out["properties"] = result_properties(finding);
  return out;
}

Json
to_json(const sarif::Rule& rule)
{
  const std::string_view problem = rule.severity == Severity::high     ? "error"
                                   : rule.severity == Severity::medium ? "warning"
                                                                       : "recommendation";
  return {{"id", rule.id},
          {"shortDescription", {{"text", rule.title}}},
          {"fullDescription", {{"text", rule.description}}},
          {"help", {{"text", rule.help}, {"markdown", rule.help}}},
          {"defaultConfiguration", {{"level", level(rule.severity)}}},
          {"properties",
           {{"tags", Json::array({"leak", "reliability"})},
            {"precision", "high"}, // leaks are seen in a run, not guessed from the source
            {"problem.severity", problem}}}};
}

Json
invocation(const Verdict& verdict, std::size_t shown, std::size_t all)
{
  std::vector<sarif::Notification> said = sarif::notifications(verdict);
  if (shown < all) {
    said.insert(said.begin(), {"warning", fmt::format("{} of {} findings are left out, the least "
                                                      "severe: code scanning takes no more; the "
                                                      "JSON result has all",
                                                      all - shown, all)});
  }
  // A reader takes the alerts that are missing from a successful run for fixed.
  Json out = {{"executionSuccessful", !has_unjudged(verdict)}};
  for (const sarif::Notification& note : said) {
    out["toolExecutionNotifications"].push_back(
        {{"level", note.level}, {"message", {{"text", note.text}}}});
  }
  return out;
}

std::string
document(const Verdict& verdict, const ReportContext& context, const std::vector<Alert>& all,
         std::size_t shown)
{
  const std::span<const Alert> results(all.data(), shown);
  Json rules = Json::array();
  std::map<std::string, std::size_t> index;
  for (const sarif::Rule& rule : sarif::rules(verdict, results)) {
    index.emplace(rule.id, rules.size());
    rules.push_back(to_json(rule));
  }
  Json run = {{"tool", {{"driver", {{"name", "leakgate"}, {"rules", std::move(rules)}}}}},
              {"invocations", one(invocation(verdict, shown, all.size()))},
              {"columnKind", "utf16CodeUnits"},
              {"originalUriBaseIds",
               {{"%SRCROOT%", {{"description", {{"text", "the root of the repository"}}}}}}}};
  Json& out = run["results"] = Json::array(); // an upload without it is refused
  for (const Alert& result : results) {
    out.push_back(to_json(result, index[result.rule], verdict.baseline.has_value(), context));
  }
  run["properties"] = {{"outcome", to_string(verdict.outcome)},
                       {"goVersion", plain_text::one_line(verdict.go_version, 100)}};
  const Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", one(std::move(run))}};
  return log.dump(1) + "\n";
}

// What is uploaded is compressed. That is only measured where it can matter.
std::size_t
upload_size(const std::string& document, const SarifLimits& limits)
{
  return document.size() <= limits.bytes ? document.size() : gzip(document).size();
}

} // namespace

std::string
render_sarif(const Verdict& verdict, const ReportContext& context)
{
  return render_sarif_within(verdict, context, {});
}

std::string
render_sarif_within(const Verdict& verdict, const ReportContext& context, const SarifLimits& limits)
{
  const std::vector<Alert> results = sarif::alerts(verdict);
  std::size_t shown = std::min(results.size(), limits.results);
  std::string out = document(verdict, context, results, shown);
  for (std::size_t size = upload_size(out, limits); size > limits.bytes && shown > 0;
       size = upload_size(out, limits)) {
    shown = std::min(shown - 1, shown * limits.bytes / size);
    out = document(verdict, context, results, shown);
  }
  return out;
}

} // namespace leakgate
