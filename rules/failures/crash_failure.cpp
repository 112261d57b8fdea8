#include "gate/base/text.hpp"
#include "gate/model/goroutine_line.hpp"
#include "gate/model/symbol_text.hpp"
#include "rules/failures/kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_most_stacks = 10'000;

bool
is_message(std::string_view line)
{
  constexpr std::array<std::string_view, 3> k_messages = {"panic: ", "fatal error: ", "SIGQUIT: "};
  return std::ranges::any_of(k_messages,
                             [&](std::string_view each) { return line.starts_with(each); });
}

// The lines from the message of the last crash on: the last one before its goroutines, as a test
// may print words that look like one.
std::vector<std::string_view>
crash_lines(std::string_view output)
{
  const std::vector<std::string_view> lines = text::split(output, '\n');
  std::size_t start = lines.size();
  std::size_t message = lines.size();
  bool has_goroutines = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    message = is_message(lines[i]) ? i : message;
    const bool goroutine = split_goroutine_header(lines[i]).has_value();
    start = goroutine || !has_goroutines ? message : start;
    has_goroutines = has_goroutines || (goroutine && message < lines.size());
  }
  return {lines.begin() + static_cast<std::ptrdiff_t>(start), lines.end()};
}

std::vector<std::vector<std::string_view>>
blocks_of(const std::vector<std::string_view>& lines)
{
  std::vector<std::vector<std::string_view>> blocks;
  bool open = false;
  for (const std::string_view line : lines) {
    if (split_goroutine_header(line)) {
      if (blocks.size() == k_most_stacks) {
        break;
      }
      blocks.emplace_back();
      open = true;
    } else if (line.empty() || line.starts_with("[originating from ")) {
      open = false;
    } else if (open) {
      blocks.back().push_back(line);
    }
  }
  return blocks;
}

// Of `example.com/app.TestA(0xc000…)`.
std::string_view
function_in(std::string_view line)
{
  return line.substr(0, line.ends_with(')') ? line.rfind('(') : line.size());
}

// Waiting for a subtest, or for its turn: whatever holds it up is elsewhere.
bool
waits_for_tests(const std::vector<std::string_view>& functions)
{
  return std::ranges::any_of(functions, [](std::string_view function) {
    return function.starts_with("testing.(*T).Run") ||
           function.starts_with("testing.(*T).Parallel");
  });
}

} // namespace

Crash::Stack
Crash::read_stack(const std::vector<std::string_view>& block, OwnLines& lines)
{
  constexpr std::string_view k_created = "created by ";
  Stack stack;
  bool creator = false;
  for (const std::string_view line : block) {
    if (!line.starts_with('\t')) {
      creator = line.starts_with(k_created);
      if (!creator) {
        stack.functions.push_back(function_in(line));
        stack.panicked = stack.functions.back() == "panic" ? std::nullopt : stack.panicked;
      }
      continue;
    }
    std::optional<OwnLine>& out = creator ? stack.creator : stack.panicked;
    if (const auto mention = mention_at_start(line); mention && !out) {
      out = lines.in_stack(*mention);
    }
    stack.own = stack.own ? stack.own : stack.panicked;
  }
  return stack;
}

Crash::Crash(const PackageRun& package, OwnLines& lines) : m_package(package.import_path)
{
  if (package.end != PackageEnd::crashed && package.end != PackageEnd::timed_out) {
    return;
  }
  const std::vector<std::string_view> crash = crash_lines(package.output);
  if (crash.empty()) {
    return;
  }
  m_message = std::string(text::trim(crash.front()));
  m_panicked = package.end == PackageEnd::crashed && !m_message.starts_with("SIGQUIT: ") &&
               m_message.find("all goroutines are asleep") == std::string::npos;
  for (const auto& block : blocks_of(crash)) {
    m_stacks.push_back(read_stack(block, lines));
    note_tests(m_stacks.back());
  }
}

bool
Crash::called_by_example(std::string_view test) const
{
  if (!m_panicked || m_stacks.empty()) {
    return false;
  }
  const std::vector<std::string_view>& functions = m_stacks.front().functions;
  const auto runner = std::ranges::find(functions, "testing.runExample");
  return runner != functions.end() &&
         std::any_of(functions.begin(), runner, [&](std::string_view each) {
           const std::string function = unescaped_symbol(each);
           return function == fmt::format("{}.{}", m_package, test) ||
                  function == fmt::format("{}_test.{}", m_package, test);
         });
}

bool
Crash::is_in(const TestCase& test) const
{
  if (called_by_example(test.name)) {
    return true;
  }
  return known() && test.output.find(m_message) != std::string::npos &&
         test.output.find("\ngoroutine ") != std::string::npos;
}

// `TestA` of the frame `example.com/app.TestA.func1`.
void
Crash::note_tests(const Stack& stack)
{
  if (!stack.own || waits_for_tests(stack.functions)) {
    return;
  }
  const std::string prefix = m_package + ".";
  std::set<std::string> tests;
  for (const std::string_view each : stack.functions) {
    const std::string function = unescaped_symbol(each);
    if (function.starts_with(prefix)) {
      const std::size_t end = function.find('.', prefix.size());
      tests.insert(function.substr(prefix.size(), end - prefix.size()));
    }
  }
  for (const std::string& test : tests) {
    m_stuck[test].push_back(*stack.own);
  }
}

// Where the only goroutine of `test` is that waits for nothing but itself.
std::optional<OwnLine>
Crash::place_of(std::string_view test) const
{
  const auto stuck = m_stuck.find(std::string(test.substr(0, test.find('/'))));
  return stuck == m_stuck.end() || stuck->second.size() > 1 ? std::nullopt
                                                            : std::optional(stuck->second.front());
}

Failure
Crash::of_package() const
{
  if (!m_panicked) {
    const auto stuck = std::ranges::find_if(m_stacks, [](const Stack& stack) {
      return stack.own && !waits_for_tests(stack.functions);
    });
    return failure_at("", m_message, stuck == m_stacks.end() ? std::nullopt : stuck->own);
  }
  if (m_stacks.empty()) {
    return failure_at("", m_message, std::nullopt);
  }
  const Stack& first = m_stacks.front();
  const std::optional<OwnLine>& own = first.panicked ? first.panicked : first.own;
  return failure_at("", m_message, own ? own : first.creator);
}

Failure
Crash::of_test(const TestCase& test) const
{
  if (m_panicked && is_in(test)) {
    Failure failure = of_package();
    failure.test = test.name;
    return failure;
  }
  return failure_at(test.name, "Did not finish: " + m_message,
                    m_panicked ? std::nullopt : place_of(test.name));
}

} // namespace leakgate::rules
