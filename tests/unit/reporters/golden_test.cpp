#include "gate/base/file.hpp"
#include "gate/base/gzip.hpp"
#include "reporters/ci/codequality.hpp"
#include "reporters/ci/junit.hpp"
#include "reporters/ci/openmetrics.hpp"
#include "reporters/ci/sarif.hpp"
#include "reporters/ci/workflow_commands.hpp"
#include "reporters/console/report.hpp"
#include "reporters/json/result.hpp"
#include "reporters/markdown/report.hpp"
#include "reporters/stacks/reports.hpp"
#include "reporters/wording/families.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace {

using namespace leakgate;

// The whole of what a terminal of `width` columns would show for a run.
std::string
console_text(const Verdict& verdict, int width)
{
  const ConsoleStyle style{false, width};
  std::string out;
  for (const PackageRun& package : verdict.run.packages) {
    out += render_tests(package, ShownTests::failed, style);
    out += render_progress(package, style);
  }
  return out + render_console(verdict, verdicts::context(), style);
}

void
compare(const std::string& name, const std::string& actual)
{
  const std::filesystem::path path = std::filesystem::path(LEAKGATE_GOLDENS) / name;
  CAPTURE(path.string());
  if (std::getenv("LEAKGATE_UPDATE_GOLDENS") != nullptr) {
    REQUIRE(write_file(path, actual).has_value());
    return;
  }
  const Result<std::string> expected = read_file(path);
  REQUIRE_MESSAGE(expected.has_value(), "run once with LEAKGATE_UPDATE_GOLDENS=1");
  CHECK(actual == *expected);
}

// What is packed is compared, not how: that is zlib's matter and changes with its version.
void
compare_packed(const std::string& name, const std::string& actual)
{
  const std::filesystem::path path = std::filesystem::path(LEAKGATE_GOLDENS) / name;
  CAPTURE(path.string());
  const std::string unpacked = gunzip(actual).value();
  const Result<std::string> expected = read_file(path);
  const bool same = expected && gunzip(*expected) == unpacked;
  if (!same && std::getenv("LEAKGATE_UPDATE_GOLDENS") != nullptr) {
    REQUIRE(write_file(path, actual).has_value());
    return;
  }
  CHECK_MESSAGE(same, "run once with LEAKGATE_UPDATE_GOLDENS=1");
}

} // namespace

TEST_CASE("golden reports: every verdict renders to the bytes that were looked at and kept")
{
  for (const verdicts::Named& verdict : verdicts::all()) {
    const Verdict value = verdict.make();
    compare(verdict.name + ".txt", console_text(value, 100));
    compare(verdict.name + ".json", render_json(value, verdicts::context()));
    compare(verdict.name + ".md", render_markdown(value, verdicts::context()));
    compare(verdict.name + ".commands", render_workflow_commands(value, verdicts::context()));
    compare(verdict.name + ".xml", render_junit(value, verdicts::context()));
    compare(verdict.name + ".sarif", render_sarif(value, verdicts::context()));
    compare(verdict.name + ".codequality", render_codequality(value, verdicts::context()));
  }
}

TEST_CASE("golden reports: two hundred findings stay readable and keep names of their own")
{
  compare("many_findings.txt", console_text(verdicts::many_findings(), 100));
  compare("many_findings.xml", render_junit(verdicts::many_findings(), verdicts::context()));
}

TEST_CASE("golden reports: test cases with attachments")
{
  ReportContext context = verdicts::context();
  context.attachments = {"leakgate.html", "dumps/goroutines.txt"};
  compare("attached.xml", render_junit(verdicts::several(), context));
  compare("strict/attached.xml", render_junit_strict(verdicts::several(), context));
}

TEST_CASE("golden reports: a comment on many findings, and one that tries to be more than text")
{
  compare("many_findings.md", render_markdown_within(verdicts::many_findings(), verdicts::context(),
                                                     k_comment_limit_bytes));
  compare("hostile_comment.md",
          render_markdown(verdicts::hostile_markdown(), verdicts::hostile_context()));
}

TEST_CASE("golden reports: a narrow and a wide terminal")
{
  compare("several.60.txt", console_text(verdicts::several(), 60));
  compare("several.200.txt", console_text(verdicts::several(), 200));
}

TEST_CASE("golden reports: baseline, entries and limits in a narrow terminal")
{
  compare("with_baseline.80.txt", console_text(verdicts::with_baseline(), 80));
  compare("loosened.80.txt", console_text(verdicts::loosened(), 80));
  compare("growing.80.txt", console_text(verdicts::growing(), 80));
}

TEST_CASE("golden reports: a quiet and a verbose console")
{
  const ReportContext context = verdicts::context();
  compare("several.quiet.txt",
          render_console(verdicts::several(), context, {false, 100, Loudness::quiet}));
  compare("several.verbose.txt",
          render_console(verdicts::several(), context, {false, 100, Loudness::verbose}));
}

TEST_CASE("golden reports: findings as explain shows them")
{
  const ConsoleStyle style{false, 100};
  compare("one_finding.txt", render_finding(verdicts::broker_leak(), {}, verdicts::one_leak(),
                                            verdicts::context(), style));
  for (const char* name : {"growing", "loosened", "limits", "hostile", "with_baseline"}) {
    std::string out;
    for (const verdicts::Named& verdict : verdicts::all()) {
      const Verdict value = verdict.make();
      for (const Finding& finding : value.findings) {
        out += verdict.name != name ? ""
                                    : (out.empty() ? "" : "\n") +
                                          render_finding(finding, Families(value).below(finding),
                                                         value, verdicts::context(), style);
      }
    }
    compare(std::string(name) + ".explain.txt", out);
  }
}

TEST_CASE("golden reports: the ledger with every goroutine")
{
  compare("growing.ledger.txt", render_ledger(verdicts::growing(), {false, 100}));
  compare("loosened.ledger.txt", render_ledger(verdicts::loosened(), {false, 80}));
  compare("several.ledger.txt", render_ledger(verdicts::several(), {false, 100}));
  compare("hostile.ledger.txt", render_ledger(verdicts::hostile(), {false, 100}));
}

TEST_CASE("golden reports: the page of a rule")
{
  compare("rule.txt", render_rule(verdicts::receive_rule(), {false, 80}));
}

TEST_CASE("golden reports: metrics")
{
  for (const verdicts::Named& verdict : verdicts::all()) {
    compare(verdict.name + ".openmetrics", render_openmetrics(verdict.make(), verdicts::context()));
  }
}

TEST_CASE("golden reports: stacks for flame graphs and for pprof")
{
  for (const verdicts::Named& verdict : verdicts::all()) {
    const Verdict value = verdict.make();
    compare_packed(verdict.name + ".pb.gz", render_pprof(value, verdicts::context()));
    compare(verdict.name + ".folded", render_folded(value, verdicts::context()));
  }
}

TEST_CASE("golden reports: JUnit for readers that validate")
{
  const ReportContext context = verdicts::context();
  compare("strict/several.xml", render_junit_strict(verdicts::several(), context));
  compare("strict/hostile.xml", render_junit_strict(verdicts::hostile(), context));
  compare("strict/limits.xml", render_junit_strict(verdicts::limits(), context));
  compare("strict/no_verdict.xml", render_junit_strict(verdicts::no_verdict(), context));
}
