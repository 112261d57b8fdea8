#include "rules/heap/heap_findings.hpp"

#include "gate/base/saturate.hpp"
#include "gate/base/text.hpp"
#include "gate/model/symbol_text.hpp"
#include "rules/heap/grown_together.hpp"
#include "rules/heap/growth.hpp"
#include "rules/heap/heap_pattern.hpp"
#include "rules/heap/heap_rounds.hpp"
#include "rules/heap/kept_by.hpp"
#include "rules/heap/sites.hpp"
#include "rules/names/suite_names.hpp"
#include "rules/stacks/identity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace leakgate::rules {

namespace {

constexpr std::int64_t k_mib = std::int64_t{1} << 20;
constexpr std::int64_t k_grave = 8 * k_mib; ///< each round
constexpr std::size_t k_most_sites = 10;

Severity
severity_of(const HeapGrown& growth, const HeapPolicy& policy)
{
  const std::int64_t bytes = usual(growth.bytes);
  if (bytes >= k_grave) {
    return Severity::high;
  }
  if (bytes >= k_mib) {
    return Severity::medium;
  }
  return bytes >= policy.floor_bytes ? Severity::low : Severity::note;
}

// The only subtest of a test is where it is; of several nobody knows which.
std::string
with_subtest(const std::string& test, const PackageRun* run)
{
  std::string found = test;
  if (run != nullptr) {
    for (const TestCase& each : run->tests) {
      if (each.name.starts_with(test + "/")) {
        if (found != test && !each.name.starts_with(found + "/")) {
          return test;
        }
        found = each.name;
      }
    }
  }
  return found;
}

class Wording
{
public:
  explicit Wording(const HeapContext& context) : m_context(context) {}

  Finding
  finding(const GrownTogether& leak)
  {
    Finding finding = begin(leak.growth);
    const GrowingSite& first = leak.sites.front();
    finding.fingerprint = identity_fingerprint(
        finding.package, {Name("heap"), {m_context.sources.canonical(first.user)}}, "", 0);
    finding.at = m_context.sources.place(first.user);
    finding.stack = first.stack;
    add_tests(finding, leak);
    finding.sites = lines_of(leak);
    const std::vector<StoreCode> stores =
        kept_by(first.stack, m_context.facts_at, m_context.sources);
    const auto [pattern, reason] = heap_pattern(leak, finding.test, stores, m_context);
    finding.rule_reason = reason;
    apply(finding, *pattern, leak.growth);
    name_keepers(finding, stores);
    return finding;
  }

  // No site is known: the package grows, and perhaps it is known with which test. One process alone
  // does not make a build fail for what nobody can look up.
  Finding
  finding(const HeapGrown& growth, const HeapPackage& checked, int warm_up)
  {
    Finding finding = begin(growth);
    finding.fingerprint = identity_fingerprint(finding.package, {Name("heap"), {}}, "", 0);
    GrownTogether leak;
    int processes = 0;
    bool freed = false;
    for (const LoneProcess& process : checked.runs) {
      freed = freed || may_be_freed(process.evidence, warm_up, m_context.policy.heap);
      const bool all = process.tests == checked.runs.front().tests;
      if ((all || process.tests.size() == 1) &&
          grows(counted_rounds(process.evidence.rounds, warm_up), m_context.policy.heap)) {
        ++processes;
        leak.tests.insert(process.tests.size() == 1 ? *process.tests.begin() : std::string());
      }
    }
    leak.tests.erase(std::string());
    add_tests(finding, leak);
    finding.message = fmt::format("memory grows with every round of the {}",
                                  leak.tests.empty() ? "package's tests" : "test");
    apply(finding, *find_pattern(builtin_patterns(), k_general_heap), growth);
    const bool confirmed = processes > 1 && !freed;
    finding.severity = confirmed ? finding.severity : Severity::note;
    finding.confirm_note =
        freed       ? "as much was free when the process ended; no site says whether it is the same"
        : confirmed ? "no allocation site could be named"
                    : "seen in one process, and not confirmed by another";
    finding.confirm_note += checked.note.empty() ? "" : "; " + checked.note;
    return finding;
  }

  // Beside others that have one: a test that grows by itself, in the one process that it had.
  Finding
  finding(const LoneProcess& process, const std::string& note, int warm_up)
  {
    const std::string& test = *process.tests.begin();
    Finding out = finding(counted_rounds(process.evidence.rounds, warm_up),
                          {m_context.import_path, {process}, {}, {}, note}, warm_up);
    out.fingerprint = identity_fingerprint(out.package, {Name("heap"), {Name(test)}}, "", 0);
    return out;
  }

private:
  Finding
  begin(const HeapGrown& growth) const
  {
    Finding finding;
    finding.kind = FindingKind::heap;
    finding.package = m_context.import_path;
    finding.tier = Tier::growing;
    finding.rounds = growth.bytes;
    finding.objects = growth.objects;
    finding.confirm_note =
        growth.in_steps ? "in steps; a round's part, over rounds 6 to 10 and 11 to 20" : "";
    return finding;
  }

  static std::int64_t
  most(const std::vector<Leaker>& leakers)
  {
    std::int64_t out = 0;
    for (const Leaker& leaker : leakers) {
      out = std::max(out, least(leaker.rounds));
    }
    return out;
  }

  // What a test keeps that would be no leak by itself, and hardly a part of this one, is not to be
  // mended.
  void
  drop_trifles(std::vector<Leaker>& leakers) const
  {
    constexpr std::int64_t k_part = 16;
    const std::int64_t all = most(leakers);
    std::erase_if(leakers, [&](const Leaker& leaker) {
      const std::int64_t own = least(leaker.rounds);
      return !leaker.rounds.empty() && own < m_context.policy.heap.floor_bytes &&
             own < all / k_part;
    });
  }

  // What all tests kept of each line, that of the finding first.
  std::vector<HeapGrowth>
  lines_of(const GrownTogether& leak)
  {
    std::vector<GrowingSite> lines;
    for (const GrowingSite& site : leak.sites) {
      if (&site != &leak.sites.front() && m_context.sources.is_standard(site.user)) {
        continue; // the runtime's own, on whose stacks nobody of the user's is
      }
      const auto known = std::ranges::find(lines, site.user, &GrowingSite::user);
      if (known == lines.end()) {
        lines.push_back(site);
      } else {
        rules::add(known->growth, site.growth);
      }
    }
    std::vector<HeapGrowth> out;
    for (const GrowingSite& line : lines) {
      out.push_back({m_context.sources.place(line.user), least(line.growth.bytes),
                     least(line.growth.objects)});
    }
    std::ranges::stable_sort(std::next(out.begin()), out.end(), std::greater<>{},
                             &HeapGrowth::bytes);
    out.resize(std::min(out.size(), k_most_sites));
    return out;
  }

  // In the order of their names, as sizes vary a little from run to run; the finding is that of the
  // first that kept about as much as any.
  void
  add_tests(Finding& finding, const GrownTogether& leak) const
  {
    for (const std::string& test : leak.tests) {
      Leaker leaker;
      leaker.test = with_subtest(test, m_context.run);
      leaker.tier = Tier::growing;
      HeapGrown growth;
      for (const GrowingSite& site : leak.sites) {
        if (site.test == test) {
          rules::add(growth, site.growth);
          if (!leaker.at.known()) {
            leaker.at = site.called;
          }
        }
      }
      leaker.rounds = growth.bytes;
      finding.leakers.push_back(std::move(leaker));
    }
    drop_trifles(finding.leakers);
    if (!finding.leakers.empty()) {
      const std::int64_t all = most(finding.leakers);
      const Leaker& first = *std::ranges::find_if(
          finding.leakers, [&](const Leaker& leaker) { return 2 * least(leaker.rounds) >= all; });
      finding.called = first.at == finding.at ? Place{} : first.at;
      finding.test = first.test;
      finding.attribution = first.at.known() ? Attribution::creator : Attribution::ran_alone;
      finding.phase = finding.test.find('/') == std::string::npos ? Phase::test : Phase::subtest;
    }
  }

  // `pages keeps it (catalog/page.go:22)`.
  void
  name_keepers(Finding& finding, const std::vector<StoreCode>& stores) const
  {
    std::vector<std::string> told;
    for (const StoreCode& store : stores) {
      const std::string& file = m_context.sources.file(Name(store.file)).shown;
      finding.kept_by.push_back({store.holder, {"", file, store.line}});
      told.push_back(fmt::format("{} ({}:{})", store.holder, file, store.line));
    }
    if (told.empty()) {
      return;
    }
    const std::string all = text::join(told, " and ");
    if (finding.rule == k_general_heap) {
      finding.fix = fmt::format("take it out of {} when the test ends, or give that a limit", all);
    } else {
      finding.fix += fmt::format("; {} {} it", all, told.size() == 1 ? "keeps" : "keep");
    }
  }

  void
  apply(Finding& finding, const Pattern& pattern, const HeapGrown& growth) const
  {
    finding.rule = pattern.rule.id;
    finding.severity = severity_of(growth, m_context.policy.heap);
    finding.why = pattern.rule.why;
    finding.fix = pattern.rule.fix;
    if (finding.message.empty()) {
      finding.message = fmt::format(
          "{} {}: allocated in {}",
          pattern.subject.empty() ? "memory grows" : pattern.subject + " grows",
          growth.in_steps ? "in steps" : "with every round", short_symbol(finding.at.function));
    }
  }

  const HeapContext& m_context;
};

bool
is_told(const std::string& test, const std::vector<Finding>& findings)
{
  return std::ranges::any_of(findings, [&](const Finding& finding) {
    return std::ranges::any_of(
        finding.leakers, [&](const Leaker& leaker) { return top_level_test(leaker.test) == test; });
  });
}

} // namespace

std::vector<Finding>
heap_leaks(const HeapPackage* checked, int warm_up, const HeapContext& context)
{
  std::vector<Finding> findings;
  if (checked == nullptr) {
    return findings;
  }
  const HeapPolicy& policy = context.policy.heap;
  const HeapGrown whole = whole_growth(*checked, warm_up, policy);
  if (!grows(whole, policy) || !grew_again(*checked, whole, warm_up, policy)) {
    return findings;
  }
  Wording wording(context);
  bool full = false;
  for (const GrownTogether& leak : grown_together(
           *checked, warm_up, {context.import_path, context.run, policy, context.sources})) {
    if (filled_up_alone(*checked, leak.tests, policy)) {
      full = true;
      continue;
    }
    findings.push_back(wording.finding(leak));
  }
  for (const LoneProcess* process : without_sites(*checked, warm_up, policy)) {
    if (!findings.empty() && !is_told(*process->tests.begin(), findings)) {
      findings.push_back(wording.finding(*process, checked->note, warm_up));
    }
  }
  if (findings.empty() && !full && !fades(whole) && !is_freed_at_end(*checked, warm_up, policy)) {
    findings.push_back(wording.finding(whole, *checked, warm_up));
  }
  return findings;
}

} // namespace leakgate::rules
