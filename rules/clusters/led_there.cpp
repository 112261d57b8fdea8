#include "rules/clusters/led_there.hpp"

#include "rules/names/suite_names.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/called_place.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

namespace leakgate::rules {

namespace {

// The first that stand for tests are asked about; nobody reads the lines of so many.
constexpr std::size_t k_most_tests = 200;

// An external test package has the suffix that its symbols have, and its file's folder has not.
std::string
package_of_step(const ClosingCall& step, std::string_view test, std::string_view import_path,
                std::string_view of_statement, SourceNames& sources)
{
  const std::string package = sources.file(Name(step.file)).package;
  return package.empty()                                   ? std::string(of_statement)
         : step.function == test && package == import_path ? symbol_package(import_path)
                                                           : symbol_package(package);
}

Ancestor
ancestor_of(const CodeCase& way, std::string_view test, std::string_view import_path,
            const Goroutine& goroutine, SourceNames& sources)
{
  const std::string_view started = goroutine.created_by->function.view();
  std::vector<Frame> frames{*goroutine.created_by};
  for (std::size_t i = 1; i < way.channel.closed.size(); ++i) {
    const ClosingCall& step = way.channel.closed[i];
    const std::string package =
        package_of_step(step, test, import_path, split_symbol(started).package, sources);
    frames.push_back({Name(package + "." + step.function), Name(step.file), step.line});
  }
  return {0, std::move(frames), std::nullopt};
}

class Ways
{
public:
  Ways(std::string_view import_path, const CodeFactsAt& facts_at, SourceNames& sources,
       std::deque<Goroutine>& owned)
      : m_import_path(import_path), m_facts_at(facts_at), m_sources(sources), m_owned(owned)
  {
  }

  void
  add(Cluster& cluster)
  {
    for (auto& [test, share] : cluster.tests) {
      const std::string_view ran = share.representative.ran.view();
      const CodeFacts* facts = ask(*share.representative.goroutine, ran);
      if (facts == nullptr || facts->cases.empty()) {
        continue;
      }
      if (facts->cases.size() == 1) {
        const bool leads = cluster.representative.goroutine == share.representative.goroutine;
        replace(share.representative.goroutine, facts->cases.front(), ran);
        cluster.representative.goroutine =
            leads ? share.representative.goroutine : cluster.representative.goroutine;
      } else if (static_cast<std::size_t>(share.count) == facts->cases.size()) {
        one_each(cluster, share, *facts, ran);
      }
    }
  }

private:
  const CodeFacts*
  ask(const Goroutine& goroutine, std::string_view test)
  {
    if (test.empty() || !goroutine.ancestors.empty() || !goroutine.created_by ||
        !in_main_module(*goroutine.created_by, m_sources)) {
      return nullptr;
    }
    const Place statement = m_sources.place(*goroutine.created_by);
    const Symbol symbol = split_symbol(statement.function);
    const std::string function = declared_name(symbol.name);
    if (!statement.known() || function == top_level_test(test) || ++m_asked > k_most_tests) {
      return nullptr;
    }
    return m_facts_at({statement.file,
                       statement.line,
                       "led",
                       {function, m_sources.file(*goroutine.created_by).package,
                        std::string(m_import_path), std::string(test)}});
  }

  void
  replace(const Goroutine*& goroutine, const CodeCase& way, std::string_view test)
  {
    Goroutine& copy = m_owned.emplace_back(*goroutine);
    copy.ancestors = {ancestor_of(way, top_level_test(test), m_import_path, copy, m_sources)};
    goroutine = &copy;
  }

  // The lines come one after the other, and so do the goroutines.
  void
  one_each(Cluster& cluster, TestShare& share, const CodeFacts& facts, std::string_view test)
  {
    std::vector<const Goroutine**> own;
    for (const Goroutine*& member : cluster.members) {
      if (test_label(*member) == test) {
        own.push_back(&member);
      }
    }
    if (own.size() != facts.cases.size()) {
      return;
    }
    std::ranges::sort(own, {}, [](const Goroutine** each) { return (*each)->id; });
    const Goroutine* const oldest = share.representative.goroutine;
    for (std::size_t i = 0; i < own.size(); ++i) {
      const Goroutine* const before = *own[i];
      replace(*own[i], facts.cases[i], test);
      if (before == oldest) {
        share.representative.goroutine = *own[i];
      }
    }
    if (cluster.representative.goroutine == oldest) {
      cluster.representative.goroutine = share.representative.goroutine;
    }
  }

  std::string_view m_import_path;
  const CodeFactsAt& m_facts_at;
  SourceNames& m_sources;
  std::deque<Goroutine>& m_owned;
  std::size_t m_asked = 0;
};

} // namespace

void
add_ways_from_tests(std::vector<Cluster>& clusters, std::string_view import_path,
                    const CodeFactsAt& facts_at, SourceNames& sources, std::deque<Goroutine>& owned)
{
  if (!facts_at) {
    return;
  }
  Ways ways(import_path, facts_at, sources, owned);
  for (Cluster& cluster : clusters) {
    ways.add(cluster);
  }
}

std::vector<Ancestor>
seen_ancestors(const Goroutine& goroutine)
{
  std::vector<Ancestor> out;
  std::ranges::copy_if(goroutine.ancestors, std::back_inserter(out),
                       [](const Ancestor& each) { return each.id != 0; });
  return out;
}

} // namespace leakgate::rules
