#include "gate/base/file.hpp"
#include "reporters/console.hpp"
#include "reporters/json_result.hpp"
#include "reporters/junit.hpp"
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

} // namespace

TEST_CASE("golden reports: every verdict renders to the bytes that were looked at and kept")
{
  for (const verdicts::Named& verdict : verdicts::all()) {
    const Verdict value = verdict.make();
    compare(verdict.name + ".txt", console_text(value, 100));
    compare(verdict.name + ".json", render_json(value, verdicts::context()));
    compare(verdict.name + ".xml", render_junit(value, verdicts::context()));
  }
}

TEST_CASE("golden reports: two hundred findings stay readable and keep names of their own")
{
  compare("many_findings.txt", console_text(verdicts::many_findings(), 100));
  compare("many_findings.xml", render_junit(verdicts::many_findings(), verdicts::context()));
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

TEST_CASE("golden reports: findings as explain shows them")
{
  const ConsoleStyle style{false, 100};
  compare("one_finding.txt", render_finding(verdicts::broker_leak(), verdicts::one_leak(),
                                            verdicts::context(), style));
  for (const char* name : {"growing", "loosened", "limits", "hostile", "with_baseline"}) {
    std::string out;
    for (const verdicts::Named& verdict : verdicts::all()) {
      const Verdict value = verdict.make();
      for (const Finding& finding : value.findings) {
        out += verdict.name != name
                   ? ""
                   : (out.empty() ? "" : "\n") +
                         render_finding(finding, value, verdicts::context(), style);
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
