#include "rules/brought_back.hpp"

#include "rules/leakers.hpp"
#include "rules/repeated_process.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace leakgate::rules {

namespace {

bool
is_open(const Subject& subject)
{
  return subject.test.empty() && came_from_timer(*subject.goroutine);
}

} // namespace

void
name_brought_back(std::vector<Subject>& subjects, const Repetition& repetition,
                  std::string_view import_path, SourceNames& sources, const SourceLine& source_line)
{
  const Identities identities(sources, source_line);
  const std::vector<Cluster> none;
  std::set<std::string> seen;
  for (const LoneProcess& lone : repetition.lone) {
    if (lone.run.import_path != import_path || lone.tests.size() != 1 || !lone.evidence.after ||
        std::ranges::none_of(subjects, is_open) || !seen.insert(*lone.tests.begin()).second) {
      continue;
    }
    const RepeatedProcess process(lone.evidence, &lone.run, import_path, none, sources,
                                  source_line);
    for (const Start& start : process.starts_of_timers()) {
      const auto found = std::ranges::find_if(subjects, [&](const Subject& subject) {
        return is_open(subject) && may_be_same(identities.start_of(*subject.goroutine), start);
      });
      if (found != subjects.end()) {
        found->test = Name(*lone.tests.begin());
        found->ran = found->test;
        found->by = Attribution::ran_alone;
      }
    }
  }
}

} // namespace leakgate::rules
