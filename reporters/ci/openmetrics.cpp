#include "reporters/ci/openmetrics.hpp"

#include "gate/model/metric.hpp"
#include "reporters/text/terminal.hpp"
#include "reporters/wording/finding_text.hpp"
#include "reporters/wording/metric_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate {

namespace {

struct MetricLabel
{
  std::string_view name;
  std::string_view value;
};
using Labels = std::vector<MetricLabel>;

// A label value between its quotes, on one line and of bounded length.
std::string
escaped(std::string_view value)
{
  constexpr std::size_t k_widest = 200;
  std::string out;
  for (const char c : terminal::cut_middle(terminal::one_line(value), k_widest)) {
    if (c == '\\' || c == '"') {
      out += '\\';
    }
    out += c == '#' ? '_' : c;
  }
  return out;
}

std::string
label_set(const Labels& labels)
{
  std::string out;
  for (const MetricLabel& label : labels) {
    out += fmt::format("{}{}=\"{}\"", out.empty() ? "" : ",", label.name, escaped(label.value));
  }
  return out.empty() ? out : "{" + out + "}";
}

/// A gauge with its series, which are written sorted by their labels.
class Metric
{
public:
  explicit Metric(std::string_view name, std::string_view help, std::string_view unit = "")
      : m_name(name), m_help(help), m_unit(unit)
  {
  }

  void
  add(const Labels& labels, double value)
  {
    if (m_other.empty()) {
      Labels other = labels;
      for (MetricLabel& label : other) {
        label.value = "(other)";
      }
      m_other = label_set(other);
    }
    m_series[label_set(labels)] += value; // labels that are equal once they are cut add up
  }

  /// Empty without series: a metric that was not measured is not mentioned.
  [[nodiscard]] std::string
  text()
  {
    if (m_series.empty()) {
      return {};
    }
    sum_smallest();
    std::string out = fmt::format("# TYPE {} gauge\n", m_name);
    out += m_unit.empty() ? "" : fmt::format("# UNIT {} {}\n", m_name, m_unit);
    out += fmt::format("# HELP {} {}\n", m_name, m_help);
    for (const auto& [labels, value] : m_series) {
      out += fmt::format("{}{} {}\n", m_name, labels, value);
    }
    return out;
  }

private:
  // One series is kept for the sum.
  void
  sum_smallest()
  {
    if (m_series.size() <= k_metric_series) {
      return;
    }
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [labels, value] : m_series) {
      order.emplace_back(-value, labels);
    }
    std::ranges::sort(order);
    double rest = 0;
    for (std::size_t i = k_metric_series - 1; i < order.size(); ++i) {
      rest -= order[i].first;
      m_series.erase(order[i].second);
    }
    m_series[m_other] += rest;
  }

  std::string m_name;
  std::string_view m_help;
  std::string_view m_unit;
  std::string m_other;
  std::map<std::string, double> m_series;
};

double
number(std::int64_t value)
{
  return static_cast<double>(value);
}

std::string
run_text(const Verdict& verdict)
{
  Metric outcome("leakgate_outcome", "What the gate says: 1 for one of these.");
  for (const Outcome one :
       {Outcome::pass, Outcome::leaks, Outcome::no_verdict, Outcome::tests_failed}) {
    outcome.add({{"outcome", to_string(one)}}, one == verdict.outcome ? 1 : 0);
  }
  Metric run("leakgate_run_info", "What was run.");
  run.add({{"go_version", verdict.go_version}, {"coverage", to_string(verdict.coverage)}}, 1);
  Metric packages("leakgate_packages", "Packages by whether their goroutines were judged.");
  packages.add({{"judged", "true"}}, 0);
  packages.add({{"judged", "false"}}, 0);
  for (const PackageVerdict& package : verdict.packages) {
    packages.add({{"judged", package.judged ? "true" : "false"}}, 1);
  }
  return outcome.text() + run.text() + packages.text();
}

std::string
findings_text(const Verdict& verdict)
{
  Metric leaked("leakgate_goroutines_leaked",
                "Reported goroutines by the function that started them.");
  Metric findings("leakgate_findings", "Findings; only reported ones can fail a build.");
  for (const Finding& finding : verdict.findings) {
    const bool goroutine = finding.kind == FindingKind::goroutine;
    findings.add({{"kind", to_string(finding.kind)},
                  {"disposition", to_string(finding.disposition)},
                  {"severity", to_string(finding.severity)},
                  {"tier", is_leak(finding) ? to_string(finding.tier) : "none"}},
                 1);
    if (goroutine && finding.disposition == Disposition::reported) {
      const std::string creator = finding_text::short_function(finding.started.function);
      leaked.add({{"package", finding.package},
                  {"creator", creator.empty() ? "(unknown)" : creator},
                  {"rule", finding.rule}},
                 number(finding.count));
    }
  }
  return leaked.text() + findings.text();
}

std::string
goroutines_text(const Verdict& verdict)
{
  const Ledger& sum = verdict.ledger;
  Metric ledger("leakgate_ledger_goroutines",
                "Goroutines seen after the tests, and where each of them went.");
  for (const auto& [column, count] :
       std::initializer_list<std::pair<std::string_view, std::int64_t>>{
           {"seen", sum.seen},
           {"in_before", sum.in_before},
           {"runtime", sum.runtime},
           {"allowed", sum.allowed},
           {"baseline", sum.baseline},
           {"below_threshold", sum.below_threshold},
           {"reported", sum.reported}}) {
    ledger.add({{"column", column}}, number(count));
  }
  Metric states("leakgate_goroutines", "Goroutines after the tests by state.");
  for (const PackageVerdict& package : verdict.packages) {
    for (const auto& [state, count] : package.states) {
      states.add({{"state", state}}, number(count));
    }
  }
  return ledger.text() + states.text();
}

std::string
measured_text(const Verdict& verdict)
{
  std::string out;
  for (const MetricInfo& metric : all_metrics()) {
    const auto found = verdict.metrics.find(std::string(metric.name));
    if (metric.series.empty() || found == verdict.metrics.end() || !std::isfinite(found->second)) {
      continue;
    }
    const bool percent = metric.unit == MetricUnit::percent; // the format's unit is the ratio
    Metric series(metric.series, metric.help,
                  percent || metric.unit == MetricUnit::ratio ? "ratio" : "");
    series.add({}, found->second * (percent ? 0.01 : 1));
    out += series.text();
  }
  return out;
}

std::string
packages_text(const Verdict& verdict)
{
  Metric before("leakgate_heap_before_bytes", "Live heap before the tests, after two collections.",
                "bytes");
  Metric after("leakgate_heap_after_bytes", "Live heap after the tests, after two collections.",
               "bytes");
  Metric settle("leakgate_settle_seconds", "Waited after the last test for goroutines to end.",
                "seconds");
  for (const PackageVerdict& package : verdict.packages) {
    const Labels labels = {{"package", package.import_path}};
    if (package.heap) {
      before.add(labels, number(package.heap->before_bytes));
      after.add(labels, number(package.heap->after_bytes));
    }
    if (package.judged) {
      settle.add(labels, number(package.settle_ms) / 1000);
    }
  }
  return before.text() + after.text() + settle.text();
}

std::string
figures_text(const Verdict& verdict)
{
  constexpr double k_second = 1e9;
  std::string out;
  for (const FigureInfo& figure : runtime_figures::shown()) {
    const bool time = figure.unit == FigureUnit::nanoseconds;
    const bool bytes = figure.unit == FigureUnit::bytes;
    Metric series(figure.series, figure.help, time ? "seconds" : bytes ? "bytes" : "");
    for (const PackageVerdict& package : verdict.packages) {
      const std::int64_t value = package.figures ? package.figures->of(figure.name) : -1;
      if (value >= 0) {
        series.add({{"package", package.import_path}}, number(value) / (time ? k_second : 1));
      }
    }
    out += series.text();
  }
  Metric rounds("leakgate_heap_round_growth_bytes",
                "The least that a counted round of tests that ran again added to the live heap.",
                "bytes");
  for (const PackageVerdict& package : verdict.packages) {
    if (package.heap && !package.heap->rounds.empty()) {
      rounds.add({{"package", package.import_path}},
                 number(*std::ranges::min_element(package.heap->rounds)));
    }
  }
  return out + rounds.text();
}

} // namespace

std::string
render_openmetrics(const Verdict& verdict, const ReportContext&)
{
  return run_text(verdict) + findings_text(verdict) + goroutines_text(verdict) +
         measured_text(verdict) + packages_text(verdict) + figures_text(verdict) + "# EOF\n";
}

} // namespace leakgate
