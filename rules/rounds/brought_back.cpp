#include "rules/rounds/brought_back.hpp"

#include "rules/rounds/leakers.hpp"
#include "rules/rounds/repeated_process.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace leakgate::rules {

namespace {

bool
is_open(const Subject& subject)
{
  return subject.test.empty() && came_from_timer(*subject.goroutine);
}

void
name(Subject& subject, const std::string& test)
{
  subject.test = Name(test);
  subject.ran = subject.test;
  subject.by = Attribution::ran_alone;
}

// What tests brought back, each on its own.
class BroughtBack
{
public:
  BroughtBack(std::vector<Subject>& subjects, const Identities& identities)
      : m_subjects(subjects), m_identities(identities)
  {
  }

  // Names the test for as many goroutines as it brought back.
  void
  take(const std::string& test, const std::vector<Start>& starts)
  {
    for (const Start& start : starts) {
      m_starts.emplace_back(test, start);
      const auto found = std::ranges::find_if(m_subjects, [&](const Subject& subject) {
        return is_open(subject) && is_of(subject, start);
      });
      if (found != m_subjects.end()) {
        name(*found, test);
      }
    }
  }

  // How many there are is often a matter of chance: where one test alone brings such ones back, it
  // has left them all.
  void
  name_rest()
  {
    for (Subject& subject : m_subjects) {
      std::set<std::string> tests;
      for (const auto& [test, start] : m_starts) {
        if (is_open(subject) && is_of(subject, start)) {
          tests.insert(test);
        }
      }
      if (tests.size() == 1) {
        name(subject, *tests.begin());
      }
    }
  }

private:
  [[nodiscard]] bool
  is_of(const Subject& subject, const Start& start) const
  {
    return may_be_same(m_identities.start_of(*subject.goroutine), start);
  }

  std::vector<Subject>& m_subjects;
  const Identities& m_identities;
  std::vector<std::pair<std::string, Start>> m_starts;
};

} // namespace

void
name_brought_back(std::vector<Subject>& subjects, const Repetition& repetition,
                  std::string_view import_path, SourceNames& sources, const SourceLine& source_line)
{
  const Identities identities(sources, source_line);
  const std::vector<Cluster> none;
  BroughtBack brought_back(subjects, identities);
  std::set<std::string> seen;
  for (const LoneProcess& lone : repetition.lone) {
    if (lone.run.import_path != import_path || lone.tests.size() != 1 || !lone.evidence.after ||
        std::ranges::none_of(subjects, is_open) || !seen.insert(*lone.tests.begin()).second) {
      continue;
    }
    const RepeatedProcess process(lone.evidence, &lone.run, import_path, none, sources,
                                  source_line);
    brought_back.take(*lone.tests.begin(), process.starts_of_timers());
  }
  brought_back.name_rest();
}

} // namespace leakgate::rules
