#include "rules/judging/figures.hpp"

#include "gate/model/figure_table.hpp"

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

std::optional<Figures>
figures_of(const PackageEvidence& evidence)
{
  if (!evidence.after || !evidence.after->memory) {
    return std::nullopt;
  }
  Figures out = evidence.after->figures;
  out.set("finalizers_timed", evidence.finalizers_timed);
  out.set("finalizer_wait_ns", std::max(evidence.finalizer_longest_ns.value_or(-1),
                                        evidence.finalizer_wait_ns.value_or(-1)));
  out.set("finalizers_waiting", most_waiting(evidence.samples));
  for (const Sample& sample : evidence.samples) {
    out.set("runnable", std::max(out.of("runnable"), sample.runnable));
  }
  return out;
}

Figures
worse(const Figures& a, const Figures& b)
{
  Figures out;
  for (const FigureInfo& figure : k_figures) {
    out.set(figure.name, std::max(a.of(figure.name), b.of(figure.name)));
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
