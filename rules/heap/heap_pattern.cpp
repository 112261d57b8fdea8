#include "rules/heap/heap_pattern.hpp"

#include "rules/heap/keeping_source.hpp"

#include <optional>
#include <utility>

namespace leakgate::rules {

namespace {

bool
is_general(const PatternChoice& choice)
{
  return choice.pattern->rule.id == k_general_heap;
}

// Of the stacks of a site the first that a pattern knows.
PatternChoice
choose(const GrowingSite& site, const std::string& test, const std::string& source,
       const HeapContext& context)
{
  std::vector<std::vector<Frame>> stacks = {site.stack};
  stacks.insert(stacks.end(), site.others.begin(), site.others.end());
  std::optional<PatternChoice> first;
  for (std::vector<Frame>& stack : stacks) {
    Goroutine allocating;
    allocating.frames = std::move(stack);
    PatternInput input{allocating, Wait::unknown, context.import_path, test, source};
    input.heap = true;
    PatternChoice choice = context.patterns.choose({&input, 1});
    if (!is_general(choice)) {
      return choice;
    }
    first = first ? first : std::move(choice);
  }
  return *first;
}

PatternChoice
general(std::string reason)
{
  return {find_pattern(builtin_patterns(), k_general_heap), std::move(reason)};
}

PatternChoice
by_stores(const GrownTogether& leak, const std::string& test, const std::vector<StoreCode>& stores,
          const HeapContext& context)
{
  std::string reason;
  for (const GrowingSite& site : leak.sites) { // also what keeps it may allocate
    for (const StoreCode& store : stores) {
      PatternChoice choice = choose(site, test, store.text, context);
      if (!is_general(choice)) {
        return choice;
      }
      reason = std::move(choice.reason);
    }
  }
  return general(std::move(reason));
}

bool
was_followed(const Place& at, const HeapContext& context)
{
  return context.facts_at && context.facts_at({at.file, at.line, "keep"}) != nullptr;
}

// By the lines that allocate, then by the functions around these: but not where the memory was
// followed through them, for then it is not their other lines that keep it.
PatternChoice
by_lines(const GrownTogether& leak, const std::string& test, const HeapContext& context)
{
  std::string reason;
  for (const bool whole_function : {false, true}) {
    for (const GrowingSite& site : leak.sites) {
      const Place at = context.sources.place(site.user);
      if (whole_function && was_followed(at, context)) {
        continue;
      }
      const KeepingSource source = keeping_source(context.source_line, at);
      PatternChoice choice =
          choose(site, test, whole_function ? source.function : source.line, context);
      if (!is_general(choice)) {
        return choice;
      }
      reason = std::move(choice.reason);
    }
  }
  return general(std::move(reason));
}

} // namespace

PatternChoice
heap_pattern(const GrownTogether& leak, const std::string& test,
             const std::vector<StoreCode>& stores, const HeapContext& context)
{
  return stores.empty() ? by_lines(leak, test, context) : by_stores(leak, test, stores, context);
}

} // namespace leakgate::rules
