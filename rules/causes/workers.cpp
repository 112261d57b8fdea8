#include "rules/causes/links.hpp"
#include "rules/source/function_source.hpp"

#include <algorithm>
#include <optional>

namespace leakgate::rules {

namespace {

bool
waits_for_group(const Cluster& cluster)
{
  return has_frame(cluster, "sync.(*WaitGroup).Wait");
}

bool
started_through_group(const Goroutine& goroutine)
{
  return goroutine.created_by &&
         (goroutine.created_by->function.view().ends_with("errgroup.(*Group).Go") ||
          goroutine.created_by->function.view() == "sync.(*WaitGroup).Go");
}

// Whether code of the user's in the stack calls Done of a group (`wg.Done()`, and not the
// `<-ctx.Done()` of a context); no value where no source is known.
std::optional<bool>
calls_done(const Cluster& cluster, const CauseContext& context)
{
  std::optional<bool> out;
  for (const Frame& frame : cluster.face().frames) {
    if (context.sources.is_standard(frame)) {
      continue;
    }
    const FunctionSource source =
        function_around(context.source_line, context.sources.place(frame));
    out = source.head.empty() ? out : std::optional(out.value_or(false));
    for (const CodeLine& line : source.body) {
      const bool done = line.text.ends_with(".Done()") && line.text.find("<-") == std::string::npos;
      out = done ? std::optional(true) : out;
    }
  }
  return out;
}

// Whether both were started by one call of the function that starts the waiter.
bool
started_beside(const Goroutine& worker, const Goroutine& waiter)
{
  if (worker.created_in == 0 || worker.created_in != waiter.created_in || !waiter.created_by ||
      !worker.created_by) {
    return false;
  }
  const Name function = waiter.created_by->function;
  return worker.created_by->function == function ||
         (!worker.ancestors.empty() &&
          std::ranges::any_of(worker.ancestors.front().frames,
                              [&](const Frame& frame) { return frame.function == function; }));
}

bool
started_in(const Goroutine& goroutine, std::int64_t id)
{
  return goroutine.created_in == id;
}

bool
is_worker_of(const Cluster& worker, const Goroutine& waiter)
{
  return std::ranges::any_of(worker.members, [&](const Goroutine* each) {
    return started_in(*each, waiter.id) || started_beside(*each, waiter);
  });
}

// Every waiter has one of them; and where the code is known it says that it is a worker's.
bool
are_workers_of(const Cluster& workers, const Cluster& waiters, const CauseContext& context)
{
  const bool each = std::ranges::all_of(waiters.members, [&](const Goroutine* waiter) {
    return waiter->id != 0 && is_worker_of(workers, *waiter);
  });
  return each && (started_through_group(*workers.representative.goroutine) ||
                  calls_done(workers, context).value_or(false));
}

// The goroutines that led to it, the nearest first.
std::vector<std::int64_t>
line_of(const Goroutine& goroutine)
{
  std::vector<std::int64_t> out;
  if (goroutine.created_in != 0) {
    out.push_back(goroutine.created_in);
  }
  for (const Ancestor& ancestor : goroutine.ancestors) {
    out.push_back(ancestor.id);
  }
  return out;
}

std::size_t
starter_of(const Goroutine& goroutine, std::size_t own, const CauseLinks& links)
{
  for (const std::int64_t id : line_of(goroutine)) {
    const std::size_t found = links.with_id(id);
    if (found < links.size() && found != own) {
      return found;
    }
  }
  return links.size();
}

// The one leak that started all of it; none where several did.
std::size_t
starter_of(std::size_t i, const CauseLinks& links)
{
  const auto& members = links.cluster(i).members;
  const std::size_t first = starter_of(*members.front(), i, links);
  const bool all = std::ranges::all_of(
      members, [&](const Goroutine* each) { return starter_of(*each, i, links) == first; });
  return all ? first : links.size();
}

} // namespace

void
link_waiters(CauseLinks& links)
{
  if (!links.context().one_process) {
    return;
  }
  const std::vector<std::size_t> open = links.open();
  for (const std::size_t waiter : open) {
    if (!waits_for_group(links.cluster(waiter))) {
      continue;
    }
    for (const std::size_t worker : open) {
      if (worker != waiter && !waits_for_group(links.cluster(worker)) &&
          are_workers_of(links.cluster(worker), links.cluster(waiter), links.context()) &&
          links.link(waiter, worker, "it waits for that one to end")) {
        break;
      }
    }
  }
}

void
link_workers(CauseLinks& links)
{
  for (const std::size_t i : links.open()) {
    const std::size_t starter = starter_of(i, links);
    if (starter == links.size() || waits_for_group(links.cluster(starter)) ||
        has_frame(links.cluster(i), "net/http.serverHandler.ServeHTTP")) {
      continue;
    }
    // What is stuck in its work does not go with a service that is merely not shut down.
    if (waits_for_work(links.cluster(i).wait) || !waits_for_work(links.cluster(starter).wait)) {
      links.link(i, starter, "it was started by that one");
    }
  }
}

} // namespace leakgate::rules
