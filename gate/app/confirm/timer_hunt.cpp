#include "gate/app/confirm/timer_hunt.hpp"

#include "rules/rounds/leakers.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

namespace leakgate {

namespace {

using Names = std::set<std::string>;

bool
has_snapshot(const Verdict& verdict, const std::string& import_path)
{
  return std::ranges::any_of(verdict.packages, [&](const PackageVerdict& package) {
    const bool ended = came_to_its_end(package.end);
    return package.import_path == import_path && ended &&
           (package.source == EvidenceSource::probe || package.source == EvidenceSource::cache);
  });
}

class Narrowing
{
public:
  explicit Narrowing(const BringBack& ask) : m_ask(ask) {}

  // A test of `tests` that brings something back; no value: none does, or there is no time.
  std::optional<std::string>
  find(Names tests)
  {
    while (!tests.empty() && !m_stopped) {
      if (tests.size() == 1) {
        return ask(tests) > 0 ? std::optional(*tests.begin()) : std::nullopt;
      }
      const auto middle = std::next(tests.begin(), static_cast<std::ptrdiff_t>(tests.size() / 2));
      const Names half(tests.begin(), middle);
      tests = ask(half) > 0 ? half : Names(middle, tests.end());
    }
    return std::nullopt;
  }

  std::int64_t
  ask(const Names& tests)
  {
    if (const auto known = m_known.find(tests); known != m_known.end()) {
      return known->second;
    }
    const auto answer = m_stopped ? std::nullopt : m_ask(tests);
    m_stopped = !answer;
    return m_known.emplace(tests, answer.value_or(0)).first->second;
  }

private:
  const BringBack& m_ask;
  std::map<Names, std::int64_t> m_known;
  bool m_stopped = false;
};

} // namespace

std::vector<Hunt>
plan_hunts(const Verdict& verdict)
{
  std::vector<Hunt> hunts;
  for (const Finding& finding : verdict.findings) {
    if (finding.kind == FindingKind::goroutine && finding.test.empty() &&
        finding.disposition == Disposition::reported && rules::came_from_timer(finding) &&
        has_snapshot(verdict, finding.package)) {
      hunts.push_back({finding.package, finding.fingerprint, finding.count});
    }
  }
  return hunts;
}

void
narrow_down(const std::set<std::string>& tests, std::int64_t wanted, const BringBack& ask)
{
  Narrowing narrowing(ask);
  Names rest = tests;
  while (wanted > 0) {
    const auto found = narrowing.find(rest);
    if (!found) {
      return;
    }
    wanted -= narrowing.ask({*found});
    rest.erase(*found);
  }
}

} // namespace leakgate
