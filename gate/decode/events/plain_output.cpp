#include "gate/decode/events/plain_output.hpp"

#include "gate/base/number.hpp"
#include "gate/base/text.hpp"
#include "gate/decode/section_reader.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

namespace leakgate {

namespace {

constexpr std::string_view k_marker = "\x01leakgate ";
constexpr std::size_t k_most_lines = 1'000'000; // of one package; the first ones are dropped

constexpr std::size_t k_most_digits = 9;

// The last line of a package: cmd/go/internal/test (runTestActor.Act).
struct LastLine
{
  std::string package;
  std::string_view action; ///< of the event: pass, fail, skip
  double elapsed = 0;
};

// `0.012s`, `0.012`; 0 for anything else.
double
seconds(std::string_view text)
{
  text = text.substr(0, text.find_first_not_of("0123456789."));
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string_view behind = text.substr(std::min(point + 1, text.size()));
  behind = behind.substr(0, k_most_digits);
  double part = static_cast<double>(whole_number<std::uint32_t>(behind).value_or(0));
  for (std::size_t i = 0; i < behind.size(); ++i) {
    part /= 10;
  }
  return static_cast<double>(whole_number<std::uint32_t>(text.substr(0, point)).value_or(0)) + part;
}

std::optional<LastLine>
last_line(std::string_view line)
{
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> k_starts = {
      {{"ok  \t", "pass"}, {"FAIL\t", "fail"}, {"?   \t", "skip"}, {"\t", "skip"}}};
  for (const auto& [start, action] : k_starts) {
    if (!line.starts_with(start)) {
      continue;
    }
    const std::string_view rest = line.substr(start.size());
    const std::size_t end = rest.find_first_of("\t ");
    const bool without_tests = start != "\t" || rest.find("\t\tcoverage: ") == end;
    if (end == std::string_view::npos || end == 0 || !without_tests) {
      return std::nullopt;
    }
    return LastLine{std::string(rest.substr(0, end)), action, seconds(rest.substr(end + 1))};
  }
  return std::nullopt;
}

// A line by which package testing speaks of a test.
struct TestLine
{
  std::string_view action; ///< run, pause, cont, name; pass, fail, skip
  std::string test;
  double elapsed = 0;
  bool ends = false;
};

// A subtest is told four spaces further in for each test that it is a part of, and has their names
// before its own. Of t.Log, too, the second line is further in, whatever it says.
bool
is_too_far_in(std::string_view test, std::size_t spaces)
{
  constexpr std::size_t k_step = 4;
  return static_cast<std::size_t>(std::ranges::count(test, '/')) * k_step < spaces;
}

std::optional<TestLine>
test_line(std::string_view line)
{
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> k_starts = {
      {{"=== RUN   ", "run"},
       {"=== PAUSE ", "pause"},
       {"=== CONT  ", "cont"},
       {"=== NAME  ", "name"},
       {"--- PASS: ", "pass"},
       {"--- FAIL: ", "fail"},
       {"--- SKIP: ", "skip"},
       {"--- BENCH: ", "pass"}}};
  const std::string_view text = line.substr(std::min(line.find_first_not_of(' '), line.size()));
  const bool indented = text.size() < line.size();
  for (const auto& [start, action] : k_starts) {
    const bool ends = start.starts_with("---");
    if (!text.starts_with(start) || (indented && !ends)) {
      continue;
    }
    std::string_view name = text.substr(start.size());
    TestLine out{action, {}, 0, ends};
    if (const std::size_t bracket = name.rfind(" ("); ends && bracket != std::string_view::npos) {
      out.elapsed = seconds(name.substr(bracket + 2));
      name = name.substr(0, bracket);
    }
    out.test = name;
    const bool known = !name.empty() && !is_too_far_in(name, line.size() - text.size());
    return known ? std::optional(out) : std::nullopt;
  }
  return std::nullopt;
}

// `pass 0.012 TestA/b`
std::optional<TestCase>
read_test(std::string_view line)
{
  const std::size_t first = line.find(' ');
  const std::size_t second = first == line.npos ? line.npos : line.find(' ', first + 1);
  if (second == line.npos || second + 1 == line.size()) {
    return std::nullopt;
  }
  const auto outcome = from_word<TestOutcome>(line.substr(0, first));
  const std::string_view took = line.substr(first + 1, second - first - 1);
  if (!outcome || took.empty() || took.find_first_not_of("0123456789.") != line.npos) {
    return std::nullopt;
  }
  TestCase test;
  test.name = line.substr(second + 1);
  test.outcome = *outcome;
  test.elapsed = std::chrono::duration<double>(seconds(took));
  return test;
}

// The head of a block of ancestors, or a line of it, when the line `before` was one.
bool
is_of_ancestors(std::string_view line, bool before)
{
  return line.starts_with("[originating from goroutine ") ||
         (before &&
          (line.starts_with('\t') || line.ends_with("(...)") || line.starts_with("created by ")));
}

} // namespace

void
PlainOutput::feed(std::string_view piece)
{
  while (!piece.empty()) {
    const std::size_t newline = piece.find('\n');
    m_line += piece.substr(0, newline);
    if (newline == std::string_view::npos) {
      return;
    }
    take_line(std::exchange(m_line, {}));
    piece.remove_prefix(newline + 1);
  }
}

void
PlainOutput::end_line()
{
  if (!m_line.empty()) {
    m_listener.on_shown(m_line);
    m_lines.push_back(std::exchange(m_line, {}));
  }
}

void
PlainOutput::finish()
{
  if (!m_line.empty()) {
    m_listener.on_shown(m_line);
    m_line.clear();
  }
  m_lines.clear();
}

// What stands before a marker is the program's, and its line goes on behind it.
std::string
PlainOutput::without_markers(std::string_view line)
{
  const std::size_t at = line.find(k_marker);
  if (at == std::string_view::npos) {
    return std::string(line) + "\n";
  }
  const std::string_view word = line.substr(at + k_marker.size());
  const bool hash =
      word.size() == 64 && word.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if (!hash && !word.starts_with("= ") && !word.starts_with("! ")) {
    return std::string(line) + "\n";
  }
  const std::string shown(m_late ? std::string_view() : line.substr(0, at));
  m_late = word.starts_with("= ");
  return shown;
}

void
PlainOutput::take_line(std::string_view line)
{
  const std::optional<LastLine> last = last_line(line);
  const bool of_go = last || line.starts_with("exit status ") || line.starts_with("signal: ") ||
                     line.starts_with("panic: ");
  const bool was_late = m_late;
  m_late = m_late && !of_go;
  m_ancestors = !last && is_of_ancestors(line, m_ancestors);
  const std::string shown = without_markers(line);
  const bool hidden = (was_late && m_late) || (m_ancestors && !m_shows_ancestors);
  if (!hidden && !shown.empty()) {
    m_listener.on_shown(shown);
  }
  if (last) {
    end_package(last->package, line);
    return;
  }
  if (m_lines.size() >= k_most_lines) {
    m_lines.erase(m_lines.begin(), m_lines.begin() + k_most_lines / 2);
  }
  m_lines.emplace_back(line);
}

void
PlainOutput::emit(std::string_view action, const std::string& package, const std::string& test,
                  std::string_view output, double elapsed)
{
  nlohmann::json event = {{"Action", action}, {"Package", package}};
  if (!test.empty()) {
    event["Test"] = test;
  }
  if (action == "output") {
    event["Output"] = output;
  } else if (action == "pass" || action == "fail" || action == "skip") {
    event["Elapsed"] = elapsed;
  }
  m_listener.on_event(event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void
PlainOutput::end_package(const std::string& package, std::string_view last)
{
  std::set<std::string> known;
  std::optional<TestLine> ended; // what it printed follows its `--- FAIL` line
  std::string running;           // with -v, the test that prints
  bool said_end = false;
  const auto end_test = [&] {
    if (ended) {
      emit(ended->action, package, ended->test, {}, ended->elapsed);
    }
    ended.reset();
  };
  bool panics = false; // as in the event stream, that is the failed test's, too
  for (const std::string& line : m_lines) {
    const std::optional<TestLine> of_test = test_line(line);
    panics = (panics || (ended && line.starts_with("panic: "))) && !of_test &&
             !line.starts_with("exit status ");
    const bool goes_on = panics || line.starts_with("    ") || line.starts_with(k_marker);
    if (of_test || !goes_on) {
      end_test();
    }
    if (of_test && known.insert(of_test->test).second) {
      emit("run", package, of_test->test, {}, 0);
    }
    if (of_test && of_test->ends) {
      ended = of_test;
      running.clear();
    } else if (of_test) {
      running = of_test->action == "pause" ? "" : of_test->test;
    }
    const bool at_end = line == "PASS" || line == "FAIL";
    said_end = said_end || at_end;
    const std::string owner = at_end ? "" : ended ? ended->test : running;
    emit("output", package, owner, line + "\n", 0);
  }
  end_test();
  m_lines.clear();
  const LastLine line = *last_line(last);
  // Without -v the go command keeps to itself what a package printed that passed.
  if (line.action == "pass" && !said_end && last.find("\t(cached)") == std::string_view::npos) {
    emit("output", package, {}, "PASS\n", 0);
  }
  emit("output", package, {}, std::string(last) + "\n", 0);
  emit(line.action, package, {}, {}, line.elapsed);
}

std::vector<TestCase>
decode_snapshot_tests(std::string_view data)
{
  std::vector<TestCase> tests;
  const std::size_t head = data.find('\n');
  SectionReader sections(head == data.npos ? std::string_view() : data.substr(head + 1));
  while (const auto section = sections.next()) {
    if (section->name != "tests") {
      continue;
    }
    for (const std::string_view line : text::split(section->content, '\n')) {
      if (auto test = read_test(line)) {
        tests.push_back(std::move(*test));
      }
    }
    break;
  }
  return tests;
}

} // namespace leakgate
