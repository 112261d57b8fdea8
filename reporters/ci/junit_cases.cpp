#include "reporters/ci/junit_cases.hpp"

#include "gate/base/text.hpp"
#include "gate/model/vet.hpp"
#include "reporters/ci/junit_failed.hpp"
#include "reporters/text/escape_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace leakgate::junit {

namespace {

// gotestsum's name for what failed in a package outside of its tests.
constexpr std::string_view k_package_case = "TestMain";

// What a verdict says of one package, found once for all of them.
struct Parts
{
  const PackageRun* run = nullptr;
  std::vector<const PackageVerdict*> judged;
  std::vector<const Finding*> findings;
};

std::map<std::string_view, Parts>
parts_of(const Verdict& verdict)
{
  std::map<std::string_view, Parts> parts;
  for (const PackageRun& run : verdict.run.packages) {
    Parts& package = parts[run.import_path];
    package.run = package.run == nullptr ? &run : package.run;
  }
  for (const PackageVerdict& package : verdict.packages) {
    parts[package.import_path].judged.push_back(&package);
  }
  for (const Finding& finding : verdict.findings) {
    parts[finding.package].findings.push_back(&finding);
  }
  return parts;
}

// The lines of a skipped test's output that give the reason, on one line.
std::string
skip_reason(const TestCase& test)
{
  std::string reason;
  for (const std::string_view line : text::split(test.output, '\n')) {
    const std::string_view trimmed = text::trim(line);
    if (!trimmed.empty() && !trimmed.starts_with("--- ") && !trimmed.starts_with("=== ")) {
      reason += (reason.empty() ? "" : " ") + std::string(trimmed);
    }
  }
  return escape_xml::attribute(reason, 500);
}

int
badness(TestOutcome outcome)
{
  switch (outcome) {
  case TestOutcome::skip: return 0;
  case TestOutcome::pass: return 1;
  case TestOutcome::none: return 2;
  case TestOutcome::fail: return 3;
  }
  return 3;
}

// A test that ran several times (-count, -cpu) is one case: readers drop the second case of
// a name, and it may be the failed one. The worst outcome counts, the outputs add up.
std::vector<TestCase>
merged(const std::vector<TestCase>& tests)
{
  std::vector<TestCase> out;
  std::map<std::string_view, std::size_t> index;
  for (const TestCase& test : tests) {
    const auto [found, is_new] = index.emplace(test.name, out.size());
    if (is_new) {
      out.push_back(test);
      continue;
    }
    TestCase& all = out[found->second];
    all.elapsed += test.elapsed;
    if (badness(test.outcome) > badness(all.outcome)) {
      all.outcome = test.outcome;
      all.output = test.output;
    } else if (test.outcome == all.outcome && test.outcome == TestOutcome::fail) {
      all.output += test.output;
    }
  }
  return out;
}

// What results of earlier releases have instead of failures: the first line that says something,
// without a place before it.
std::string_view
first_words(std::string_view output)
{
  for (const std::string_view line : text::split(output.substr(0, std::size_t{64} << 10), '\n')) {
    const std::string_view words = text::trim(line);
    if (words.empty() || words.starts_with("--- ") || words.starts_with("=== ")) {
      continue;
    }
    const std::size_t place = words.find(".go:");
    const bool at_start = place != std::string_view::npos &&
                          words.substr(0, place).find_first_of(" \t") == std::string_view::npos;
    const std::size_t end = at_start ? words.find(": ", place) : std::string_view::npos;
    return end == std::string_view::npos ? words : text::trim(words.substr(end + 1));
  }
  return "Failed";
}

Case
test_case(const TestCase& test, const PackageRun& package, const Failures& failures)
{
  Case result;
  result.classname = escape_xml::attribute(package.import_path);
  result.name = escape_xml::attribute(test.name);
  result.seconds = test.elapsed.count();
  switch (test.outcome) {
  case TestOutcome::pass: break;
  case TestOutcome::fail:
    failures.fail(result, CaseState::failed, "test-failure", test.name, first_words(test.output),
                  test.output);
    break;
  case TestOutcome::skip:
    result.state = CaseState::skipped;
    result.message = skip_reason(test);
    result.content = result.message; // what some readers show instead of the attribute
    break;
  case TestOutcome::none:
    failures.fail(result, CaseState::failed, "test-unfinished", test.name, "Did not finish",
                  test.output);
    break;
  }
  return result;
}

std::string_view
end_in_words(const PackageRun& package)
{
  switch (package.end) {
  case PackageEnd::build_failed: return "The package does not build";
  case PackageEnd::crashed: return "The test process crashed";
  case PackageEnd::timed_out: return "The tests timed out";
  case PackageEnd::exited:
    return package.tests.empty() ? "The test process ended before it ran a test"
                                 : "A test called os.Exit, the tests behind it did not run";
  case PackageEnd::unfinished: return "The tests did not finish";
  case PackageEnd::failed:
  case PackageEnd::stopped: return "The package failed outside of its tests";
  case PackageEnd::passed:
  case PackageEnd::ran_none:
  case PackageEnd::no_tests: break;
  }
  return "";
}

// What went wrong with the package as a whole, if anything.
void
add_package_case(const PackageRun& package, const Failures& failures, std::vector<Case>& cases)
{
  const bool named = std::any_of(cases.begin(), cases.end(),
                                 [](const Case& test) { return test.state == CaseState::failed; });
  const std::string_view message =
      refused_by_vet(package) ? "go vet refused the package" : end_in_words(package);
  const bool of_tests = package.end == PackageEnd::failed || package.end == PackageEnd::stopped;
  if (message.empty() || (of_tests && named)) {
    return;
  }
  Case result;
  result.classname = escape_xml::attribute(package.import_path);
  result.name = k_package_case;
  failures.fail(result, CaseState::error, "package-" + std::string(to_string(package.end)), "",
                message, package.output);
  cases.push_back(std::move(result));
}

// A package whose goroutines were not judged although its tests ran.
void
add_judgement_case(const Verdict& verdict, const PackageVerdict& judged, std::vector<Case>& cases)
{
  if (judged.judged || judged.end == PackageEnd::no_tests ||
      judged.end == PackageEnd::build_failed) {
    return;
  }
  Case result;
  result.classname = escape_xml::attribute(judged.import_path);
  result.name = "goroutine leaks";
  const std::string message = "Not judged: " + judged.note;
  if (verdict.outcome == Outcome::no_verdict) {
    fail(result, CaseState::error, "not-judged", message, "");
  } else {
    result.state = CaseState::skipped;
    result.message = escape_xml::attribute(message);
    result.content = result.message;
  }
  cases.push_back(std::move(result));
}

// Different names can become the same once they are clean; readers would drop the second.
void
make_unique(std::vector<Case>& cases)
{
  std::set<std::string> taken;
  for (const Case& one : cases) {
    taken.insert(one.name);
  }
  std::set<std::string> seen;
  std::map<std::string, int> next;
  for (Case& one : cases) {
    const std::string base = one.name;
    int& number = next.try_emplace(base, 2).first->second;
    while (!seen.insert(one.name).second) {
      do {
        one.name = fmt::format("{} (#{})", base, number++);
      } while (taken.contains(one.name));
    }
  }
}

Suite
package_suite(const Verdict& verdict, std::string_view package, const Parts& parts)
{
  Suite suite;
  suite.name = escape_xml::attribute(package);
  if (const PackageRun* run = parts.run) {
    suite.seconds = run->elapsed.count();
    const Failures failures(*run, verdict.roots);
    for (const TestCase& test : merged(run->tests)) {
      suite.cases.push_back(test_case(test, *run, failures));
    }
    add_package_case(*run, failures, suite.cases);
  }
  for (const PackageVerdict* judged : parts.judged) {
    add_judgement_case(verdict, *judged, suite.cases);
  }
  for (Case& found : finding_cases(parts.findings, verdict.roots)) {
    suite.cases.push_back(std::move(found));
  }
  make_unique(suite.cases);
  return suite;
}

// What went wrong with the run as a whole: no verdict, or go test failed without a package.
Case
run_case(const Verdict& verdict)
{
  std::string content;
  for (const Problem& problem : verdict.problems) {
    content += fmt::format(" {}: {}\n", problem.where, problem.what);
  }
  const bool no_verdict = verdict.outcome == Outcome::no_verdict;
  Case result;
  result.classname = k_run_suite;
  result.name = "verdict";
  fail(result, CaseState::error, no_verdict ? "no-verdict" : "tests-failed",
       (no_verdict ? "No verdict: " : "Tests failed: ") + verdict.reason, content);
  return result;
}

// What is about no package: how the run went wrong, findings about all of it.
Suite
run_suite(const Verdict& verdict)
{
  Suite suite;
  suite.name = k_run_suite;
  if (verdict.outcome == Outcome::no_verdict ||
      (verdict.outcome == Outcome::tests_failed && !verdict.reason.empty())) {
    suite.cases.push_back(run_case(verdict));
  }
  for (Case& found : finding_cases(verdict, "")) {
    suite.cases.push_back(std::move(found));
  }
  make_unique(suite.cases);
  return suite;
}

} // namespace

std::vector<Suite>
suites(const Verdict& verdict)
{
  std::map<std::string_view, Parts> packages = parts_of(verdict);
  packages.erase(""); // what is about no package stands in the run's suite
  std::vector<Suite> out;
  if (Suite suite = run_suite(verdict); !suite.cases.empty()) {
    out.push_back(std::move(suite));
  }
  for (const auto& [package, parts] : packages) {
    Suite suite = package_suite(verdict, package, parts);
    if (!suite.cases.empty()) { // Jenkins passes over empty suites, and they say nothing
      out.push_back(std::move(suite));
    }
  }
  return out;
}

} // namespace leakgate::junit
