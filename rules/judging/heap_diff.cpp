#include "gate/base/saturate.hpp"
#include "rules/judging/figures.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/profile_stacks.hpp"

#include <algorithm>
#include <functional>
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
  return in_package(function, "runtime/pprof") || is_probe_function(function);
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
    // Profiles are input: their numbers may be anything.
    const auto change = subtract ? saturating_subtract : saturating_add;
    growth.bytes = change(growth.bytes, site.inuse_bytes);
    growth.objects = change(growth.objects, site.inuse_objects);
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
  summary.before_objects = evidence.before->memory->heap_objects;
  summary.after_objects = evidence.after->memory->heap_objects;
  if (evidence.before->heap && evidence.after->heap) {
    Sites sites;
    add(sites, *evidence.after->heap, false);
    add(sites, *evidence.before->heap, true);
    summary.sites = largest(sites, sources);
  }
  return summary;
}

} // namespace leakgate::rules
