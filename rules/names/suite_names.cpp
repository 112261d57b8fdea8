#include "rules/names/suite_names.hpp"

#include "rules/names/symbol.hpp"

#include <algorithm>
#include <array>

namespace leakgate::rules {

namespace {

constexpr std::array<std::string_view, 4> k_label_keys = {"test.name", "testing.name", "fuzz.name",
                                                          "bench.name"};
constexpr std::array<std::string_view, 4> k_prefixes = {"Test", "Example", "Fuzz", "Benchmark"};

// cmd/go: `Test` and what follows must not start with a lower-case letter.
bool
is_test_name(std::string_view name)
{
  return std::ranges::any_of(k_prefixes, [&](std::string_view prefix) {
    if (!name.starts_with(prefix)) {
      return false;
    }
    const std::string_view rest = name.substr(prefix.size());
    return rest.empty() || rest.front() < 'a' || rest.front() > 'z';
  });
}

} // namespace

std::string_view
test_label(const Goroutine& goroutine)
{
  for (const std::string_view key : k_label_keys) {
    const auto label = std::ranges::find(goroutine.labels, key, &Label::key);
    if (label != goroutine.labels.end() && !label->value.empty()) {
      return label->value;
    }
  }
  return {};
}

std::string_view
top_level_test(std::string_view test)
{
  return test.substr(0, std::min(test.find('/'), test.size()));
}

int
test_depth(std::string_view test)
{
  return 1 + static_cast<int>(std::ranges::count(test, '/'));
}

TestNames::TestNames(std::string_view import_path, const PackageRun* run)
    : m_package(symbol_package(import_path))
{
  if (run == nullptr) {
    return;
  }
  for (const TestCase& test : run->tests) {
    m_outcomes.emplace(test.name, test.outcome);
  }
}

bool
TestNames::in_package(std::string_view function) const
{
  std::string_view package = split_symbol(function).package;
  return package == m_package ||
         (package.ends_with("_test") && package.substr(0, package.size() - 5) == m_package);
}

std::string_view
TestNames::test_of(std::string_view function) const
{
  const std::string_view name = outer_function(function);
  if (name == "TestMain" || !is_test_name(name) || !in_package(function)) {
    return {};
  }
  // A helper may be called TestServer; where the run is known it tells.
  if (!m_outcomes.empty() && !m_outcomes.contains(std::string(name))) {
    return {};
  }
  return name;
}

TestOutcome
TestNames::outcome(std::string_view test) const
{
  const auto found = m_outcomes.find(std::string(test));
  return found == m_outcomes.end() ? TestOutcome::none : found->second;
}

} // namespace leakgate::rules
