#include "reporters/ci/junit.hpp"

#include "gate/base/utf8.hpp"
#include "reporters/ci/junit_cases.hpp"
#include "reporters/text/escape_xml.hpp"

#include <fmt/format.h>
#include <tinyxml2.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <string_view>
#include <vector>

namespace leakgate {

namespace {

using junit::Case;
using junit::CaseState;
using junit::Suite;

// Exactly three decimals: junit-10.xsd allows no more, and no exponent. A year is what
// Jenkins clamps a duration to.
std::string
seconds_text(double seconds)
{
  constexpr double k_year = 365.0 * 24 * 3600;
  return fmt::format("{:.3f}", std::isfinite(seconds) ? std::clamp(seconds, 0.0, k_year) : 0.0);
}

struct Counts
{
  int tests = 0;
  int failures = 0;
  int errors = 0;
  int skipped = 0;

  void
  add(const Suite& suite)
  {
    for (const Case& one : suite.cases) {
      ++tests;
      failures += one.state == CaseState::failed ? 1 : 0;
      errors += one.state == CaseState::error ? 1 : 0;
      skipped += one.state == CaseState::skipped ? 1 : 0;
    }
  }
};

void
push_counts(tinyxml2::XMLPrinter& printer, const Counts& counts, bool with_skipped, double seconds)
{
  printer.PushAttribute("tests", counts.tests);
  printer.PushAttribute("failures", counts.failures);
  printer.PushAttribute("errors", counts.errors);
  if (with_skipped) {
    printer.PushAttribute("skipped", counts.skipped);
  }
  printer.PushAttribute("time", seconds_text(seconds).c_str());
}

void
push_state(tinyxml2::XMLPrinter& printer, const Case& one)
{
  if (one.state == CaseState::passed) {
    return;
  }
  const bool skipped = one.state == CaseState::skipped;
  printer.OpenElement(skipped ? "skipped" : one.state == CaseState::failed ? "failure" : "error");
  printer.PushAttribute("message", one.message.c_str());
  if (!skipped) {
    printer.PushAttribute("type", one.type.c_str());
  }
  if (!skipped || !one.content.empty()) {
    printer.PushText(one.content.c_str());
  }
  printer.CloseElement();
}

// Each on a line of its own, as Jenkins' junit-attachments plugin wants it; GitLab shows the first.
std::string
attachments_text(const std::vector<std::string>& paths)
{
  std::string out;
  for (const std::string& path : paths) {
    out += fmt::format("{}[[ATTACHMENT|{}]]\n", out.empty() ? "\n" : "", escape_xml::text(path));
  }
  return out;
}

// What is the same for all test cases.
struct Form
{
  JunitDialect dialect;
  std::string attachments; // the standard output of leaks
};

void
push_case(tinyxml2::XMLPrinter& printer, const Case& one, const Form& form)
{
  printer.OpenElement("testcase");
  printer.PushAttribute("classname", one.classname.c_str());
  printer.PushAttribute("name", one.name.c_str());
  if (!one.file.empty() && form.dialect == JunitDialect::extended) {
    printer.PushAttribute("file", one.file.c_str());
    printer.PushAttribute("line", one.line);
  }
  printer.PushAttribute("time", seconds_text(one.seconds).c_str());
  push_state(printer, one);
  if (one.leak && !form.attachments.empty()) {
    printer.OpenElement("system-out");
    printer.PushText(form.attachments.c_str());
    printer.CloseElement();
  }
  printer.CloseElement();
}

std::string
to_xml(const std::vector<Suite>& suites, const Form& form)
{
  Counts all;
  double seconds = 0;
  for (const Suite& suite : suites) {
    all.add(suite);
    seconds += suite.seconds;
  }
  tinyxml2::XMLPrinter printer;
  // PushHeader names no encoding.
  printer.PushDeclaration("xml version=\"1.0\" encoding=\"UTF-8\"");
  printer.OpenElement("testsuites");
  printer.PushAttribute("name", "leakgate");
  // junit-10.xsd has `skipped` on suites only.
  push_counts(printer, all, form.dialect == JunitDialect::extended, seconds);
  for (const Suite& suite : suites) {
    Counts counts;
    counts.add(suite);
    printer.OpenElement("testsuite");
    printer.PushAttribute("name", suite.name.c_str());
    push_counts(printer, counts, true, suite.seconds);
    for (const Case& one : suite.cases) {
      push_case(printer, one, form);
    }
    printer.CloseElement();
  }
  printer.CloseElement();
  return {printer.CStr(), static_cast<std::size_t>(printer.CStrSize() - 1)};
}

// The head and the tail of `content` in at most `room` written bytes, with a note between.
std::string
without_middle(const std::string& content, std::size_t room)
{
  std::size_t head = 0;
  for (std::size_t used = 0; head < content.size(); ++head) {
    used += escape_xml::written_size(std::string_view(content).substr(head, 1));
    if (used > room / 2) {
      break;
    }
  }
  std::size_t tail = content.size();
  for (std::size_t used = 0; tail > head; --tail) {
    used += escape_xml::written_size(std::string_view(content).substr(tail - 1, 1));
    if (used > room / 2) {
      break;
    }
  }
  while (head > 0 && utf8::is_continuation(content[head])) {
    --head;
  }
  while (tail < content.size() && utf8::is_continuation(content[tail])) {
    ++tail;
  }
  return fmt::format("{}\n… {} bytes cut here: the report would be too long …\n{}",
                     std::string_view(content).substr(0, head), tail - head,
                     std::string_view(content).substr(tail));
}

// The greatest length to which contents must be cut so that all together lose `excess` bytes.
std::size_t
longest_allowed(std::vector<std::size_t> sizes, std::size_t excess)
{
  std::sort(sizes.begin(), sizes.end(), std::greater<>());
  std::size_t sum = 0;
  for (std::size_t cut = 1; cut <= sizes.size(); ++cut) {
    // The longest `cut` contents get one length, not below that of the next one.
    sum += sizes[cut - 1];
    const std::size_t next = cut < sizes.size() ? sizes[cut] : 0;
    const std::size_t gain = sum - cut * next;
    if (gain >= excess) {
      return next + (gain - excess) / cut;
    }
  }
  return 0;
}

void
cut_longest(std::vector<Suite>& suites, std::size_t excess)
{
  constexpr std::size_t k_note_bytes = 100;
  std::vector<std::size_t> sizes;
  for (const Suite& suite : suites) {
    for (const Case& one : suite.cases) {
      sizes.push_back(escape_xml::written_size(one.content));
    }
  }
  const std::size_t longest = longest_allowed(sizes, excess);
  auto size = sizes.begin();
  for (Suite& suite : suites) {
    for (Case& one : suite.cases) {
      if (*size++ > longest) {
        one.content =
            without_middle(one.content, longest > k_note_bytes ? longest - k_note_bytes : 0);
      }
    }
  }
}

// What one passing case takes in the file, rather less than more.
std::size_t
written_size(const Case& one)
{
  constexpr std::size_t k_around = 50; // names of elements and attributes, and the time
  return k_around + escape_xml::written_size(one.classname) + escape_xml::written_size(one.name);
}

// Leaves out passing cases, the last first, until `excess` bytes are saved; says how many.
std::size_t
leave_out_passing(std::vector<Suite>& suites, std::size_t excess)
{
  std::size_t saved = 0;
  std::size_t count = 0;
  for (auto suite = suites.rbegin(); suite != suites.rend() && saved < excess; ++suite) {
    std::vector<Case> kept;
    for (auto one = suite->cases.rbegin(); one != suite->cases.rend(); ++one) {
      if (one->state == CaseState::passed && saved < excess) {
        saved += written_size(*one);
        ++count;
      } else {
        kept.push_back(std::move(*one));
      }
    }
    suite->cases.assign(std::make_move_iterator(kept.rbegin()),
                        std::make_move_iterator(kept.rend()));
  }
  std::erase_if(suites, [](const Suite& suite) { return suite.cases.empty(); });
  return count;
}

Suite
left_out_suite(std::size_t count, std::size_t limit_bytes)
{
  Case note;
  note.classname = junit::k_run_suite;
  note.name = "left out";
  note.state = CaseState::skipped;
  note.message =
      fmt::format("{} passing test cases are left out: the report would be over {} bytes "
                  "(the JSON result has them)",
                  count, limit_bytes);
  note.content = note.message;
  return {std::string(junit::k_run_suite), 0, {note}};
}

// Passing cases go first, then the middles of long outputs.
void
shorten(std::vector<Suite>& suites, std::size_t size, std::size_t limit_bytes)
{
  constexpr std::size_t k_note_bytes = 1000;
  const std::size_t passing = leave_out_passing(suites, size - limit_bytes + k_note_bytes);
  if (passing == 0) {
    return;
  }
  Suite note = left_out_suite(passing, limit_bytes);
  if (!suites.empty() && suites.front().name == junit::k_run_suite) {
    suites.front().cases.push_back(std::move(note.cases.front()));
  } else {
    suites.insert(suites.begin(), std::move(note));
  }
}

} // namespace

std::string
render_junit_within(const Verdict& verdict, const ReportContext& context, std::size_t limit_bytes,
                    JunitDialect dialect)
{
  const Form form{dialect, attachments_text(context.attachments)};
  std::vector<Suite> suites = junit::suites(verdict);
  std::string xml = to_xml(suites, form);
  if (xml.size() > limit_bytes) {
    shorten(suites, xml.size(), limit_bytes);
    xml = to_xml(suites, form);
  }
  if (xml.size() > limit_bytes) {
    cut_longest(suites, xml.size() - limit_bytes);
    xml = to_xml(suites, form);
  }
  return xml;
}

std::string
render_junit(const Verdict& verdict, const ReportContext& context)
{
  return render_junit_within(verdict, context, k_junit_limit_bytes);
}

std::string
render_junit_strict(const Verdict& verdict, const ReportContext& context)
{
  return render_junit_within(verdict, context, k_junit_limit_bytes, JunitDialect::strict);
}

} // namespace leakgate
