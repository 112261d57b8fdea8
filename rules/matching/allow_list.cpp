#include "rules/matching/allow_list.hpp"

#include "rules/names/package_pattern.hpp"

namespace leakgate::rules {

namespace {

struct Row
{
  const char* id;
  const char* function;
  const char* reason;
};

// An entry belongs here only when no test can do anything about the goroutine, which the standard
// library or a test framework starts once per process. Idle
// HTTP connections do not: `Close` of a test server ends them, so those that are
// left keep a socket open, and a transport made per call leaks for good.
constexpr Row k_rows[] = {
    {"os-signal", "os/signal.loop",
     "os/signal starts one goroutine per process at the first Notify and never stops it"},
    {"runtime-trace", "runtime.ReadTrace",
     "reads the execution trace that is being taken of the process"},
    {"cpu-profile", "runtime/pprof.profileWriter",
     "writes the CPU profile that is being taken of the process"},
    // Looked at: Ginkgo 2.0.0, 2.1.6, 2.9.7, 2.13.2, 2.19.1, 2.23.4, 2.34.0. RunSpecs makes the
    // handler and drops it, so that nobody can call its Stop; of a parallel run it has two.
    {"ginkgo-interrupts",
     "github.com/onsi/ginkgo/v2/internal/interrupt_handler.*registerForInterrupts.*",
     "Ginkgo 2 watches for interrupts from its first RunSpecs on, once per process, and offers "
     "no way to stop it"},
    // Looked at: Ginkgo 1.8.0, 1.12.3, 1.14.2, 1.16.5. It ends when a signal comes.
    {"ginkgo-1-interrupts", "github.com/onsi/ginkgo/internal/specrunner.*registerForInterrupts",
     "Ginkgo 1 watches for interrupts from RunSpecs on, and offers no way to stop it"},
};

std::vector<AllowEntry>
make_builtin()
{
  std::vector<AllowEntry> entries;
  for (const Row& row : k_rows) {
    AllowEntry entry;
    entry.id = row.id;
    entry.match.function.text = row.function;
    entry.reason = row.reason;
    entries.push_back(std::move(entry));
  }
  return entries;
}

} // namespace

std::span<const AllowEntry>
builtin_allow()
{
  static const std::vector<AllowEntry> k_entries = make_builtin();
  return k_entries;
}

bool
has_expired(const AllowEntry& entry, const Policy& policy)
{
  return !entry.expires.empty() && !policy.today.empty() && entry.expires < policy.today;
}

AllowList::AllowList(const Policy& policy, const SourceRoots& roots, std::string_view import_path,
                     bool heap)
{
  const auto add = [&](const AllowEntry& entry) {
    // First, since a matcher compiles its expressions.
    if (entry.match.heap == heap &&
        package_matches(entry.match.package, import_path, roots, policy.config_dir)) {
      m_entries.push_back({&entry, Matcher(entry.match, roots, policy.config_dir)});
    }
  };
  for (const AllowEntry& entry : builtin_allow()) {
    add(entry);
  }
  for (const AllowEntry& entry : policy.allow) {
    if (!has_expired(entry, policy) && entry.match.source.empty() && entry.match.goroutines == 0) {
      add(entry);
    }
  }
}

std::vector<std::size_t>
AllowList::candidates(const Goroutine& goroutine, Wait wait) const
{
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < m_entries.size(); ++i) {
    if (m_entries[i].matcher.fits_stack(goroutine, wait)) {
      found.push_back(i);
      if (m_entries[i].entry->match.test.empty()) {
        break;
      }
    }
  }
  return found;
}

const AllowEntry*
AllowList::first_for(std::span<const std::size_t> candidates, std::string_view test) const
{
  for (const std::size_t i : candidates) {
    if (m_entries[i].matcher.fits_test(test)) {
      return m_entries[i].entry;
    }
  }
  return nullptr;
}

} // namespace leakgate::rules
