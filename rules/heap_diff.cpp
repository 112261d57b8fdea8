#include "rules/heap_diff.hpp"

#include "rules/profile_stacks.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_shown_sites = 10;

struct FrameLess
{
  bool
  operator()(const Frame& a, const Frame& b) const
  {
    return std::tie(a.function, a.file, a.line) < std::tie(b.function, b.file, b.line);
  }
};

struct Growth
{
  std::int64_t bytes = 0;
  std::int64_t objects = 0;
};

using Sites = std::map<Frame, Growth, FrameLess>;

bool
is_measuring(const Frame& frame)
{
  const std::string_view function = frame.function.view();
  return function.starts_with("runtime/pprof.") || function.starts_with("testing.leakgate") ||
         function.starts_with("testing.(*leakgate");
}

// Profiles are input: their numbers may be anything.
std::int64_t
add_clamped(std::int64_t a, std::int64_t b)
{
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) {
    return sum;
  }
  return b > 0 ? std::numeric_limits<std::int64_t>::max()
               : std::numeric_limits<std::int64_t>::min();
}

std::int64_t
negated(std::int64_t value)
{
  return add_clamped(0, value == std::numeric_limits<std::int64_t>::min()
                            ? std::numeric_limits<std::int64_t>::max()
                            : -value);
}

void
add(Sites& sites, const HeapProfile& profile, bool subtract)
{
  for (const HeapSite& site : profile.sites) {
    if (site.frames.empty() || std::ranges::any_of(site.frames, is_measuring)) {
      continue;
    }
    const auto user = std::ranges::find_if(site.frames, [](const Frame& frame) {
      return !is_runtime_function(frame.function.view());
    });
    Growth& growth = sites[user == site.frames.end() ? site.frames.front() : *user];
    growth.bytes =
        add_clamped(growth.bytes, subtract ? negated(site.inuse_bytes) : site.inuse_bytes);
    growth.objects =
        add_clamped(growth.objects, subtract ? negated(site.inuse_objects) : site.inuse_objects);
  }
}

std::vector<HeapGrowth>
largest(const Sites& sites, SourceNames& sources)
{
  std::vector<HeapGrowth> grown;
  for (const auto& [frame, growth] : sites) {
    if (growth.bytes > 0) {
      grown.push_back({sources.place(frame), growth.bytes, growth.objects});
    }
  }
  // Equal growth keeps the order of function, file and line.
  std::ranges::stable_sort(grown, std::greater<>{}, &HeapGrowth::bytes);
  grown.resize(std::min(grown.size(), k_shown_sites));
  return grown;
}

} // namespace

std::optional<HeapSummary>
heap_summary(const PackageEvidence& evidence, SourceNames& sources)
{
  if (!evidence.before || !evidence.after || !evidence.before->memory || !evidence.after->memory) {
    return std::nullopt;
  }
  HeapSummary summary;
  summary.before_bytes = evidence.before->memory->heap_alloc_bytes;
  summary.after_bytes = evidence.after->memory->heap_alloc_bytes;
  if (evidence.before->heap && evidence.after->heap) {
    Sites sites;
    add(sites, *evidence.after->heap, false);
    add(sites, *evidence.before->heap, true);
    summary.sites = largest(sites, sources);
  }
  return summary;
}

} // namespace leakgate::rules
