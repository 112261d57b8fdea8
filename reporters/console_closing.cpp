#include "gate/base/text.hpp"
#include "reporters/console_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace leakgate::console {

namespace {

using terminal::Ink;
using terminal::Paint;

struct Totals
{
  long long judged = 0;
  long long tests = 0;
  long long failed_tests = 0;
  long long failed_packages = 0;
  double seconds = 0;
  std::uint64_t leaks = 0; ///< goroutines; unsigned: a sum of what a file says may overflow
  long long places = 0;
  long long leaky_packages = 0;
};

bool
is_failure(PackageEnd end)
{
  return end != PackageEnd::passed && end != PackageEnd::no_tests;
}

Totals
totals_of(const Verdict& verdict)
{
  Totals totals;
  for (const PackageVerdict& package : verdict.packages) {
    totals.judged += package.judged ? 1 : 0;
    totals.leaky_packages += package.ledger.reported > 0 ? 1 : 0;
  }
  for (const PackageRun& package : verdict.run.packages) {
    totals.tests += static_cast<long long>(package.tests.size());
    totals.failed_packages += is_failure(package.end) ? 1 : 0;
    totals.seconds += package.cached ? 0 : package.elapsed.count();
    totals.failed_tests +=
        std::count_if(package.tests.begin(), package.tests.end(),
                      [](const TestCase& test) { return test.outcome == TestOutcome::fail; });
  }
  for (const Finding& finding : verdict.findings) {
    if (finding.disposition == Disposition::reported) {
      totals.leaks += static_cast<std::uint64_t>(finding.count);
      ++totals.places;
    }
  }
  return totals;
}

std::string
leaks_text(const Totals& totals)
{
  return fmt::format("{} in {}",
                     text::counted(static_cast<long long>(totals.leaks), "leaked goroutine"),
                     text::counted(totals.places, "place"));
}

std::string
size_text(const Totals& totals)
{
  return fmt::format("{} · {} in {:.2f}s", text::counted(totals.judged, "package"),
                     text::counted(totals.tests, "test"), totals.seconds);
}

std::string
failed_text(const Totals& totals, const std::string& reason)
{
  std::string out = "go test failed";
  if (totals.failed_packages > 0) {
    out +=
        totals.failed_tests > 0 ? ": " + text::counted(totals.failed_tests, "test") + ", " : " in ";
    out += text::counted(totals.failed_packages, "package");
  }
  return out + (reason.empty() ? "" : " · " + reason);
}

std::string
cached_line(const Verdict& verdict, const ConsoleStyle& style)
{
  constexpr std::size_t k_most_names = 8;
  std::vector<std::string> names;
  std::size_t judged = 0;
  for (const PackageVerdict& package : verdict.packages) {
    judged += package.judged ? 1 : 0;
    if (package.judged && package.source == EvidenceSource::cache) {
      names.push_back(terminal::one_line(package.import_path));
    }
  }
  if (names.empty()) {
    return {};
  }
  const auto count = static_cast<long long>(names.size());
  std::string out =
      fmt::format("cached  {} judged from Go's test cache",
                  names.size() == judged && judged > 1 ? fmt::format("all {} packages", judged)
                                                       : text::counted(count, "package"));
  if (names.size() < judged || judged == 1) {
    const std::size_t hidden = names.size() > k_most_names ? names.size() - k_most_names : 0;
    names.resize(names.size() - hidden);
    out += ": " + text::join(names, ", ");
    out += hidden > 0 ? fmt::format(" and {} more", hidden) : "";
  }
  out = text::join(terminal::wrap(out, usable_width(style), 8), "\n");
  return Paint(style.color)(Ink::dim, out) + "\n";
}

std::string
ledger_line(const Ledger& ledger, const ConsoleStyle& style)
{
  std::string out = fmt::format("ledger  {} seen = {} before + {} runtime + {} allowed",
                                ledger.seen, ledger.in_before, ledger.runtime, ledger.allowed);
  out += ledger.baseline != 0 ? fmt::format(" + {} in baseline", ledger.baseline) : "";
  out += ledger.below_threshold != 0 ? fmt::format(" + {} below threshold", ledger.below_threshold)
                                     : "";
  out += fmt::format(" + {} reported", ledger.reported);
  out += ledger.balances() ? "" : "  (does not add up)";
  return Paint(style.color)(ledger.balances() ? Ink::dim : Ink::red,
                            text::join(terminal::wrap(out, usable_width(style), 8), "\n")) +
         "\n";
}

struct Closing
{
  std::string word;
  Ink ink = Ink::red;
  std::string rest;
  std::string next; ///< what to do now; may be empty
};

Closing
closing_for(const Verdict& verdict)
{
  constexpr std::string_view k_explain =
      "next: add --report json=result.json; `leakgate explain result.json` shows whole stacks";
  const Totals totals = totals_of(verdict);
  switch (verdict.outcome) {
  case Outcome::pass:
    return {"ok", Ink::green,
            (totals.leaks > 0 ? leaks_text(totals) : std::string("no leaks")) + " · " +
                size_text(totals),
            ""};
  case Outcome::leaks:
    return {"FAIL", Ink::red, leaks_text(totals) + " · " + size_text(totals),
            std::string(k_explain)};
  case Outcome::tests_failed:
    return {"FAIL", Ink::red,
            failed_text(totals, verdict.reason) + " · " +
                (totals.leaks > 0 ? leaks_text(totals) : std::string("no leaks")) + " · " +
                size_text(totals),
            totals.leaks > 0
                ? "next: make the tests pass first; a failing test often skips its clean-up"
                : "next: make the tests pass, then run it again"};
  case Outcome::no_verdict: break;
  }
  return {"no verdict", Ink::yellow,
          verdict.reason.empty() ? "nothing could be measured" : verdict.reason,
          "no verdict is not a pass: exit code 3"};
}

} // namespace

std::string
closing_lines(const Verdict& verdict, const ConsoleStyle& style)
{
  const Paint paint(style.color);
  const Closing closing = closing_for(verdict);
  const std::size_t width = usable_width(style);
  std::string out = cached_line(verdict, style) + ledger_line(verdict.ledger, style);
  const std::string separator = verdict.outcome == Outcome::no_verdict ? ": " : "  ";
  const std::string head = "leakgate: " + closing.word + separator;
  const std::string lines =
      text::join(terminal::wrap(terminal::one_line(head + closing.rest), width, 10), "\n") + "\n";
  const std::size_t word_end = std::string_view("leakgate: ").size() + closing.word.size();
  out += paint(Ink::bold, "leakgate: ") + paint(closing.ink, closing.word) + lines.substr(word_end);
  for (const std::string& line : terminal::wrap(closing.next, width - 10)) {
    out += "          " + paint(Ink::dim, line) + "\n";
  }
  return out;
}

} // namespace leakgate::console
