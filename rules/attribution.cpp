#include "rules/attribution.hpp"

#include "rules/ancestry.hpp"
#include "rules/symbol.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace leakgate::rules {

namespace {

// Which test the goroutines of this id started goroutines for; empty when several.
class Creators
{
public:
  void
  learn(const Subject& subject)
  {
    const Goroutine& goroutine = *subject.goroutine;
    note(goroutine.id, subject.test);
    note(goroutine.created_in, subject.test);
    note(test_goroutine(goroutine), subject.test);
  }

  [[nodiscard]] Name
  test_of(std::int64_t id) const
  {
    const auto found = m_tests.find(id);
    return found == m_tests.end() ? Name{} : found->second;
  }

private:
  void
  note(std::int64_t id, Name test)
  {
    // The main goroutine starts what belongs to no test, too.
    if (id <= 1) {
      return;
    }
    const auto [entry, added] = m_tests.try_emplace(id, test);
    if (!added && !(entry->second == test)) {
      entry->second = Name{};
    }
  }

  std::unordered_map<std::int64_t, Name> m_tests;
};

void
assign(Subject& subject, Name test, Attribution by)
{
  if (test.empty()) {
    return;
  }
  subject.test = test;
  subject.by = by;
}

void
attribute_rest(Subject& subject, const TestNames& names, const Creators& creators)
{
  const Goroutine& goroutine = *subject.goroutine;
  const AncestorTest ancestors = test_from_ancestors(goroutine, names);
  if (!ancestors.test.empty()) {
    const Name full = creators.test_of(test_goroutine(goroutine));
    const bool refines = top_level_test(full.view()) == ancestors.test;
    return assign(subject, refines ? full : Name(ancestors.test), Attribution::ancestors);
  }
  assign(subject, creators.test_of(goroutine.created_in), Attribution::creator);
  if (subject.test.empty()) {
    assign(subject, test_from_closure(goroutine, names), Attribution::closure_name);
  }
}

// The runtime starts a goroutine for finalizers, or for cleanups, when the first object asks for
// one: it carries the label of a test that has nothing to do with what it runs now.
void
attribute_to_function(Subject& subject, const TestNames& names)
{
  subject.test = Name{};
  subject.by = Attribution::none;
  assign(subject, test_from_closure(*subject.goroutine, names), Attribution::closure_name);
}

bool
any_ancestor(const Goroutine& goroutine, std::string_view function)
{
  return std::ranges::any_of(goroutine.ancestors, [&](const Ancestor& ancestor) {
    return has_function(ancestor.frames, function);
  });
}

bool
is_init(std::string_view function)
{
  const std::vector<std::string_view> parts = name_parts(split_symbol(function).name);
  const auto number = [&](std::string_view part) {
    return part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  // `init.func1` is not in here: a closure in a variable may run at any time.
  return !parts.empty() && parts[0] == "init" && (parts.size() == 1 || number(parts[1]));
}

// What stands between the `go` statement and the start of the process, near to far,
// with the exact line where there is one.
struct Link
{
  Frame frame;
  bool of_ancestor = false;
};

std::vector<Link>
chain_of(const Goroutine& goroutine)
{
  std::vector<Link> chain;
  std::optional<Frame> statement = goroutine.created_by;
  if (statement) {
    chain.push_back({*statement, false});
  }
  for (const Ancestor& ancestor : goroutine.ancestors) {
    bool innermost = true;
    for (const Frame& frame : ancestor.frames) {
      // The leaf of an ancestor is the child's `go` statement, but printed with the
      // line of the return address.
      const bool exact = innermost && statement && statement->function == frame.function;
      chain.push_back({exact ? *statement : frame, true});
      innermost = false;
    }
    statement = ancestor.created_by;
  }
  return chain;
}

bool
started_outside_of_tests(const std::vector<Link>& chain)
{
  return std::ranges::none_of(
      chain, [](const Link& link) { return link.frame.function.view() == "testing.(*M).Run"; });
}

// For a test that runs through somebody else's code (a suite by reflection, a table
// of functions): the outermost line of the package's test files in the nearest
// ancestor that has one.
std::optional<Frame>
line_in_test_file(const Goroutine& goroutine, SourceNames& sources, std::string_view import_path)
{
  for (const Ancestor& ancestor : goroutine.ancestors) {
    for (auto frame = ancestor.frames.rbegin(); frame != ancestor.frames.rend(); ++frame) {
      const SourceFile& file = sources.file(*frame);
      if (file.test && file.package == import_path &&
          outer_function(frame->function.view()) != "TestMain") {
        return *frame;
      }
    }
  }
  return std::nullopt;
}

// Only a name is left: the function that a closure is called after, and its file when
// the closure stands in a test file.
Place
place_from_closure(const Goroutine& goroutine, std::string_view test, const TestNames& names,
                   SourceNames& sources)
{
  std::vector<Frame> frames(goroutine.frames.rbegin(), goroutine.frames.rend());
  if (goroutine.created_by) {
    frames.insert(frames.begin(), *goroutine.created_by);
  }
  Place place;
  for (const Frame& frame : frames) {
    if (names.test_of(frame.function.view()) != test) {
      continue;
    }
    const Symbol symbol = split_symbol(frame.function.view());
    if (place.function.empty()) {
      place.function = std::string(symbol.package) + "." + std::string(test);
    }
    const SourceFile& file = sources.file(frame);
    if (file.test && place.file.empty()) {
      place.file = file.shown;
    }
  }
  return place;
}

} // namespace

void
attribute_tests(Population& population, const TestNames& names)
{
  bool complete = true;
  for (Subject& subject : population.subjects) {
    if (runtime_started(*subject.goroutine)) {
      attribute_to_function(subject, names);
      continue;
    }
    if (subject.test.empty()) {
      assign(subject, test_label(*subject.goroutine), Attribution::label);
    }
    complete &= !subject.test.empty();
  }
  if (complete) {
    return;
  }
  Creators creators;
  for (const Subject& subject : population.subjects) {
    if (!subject.test.empty()) {
      creators.learn(subject);
    }
  }
  for (Subject& subject : population.subjects) {
    if (subject.test.empty() && !runtime_started(*subject.goroutine)) {
      attribute_rest(subject, names, creators);
    }
  }
}

Phase
phase_of(const Goroutine& goroutine, std::string_view test)
{
  if (any_ancestor(goroutine, "testing.(*common).runCleanup")) {
    return Phase::cleanup;
  }
  const std::string_view top = top_level_test(test);
  if (top.starts_with("Benchmark")) {
    return Phase::benchmark;
  }
  if (top.starts_with("Fuzz")) {
    return Phase::fuzz;
  }
  if (top.starts_with("Example") || any_ancestor(goroutine, "testing.runExample")) {
    return Phase::example;
  }
  if (!test.empty()) {
    return test == top ? Phase::test : Phase::subtest;
  }
  const std::vector<Link> chain = chain_of(goroutine);
  if (!started_outside_of_tests(chain)) {
    return Phase::unknown;
  }
  for (const Link& link : chain) {
    if (is_init(link.frame.function.view())) {
      return Phase::init;
    }
    if (outer_function(link.frame.function.view()) == "TestMain") {
      return Phase::test_main;
    }
  }
  return Phase::unknown;
}

Place
test_place(const Goroutine& goroutine, std::string_view test, Phase phase, const TestNames& names,
           SourceNames& sources, std::string_view import_path)
{
  const bool test_main = test.empty() && phase == Phase::test_main;
  if (test.empty() && !test_main) {
    return {};
  }
  const std::string_view top = test_main ? "TestMain" : top_level_test(test);
  for (const Link& link : chain_of(goroutine)) {
    const std::string_view function = link.frame.function.view();
    if (outer_function(function) == top && names.in_package(function) &&
        sources.file(link.frame).test) {
      return sources.place(link.frame);
    }
  }
  if (test_main) {
    return {};
  }
  if (const auto frame = line_in_test_file(goroutine, sources, import_path)) {
    return sources.place(*frame);
  }
  return place_from_closure(goroutine, top, names, sources);
}

} // namespace leakgate::rules
