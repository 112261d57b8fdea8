#include "gate/base/text.hpp"
#include "gate/model/vet.hpp"
#include "reporters/console/layout.hpp"
#include "reporters/console/parts.hpp"
#include "reporters/console/report.hpp"
#include "reporters/text/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

namespace leakgate {

namespace {

using terminal::Ink;
using terminal::Paint;

// A crash can print a goroutine dump of any size; its head and its end tell what happened.
constexpr std::size_t k_head_lines = 120;
constexpr std::size_t k_tail_lines = 40;
constexpr std::size_t k_widest_line = 2000;
constexpr std::size_t k_deepest_indent = 8;

struct EndWords
{
  std::string_view word;
  Ink ink;
  std::string_view why; ///< empty: the counts say it
};

EndWords
words_for(const PackageRun& package)
{
  switch (package.end) {
  case PackageEnd::passed: return {"ok", Ink::green, ""};
  case PackageEnd::no_tests: return {"-", Ink::dim, "no tests"};
  case PackageEnd::ran_none: return {"-", Ink::yellow, "no test was seen to begin"};
  case PackageEnd::failed:
  case PackageEnd::stopped: return {"FAIL", Ink::red, ""};
  case PackageEnd::build_failed: return {"FAIL", Ink::red, "does not build"};
  case PackageEnd::crashed: return {"FAIL", Ink::red, "crashed"};
  case PackageEnd::timed_out: return {"FAIL", Ink::red, "timed out"};
  case PackageEnd::exited:
    return {"FAIL", Ink::red,
            package.tests.empty() ? "ended before a test ran" : "os.Exit in a test"};
  case PackageEnd::unfinished: return {"FAIL", Ink::red, "did not finish"};
  }
  return {"FAIL", Ink::red, "did not finish"};
}

std::string
test_counts(const PackageRun& package)
{
  const auto count = [&](TestOutcome outcome) {
    return std::count_if(package.tests.begin(), package.tests.end(),
                         [&](const TestCase& test) { return test.outcome == outcome; });
  };
  const auto total = static_cast<long long>(package.tests.size());
  const auto failed = count(TestOutcome::fail);
  const auto skipped = count(TestOutcome::skip);
  // In a package that passed a test without an end may have ended all the same.
  const auto unfinished = go_test_failed(package.end) ? count(TestOutcome::none) : 0;
  std::string out = failed > 0
                        ? fmt::format("{} of {} failed", failed, text::counted(total, "test"))
                        : text::counted(total, "test");
  out += unfinished > 0 ? fmt::format(", {} unfinished", unfinished) : "";
  out += skipped > 0 ? fmt::format(", {} skipped", skipped) : "";
  return out;
}

std::string_view
result_word(TestOutcome outcome)
{
  switch (outcome) {
  case TestOutcome::pass: return "PASS";
  case TestOutcome::fail: return "FAIL";
  case TestOutcome::skip: return "SKIP";
  case TestOutcome::none: return "UNFINISHED";
  }
  return "UNFINISHED";
}

bool
is_result_line(std::string_view line, std::string_view test)
{
  for (const char* word : {"PASS", "FAIL", "SKIP"}) {
    if (text::trim(line).starts_with(fmt::format("--- {}: {} (", word, test))) {
      return true;
    }
  }
  return text::trim(line) == test; // the first line of a benchmark
}

// `coverage: 50.0% of statements`, as the ok line of go test -cover shows it.
std::string
coverage(const PackageRun& package)
{
  constexpr std::string_view k_start = "coverage: ";
  for (const std::string_view line : text::split(package.output, '\n')) {
    if (line.starts_with(k_start) && line.find('%') != std::string_view::npos) {
      return text::printable(text::trim(line));
    }
  }
  return {};
}

// The output of a test without the result line that go test prints in front of it,
// which is printed here with our own indentation.
std::vector<std::string>
output_lines(std::string_view output, std::string_view test)
{
  std::vector<std::string> lines;
  const std::string name = terminal::one_line(test);
  const std::string printable = text::printable(output);
  for (const std::string_view line : text::split(printable, '\n')) {
    if (test.empty() || !is_result_line(line, name)) {
      lines.emplace_back(line);
    }
  }
  while (!lines.empty() && text::trim(lines.back()).empty()) {
    lines.pop_back();
  }
  return lines;
}

// The output outside of tests, without the lines that only repeat the result.
std::vector<std::string>
package_lines(const PackageRun& package)
{
  std::vector<std::string> lines = output_lines(package.output, "");
  const std::string result = "FAIL\t" + package.import_path;
  std::erase_if(lines, [&](const std::string& line) {
    return line == "FAIL" || line == "PASS" || line.starts_with(result);
  });
  return lines;
}

// The output of a package that crashed ends with the crash, which Go printed into the
// output of some test: where that test is shown it is not repeated.
std::vector<std::string>
lines_not_shown_yet(const PackageRun& package)
{
  std::vector<std::string> lines = package_lines(package);
  if (package.end != PackageEnd::crashed && package.end != PackageEnd::timed_out) {
    return lines;
  }
  std::unordered_set<std::string> shown;
  for (const TestCase& test : package.tests) {
    if (test.outcome == TestOutcome::fail || test.outcome == TestOutcome::none) {
      for (std::string& line : output_lines(test.output, test.name)) {
        shown.insert(std::move(line));
      }
    }
  }
  std::erase_if(lines, [&](const std::string& line) { return shown.contains(line); });
  return lines;
}

std::string
shown_lines(const std::vector<std::string>& lines, std::size_t depth, const ConsoleStyle& style)
{
  const std::size_t hidden =
      lines.size() - console::shown_rows(lines.size(), k_head_lines + k_tail_lines, style);
  const std::string indent(4 * depth, ' ');
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (hidden > 0 && i == k_head_lines) {
      out += fmt::format("{}… {} lines not shown (they are in the JSON report)\n", indent, hidden);
      i += hidden;
    }
    out += (lines[i].empty() ? "" : indent) + terminal::cut_end(lines[i], k_widest_line) + "\n";
  }
  return out;
}

std::string
test_block(const TestCase& test, std::size_t depth, const ConsoleStyle& style)
{
  const Paint paint(style.color);
  depth = std::min(depth, k_deepest_indent);
  std::string line =
      fmt::format("--- {}: {}", result_word(test.outcome), terminal::one_line(test.name));
  if (test.outcome != TestOutcome::none) {
    line += fmt::format(" ({:.2f}s)", test.elapsed.count());
  }
  const bool good = test.outcome == TestOutcome::pass || test.outcome == TestOutcome::skip;
  return std::string(4 * depth, ' ') + (good ? line : paint(Ink::red, line)) + "\n" +
         shown_lines(output_lines(test.output, test.name), depth, style);
}

bool
is_shown(const PackageRun& package, const TestCase& test, ShownTests shown)
{
  const bool failed = go_test_failed(package.end);
  return shown == ShownTests::all || test.outcome == TestOutcome::fail ||
         (test.outcome == TestOutcome::none && failed);
}

} // namespace

std::string
render_progress(const PackageRun& package, const ConsoleStyle& style)
{
  constexpr std::size_t k_time_column = 8;
  const Paint paint(style.color);
  const EndWords words = words_for(package);
  std::string what(refused_by_vet(package) ? "go vet refused it" : words.why);
  const bool ran = ran_tests(package.end);
  if (ran) {
    what += (what.empty() ? "" : " · ") + test_counts(package);
    const std::string covered = coverage(package);
    what += (covered.empty() ? "" : " · ") + covered;
  }
  const std::string time = !ran             ? ""
                           : package.cached ? "(cached)"
                                            : fmt::format("{:.2f}s", package.elapsed.count());
  const std::size_t width = console::usable_width(style);
  const std::size_t column = std::clamp<std::size_t>(width - 28, 16, 40);
  const std::size_t behind = 2 + k_time_column + 3 + terminal::display_width(what);
  const std::size_t room = std::max<std::size_t>(width - 6 - std::min(width - 6, behind), 16);
  const std::string name = terminal::cut_middle(terminal::one_line(package.import_path), room);
  std::string out = paint(words.ink, terminal::pad_right(words.word, 6));
  out += terminal::pad_right(name, std::min(column, room)) + "  ";
  out += paint(Ink::dim, terminal::pad_left(time, k_time_column)) + "   ";
  out += words.ink == Ink::red ? paint(Ink::red, what) : paint(Ink::dim, what);
  return out + "\n";
}

bool
is_without_tests(const PackageRun& package)
{
  return package.end == PackageEnd::no_tests && package.tests.empty();
}

std::string
render_without_tests(const TestRun& run, const ConsoleStyle& style)
{
  const auto count = std::count_if(run.packages.begin(), run.packages.end(), is_without_tests);
  if (count < 2) {
    const auto only = std::find_if(run.packages.begin(), run.packages.end(), is_without_tests);
    return only == run.packages.end() ? std::string() : render_progress(*only, style);
  }
  const Paint paint(style.color);
  return paint(Ink::dim,
               terminal::pad_right("-", 6) + fmt::format("{} packages without tests", count)) +
         "\n";
}

std::string
render_tests(const PackageRun& package, ShownTests shown, const ConsoleStyle& style)
{
  std::string out;
  for (const console::TestInTree& test : console::test_tree(package.tests)) {
    if (is_shown(package, *test.test, shown)) {
      out += test_block(*test.test, test.depth, style);
    } else if (shown == ShownTests::benchmarks && test.test->name.starts_with("Benchmark")) {
      out += shown_lines(output_lines(test.test->output, test.test->name), 0, style);
    }
  }
  if (go_test_failed(package.end)) {
    out += shown_lines(lines_not_shown_yet(package), 0, style);
  }
  return out;
}

} // namespace leakgate
