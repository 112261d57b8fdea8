#include "rules/population/attribution.hpp"

#include "rules/names/symbol.hpp"
#include "rules/stacks/ancestry.hpp"
#include "rules/stacks/start_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace leakgate::rules {

namespace {

// Which test the goroutines of this id started goroutines for; empty when several.
class Creators
{
public:
  void
  learn(const Suspect& suspect)
  {
    const Goroutine& goroutine = *suspect.goroutine;
    note(goroutine.id, suspect.test);
    note(goroutine.created_in, suspect.test);
    note(test_goroutine(goroutine), suspect.test);
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
assign(Suspect& suspect, Name test, Attribution by)
{
  if (test.empty()) {
    return;
  }
  suspect.test = test;
  suspect.by = by;
}

void
attribute_rest(Suspect& suspect, const TestNames& names, const Creators& creators)
{
  const Goroutine& goroutine = *suspect.goroutine;
  const AncestorTest ancestors = test_from_ancestors(goroutine, names);
  if (!ancestors.test.empty()) {
    const Name full = creators.test_of(test_goroutine(goroutine));
    const bool refines = top_level_test(full.view()) == ancestors.test;
    return assign(suspect, refines ? full : Name(ancestors.test), Attribution::ancestors);
  }
  assign(suspect, creators.test_of(goroutine.created_in), Attribution::creator);
  if (suspect.test.empty()) {
    assign(suspect, test_from_closure(goroutine, names), Attribution::closure_name);
  }
}

// The runtime starts a goroutine for finalizers, or for cleanups, when the first object asks for
// one: it carries the label of a test that has nothing to do with what it runs now.
void
attribute_to_function(Suspect& suspect, const TestNames& names)
{
  suspect.test = Name{};
  suspect.by = Attribution::none;
  assign(suspect, test_from_closure(*suspect.goroutine, names), Attribution::closure_name);
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

bool
started_outside_of_tests(const std::vector<Link>& chain)
{
  return std::ranges::none_of(
      chain, [](const Link& link) { return link.frame.function.view() == "testing.(*M).Run"; });
}

} // namespace

void
attribute_tests(Population& population, const TestNames& names)
{
  bool complete = true;
  for (Suspect& suspect : population.suspects) {
    if (runtime_started(*suspect.goroutine)) {
      attribute_to_function(suspect, names);
      continue;
    }
    if (suspect.test.empty()) {
      assign(suspect, test_label(*suspect.goroutine), Attribution::label);
    }
    complete &= !suspect.test.empty();
  }
  if (complete) {
    return;
  }
  Creators creators;
  for (const Suspect& suspect : population.suspects) {
    if (!suspect.test.empty()) {
      creators.learn(suspect);
    }
  }
  for (Suspect& suspect : population.suspects) {
    if (suspect.test.empty() && !runtime_started(*suspect.goroutine)) {
      attribute_rest(suspect, names, creators);
    }
  }
}

void
name_specs(Population& population, const TestLineContext& context)
{
  for (Suspect& suspect : population.suspects) {
    suspect.ran = suspect.test;
    const std::string spec = suspect.test.empty() ? "" : spec_of(*suspect.goroutine, context);
    if (!spec.empty()) {
      suspect.test = Name(fmt::format("{}/{}", suspect.test.view(), spec));
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

} // namespace leakgate::rules
