#include "rules/heap/grown_together.hpp"

#include "rules/names/suite_names.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <utility>

namespace leakgate::rules {

namespace {

bool
has_sites(const LoneProcess& process, bool steps)
{
  const auto& rounds = process.evidence.rounds;
  return !rounds.empty() && (std::ssize(rounds) >= k_step_rounds) == steps &&
         std::ranges::all_of(rounds, [](const Round& round) { return round.heap.has_value(); });
}

bool
same_line(const GrowingSite& a, const GrowingSite& b)
{
  return a.user == b.user;
}

bool
is_on_stack_of(const GrowingSite& caller, const GrowingSite& site)
{
  return std::ranges::any_of(
      site.stack, [&](const Frame& frame) { return frame.function == caller.user.function; });
}

// So many objects for each object, in every round: the parts that a constructor makes.
bool
has_parts(const HeapGrown& whole, const HeapGrown& parts)
{
  const std::int64_t each = least(whole.objects) > 0 ? parts.objects[0] / whole.objects[0] : 0;
  return each > 0 &&
         std::ranges::equal(parts.objects, whole.objects, [&](std::int64_t many, std::int64_t one) {
           return many == each * one;
         });
}

class Grouping
{
public:
  Grouping(const HeapPackage& checked, int warm_up, const GroupingContext& context)
      : m_checked(checked), m_warm_up(warm_up), m_context(context),
        m_names(context.import_path, context.run)
  {
  }

  // What grows in steps stands behind what grows in every round, and is told where that is not it.
  std::vector<GrownTogether>
  find()
  {
    std::vector<GrownTogether> all = find_in(false);
    for (GrownTogether& leak : find_in(true)) {
      if (std::ranges::none_of(all, [&](const GrownTogether& each) {
            return function_of(each) == function_of(leak);
          })) {
        all.push_back(std::move(leak));
      }
    }
    return all;
  }

private:
  std::vector<GrownTogether>
  find_in(bool steps)
  {
    m_alone.clear();
    for (GrowingSite& site : sites(steps)) {
      add(std::move(site));
    }
    join();
    std::erase_if(m_leaks, [&](const GrownTogether& leak) {
      return !site_grows(leak.growth, policy()) || fades(leak.growth);
    });
    return std::exchange(m_leaks, {});
  }

  [[nodiscard]] Name
  function_of(const GrownTogether& leak) const
  {
    return m_context.sources.canonical(leak.sites.front().user);
  }

  [[nodiscard]] const HeapPolicy&
  policy() const
  {
    return m_context.policy;
  }

  std::vector<GrowingSite>
  sites_of(const LoneProcess& process)
  {
    return growing_sites(process.evidence, m_warm_up, m_names, m_context.sources);
  }

  // Of all tests at once where they ran so, else of each that ran alone.
  std::vector<GrowingSite>
  sites(bool steps)
  {
    const LoneProcess* widest = nullptr;
    for (const LoneProcess& process : m_checked.runs) {
      if (has_sites(process, steps) &&
          (widest == nullptr || process.tests.size() > widest->tests.size())) {
        widest = &process;
      }
    }
    if (widest == nullptr) {
      return {};
    }
    std::vector<GrowingSite> out = sites_of(*widest);
    for (const LoneProcess& process : m_checked.runs) {
      if (has_sites(process, steps) && process.tests.size() == 1 && &process != widest) {
        take_alone(process, widest->tests, out);
      }
    }
    if (widest->tests.size() == 1) {
      for (GrowingSite& site : out) {
        name(site, *widest->tests.begin());
      }
    }
    return out;
  }

  // A test that ran alone answers for what it brings back and no stack shows a test of.
  void
  take_alone(const LoneProcess& process, const std::set<std::string>& together,
             std::vector<GrowingSite>& out)
  {
    const std::string& test = *process.tests.begin();
    for (GrowingSite& site : sites_of(process)) {
      if (!together.contains(test)) {
        name(site, test);
        out.push_back(std::move(site));
        continue;
      }
      const auto open = std::ranges::find_if(out, [&](const GrowingSite& each) {
        return each.test.empty() && site.test.empty() && same_line(each, site);
      });
      if (open != out.end()) {
        m_alone[open->user.function.str()].insert(test);
      }
    }
  }

  static void
  name(GrowingSite& site, const std::string& test)
  {
    site.test = site.test.empty() ? test : site.test;
  }

  void
  add(GrowingSite site)
  {
    const Name function = m_context.sources.canonical(site.user);
    auto found = std::ranges::find_if(
        m_leaks, [&](const GrownTogether& leak) { return function_of(leak) == function; });
    if (found == m_leaks.end()) {
      found = m_leaks.insert(m_leaks.end(), GrownTogether{});
    }
    rules::add(found->growth, site.growth);
    if (!site.test.empty()) {
      found->tests.insert(site.test);
    } else if (const auto alone = m_alone.find(site.user.function.str()); alone != m_alone.end()) {
      found->tests.insert(alone->second.begin(), alone->second.end());
    }
    found->sites.push_back(std::move(site));
  }

  // What one test keeps through one of its lines, in another function, is the same leak where there
  // is an object for each object, or so many for each that this function made and the one that it
  // called for them, or where it is too little to be one of its own.
  void
  join()
  {
    const auto size = [](const GrownTogether& leak) { return least(leak.growth.bytes); };
    std::ranges::stable_sort(m_leaks, std::greater<>{}, size);
    for (std::size_t i = 1; i < m_leaks.size();) {
      const auto end = m_leaks.begin() + static_cast<std::ptrdiff_t>(i);
      const auto into = std::find_if(m_leaks.begin(), end, [&](const GrownTogether& leak) {
        return belongs_to(m_leaks[i], leak);
      });
      if (into == end) {
        ++i;
        continue;
      }
      rules::add(into->growth, m_leaks[i].growth);
      std::ranges::move(m_leaks[i].sites, std::back_inserter(into->sites));
      m_leaks.erase(end);
    }
    for (GrownTogether& leak : m_leaks) {
      show_own_line(leak);
    }
  }

  // Of a stack that is deeper than Go records, the lines of the user's are missing.
  void
  show_own_line(GrownTogether& leak) const
  {
    const auto own = std::ranges::find_if(leak.sites, [&](const GrowingSite& site) {
      return is_users_own(m_context.sources.place(site.user));
    });
    if (own != leak.sites.end()) {
      std::rotate(leak.sites.begin(), own, std::next(own));
    }
  }

  [[nodiscard]] bool
  belongs_to(const GrownTogether& small, const GrownTogether& large) const
  {
    if (small.tests != large.tests) {
      return false;
    }
    const GrowingSite& a = small.sites.front();
    const GrowingSite& b = large.sites.front();
    const bool one_call = a.called.line == b.called.line && a.called.file == b.called.file;
    const bool one_object = small.growth.objects == large.growth.objects ||
                            (is_on_stack_of(a, b) && has_parts(small.growth, large.growth)) ||
                            (is_on_stack_of(b, a) && has_parts(large.growth, small.growth));
    return (one_call && one_object) || usual(small.growth.bytes) < policy().floor_bytes;
  }

  const HeapPackage& m_checked;
  int m_warm_up;
  const GroupingContext& m_context;
  TestNames m_names;
  std::map<std::string, std::set<std::string>> m_alone; ///< function → tests that bring it back
  std::vector<GrownTogether> m_leaks;
};

} // namespace

std::vector<GrownTogether>
grown_together(const HeapPackage& checked, int warm_up, const GroupingContext& context)
{
  return Grouping(checked, warm_up, context).find();
}

} // namespace leakgate::rules
