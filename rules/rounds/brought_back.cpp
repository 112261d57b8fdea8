#include "rules/rounds/confirmation.hpp"
#include "rules/rounds/leakers.hpp"
#include "rules/rounds/process.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace leakgate::rules {

namespace {

bool
is_open(const Suspect& suspect)
{
  return suspect.test.empty() && came_from_timer(*suspect.goroutine);
}

void
name(Suspect& suspect, const std::string& test)
{
  suspect.test = Name(test);
  suspect.ran = suspect.test;
  suspect.by = Attribution::ran_alone;
}

// What tests brought back, each on its own.
class BroughtBack
{
public:
  BroughtBack(std::vector<Suspect>& suspects, const Identities& identities)
      : m_suspects(suspects), m_identities(identities)
  {
  }

  // Names the test for as many goroutines as it brought back.
  void
  take(const std::string& test, const std::vector<Start>& starts)
  {
    for (const Start& start : starts) {
      m_starts.emplace_back(test, start);
      const auto found = std::ranges::find_if(m_suspects, [&](const Suspect& suspect) {
        return is_open(suspect) && is_of(suspect, start);
      });
      if (found != m_suspects.end()) {
        name(*found, test);
      }
    }
  }

  // How many there are is often a matter of chance: where one test alone brings such ones back, it
  // has left them all.
  void
  name_rest()
  {
    for (Suspect& suspect : m_suspects) {
      std::set<std::string> tests;
      for (const auto& [test, start] : m_starts) {
        if (is_open(suspect) && is_of(suspect, start)) {
          tests.insert(test);
        }
      }
      if (tests.size() == 1) {
        name(suspect, *tests.begin());
      }
    }
  }

private:
  [[nodiscard]] bool
  is_of(const Suspect& suspect, const Start& start) const
  {
    return may_be_same(m_identities.start_of(*suspect.goroutine), start);
  }

  std::vector<Suspect>& m_suspects;
  const Identities& m_identities;
  std::vector<std::pair<std::string, Start>> m_starts;
};

} // namespace

void
name_brought_back(std::vector<Suspect>& suspects, const Confirmation& confirmation,
                  std::string_view import_path, SourceNames& sources, const SourceLine& source_line)
{
  const Identities identities(sources, source_line);
  const std::vector<Cluster> none;
  BroughtBack brought_back(suspects, identities);
  std::set<std::string> seen;
  for (const LoneProcess& lone : confirmation.lone) {
    if (lone.run.import_path != import_path || lone.tests.size() != 1 || !lone.evidence.after ||
        std::ranges::none_of(suspects, is_open) || !seen.insert(*lone.tests.begin()).second) {
      continue;
    }
    const RoundsProcess process(lone.evidence, &lone.run, import_path, none, sources, source_line);
    brought_back.take(*lone.tests.begin(), process.starts_of_timers());
  }
  brought_back.name_rest();
}

} // namespace leakgate::rules
