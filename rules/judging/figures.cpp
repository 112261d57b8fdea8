#include "rules/judging/figures.hpp"

#include <algorithm>
#include <cstddef>
#include <set>

namespace leakgate::rules {

namespace {

// The numbers of the samples of [from, to) that show its extremes.
void
add_extremes(const std::vector<Sample>& samples, std::size_t from, std::size_t to,
             std::set<std::size_t>& kept)
{
  const auto begin = samples.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = samples.begin() + static_cast<std::ptrdiff_t>(to);
  const auto number = [&](auto at) { return static_cast<std::size_t>(at - samples.begin()); };
  kept.insert(number(std::ranges::min_element(begin, end, {}, &Sample::goroutines)));
  for (const auto field : {&Sample::goroutines, &Sample::heap_live_bytes, &Sample::runnable}) {
    kept.insert(number(std::ranges::max_element(begin, end, {}, field)));
  }
}

std::int64_t
most_waiting(const std::vector<Sample>& samples)
{
  std::int64_t most = -1;
  for (const Sample& sample : samples) {
    if (sample.finalizers_queued >= 0 && sample.finalizers_executed >= 0) {
      most = std::max(most, sample.finalizers_queued - sample.finalizers_executed);
    }
  }
  return most;
}

} // namespace

std::vector<Sample>
thinned(const std::vector<Sample>& samples, std::size_t most)
{
  if (samples.size() <= most) {
    return samples;
  }
  constexpr std::size_t k_of_stretch = 4;
  const std::size_t stretches = std::max<std::size_t>(1, (most - 2) / k_of_stretch);
  std::set<std::size_t> kept = {0, samples.size() - 1};
  for (std::size_t i = 0; i < stretches; ++i) {
    add_extremes(samples, samples.size() * i / stretches, samples.size() * (i + 1) / stretches,
                 kept);
  }
  std::vector<Sample> out;
  out.reserve(kept.size());
  for (const std::size_t number : kept) {
    out.push_back(samples[number]);
  }
  return out;
}

std::optional<RuntimeFigures>
figures_of(const PackageEvidence& evidence)
{
  if (!evidence.after || !evidence.after->memory) {
    return std::nullopt;
  }
  const MemoryStats& memory = *evidence.after->memory;
  RuntimeFigures out;
  out.gc_pause_p99_ns = memory.gc_pause_p99_ns;
  out.sched_latency_p99_ns = memory.sched_latency_p99_ns;
  out.heap_objects = memory.heap_objects;
  out.heap_inuse_bytes = memory.heap_inuse_bytes;
  out.sys_bytes = memory.sys_bytes;
  out.stack_inuse_bytes = memory.stack_inuse_bytes;
  out.gc_pause_ns = memory.gc_pause_ns;
  out.finalizers_timed = evidence.finalizers_timed;
  out.finalizer_wait_ns =
      std::max(evidence.finalizer_longest_ns.value_or(-1), evidence.finalizer_wait_ns.value_or(-1));
  out.finalizers_waiting = most_waiting(evidence.samples);
  for (const Sample& sample : evidence.samples) {
    out.runnable = std::max(out.runnable, sample.runnable);
  }
  return out;
}

RuntimeFigures
worse(const RuntimeFigures& a, const RuntimeFigures& b)
{
  RuntimeFigures out = a;
  for (const auto field :
       {&RuntimeFigures::gc_pause_p99_ns, &RuntimeFigures::sched_latency_p99_ns,
        &RuntimeFigures::runnable, &RuntimeFigures::heap_objects, &RuntimeFigures::heap_inuse_bytes,
        &RuntimeFigures::sys_bytes, &RuntimeFigures::stack_inuse_bytes,
        &RuntimeFigures::gc_pause_ns, &RuntimeFigures::finalizer_wait_ns,
        &RuntimeFigures::finalizers_timed, &RuntimeFigures::finalizers_waiting}) {
    out.*field = std::max(a.*field, b.*field);
  }
  return out;
}

void
add_figures(PackageVerdict& package, const PackageEvidence& evidence)
{
  package.samples = thinned(evidence.samples);
  if (const auto figures = figures_of(evidence)) {
    package.figures = package.figures ? worse(*package.figures, *figures) : *figures;
  }
}

} // namespace leakgate::rules
