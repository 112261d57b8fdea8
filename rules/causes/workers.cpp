#include "gate/base/text.hpp"
#include "rules/causes/links.hpp"
#include "rules/names/symbol.hpp"
#include "rules/source/function_source.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

// `r.wg` of `defer r.wg.Done()`, for `.Done()`; empty of a line that does not end so.
std::string
group_in(std::string_view line, std::string_view call)
{
  if (!line.ends_with(call) || line.find("<-") != std::string_view::npos) {
    return {};
  }
  line.remove_suffix(call.size());
  return std::string(line.substr(line.find_last_of(" \t") + 1));
}

// The groups of which code of the user's in the stack calls Done (`wg.Done()`, and not the
// `<-ctx.Done()` of a context), each with the function; no value where no source is known.
struct DoneCall
{
  std::string group;
  Name function;
};

std::optional<std::vector<DoneCall>>
done_calls(const Cluster& cluster, const CauseContext& context)
{
  std::optional<std::vector<DoneCall>> out;
  for (const Frame& frame : cluster.face().frames) {
    if (context.sources.is_standard(frame)) {
      continue;
    }
    const FunctionSource source =
        function_around(context.source_line, context.sources.place(frame));
    if (!source.head.empty() && !out) {
      out.emplace();
    }
    for (const CodeLine& line : source.body) {
      if (std::string group = group_in(line.text, ".Done()"); !group.empty()) {
        out->push_back({std::move(group), frame.function});
      }
    }
  }
  return out;
}

std::string_view
last_name(std::string_view expression)
{
  return expression.substr(expression.rfind('.') + 1);
}

// Methods of one package name one field: what the one waits for, the other one is done with.
bool
is_done_with(const Cluster& worker, const Cluster& waiter, const CauseContext& context)
{
  const auto& frames = waiter.face().frames;
  const auto own = std::ranges::find_if(
      frames, [&](const Frame& frame) { return !context.sources.is_standard(frame); });
  if (own == frames.end() || !context.source_line) {
    return false;
  }
  const Place place = context.sources.place(*own);
  const std::string line = context.source_line(place.file, place.line);
  const std::string group = group_in(text::trim(line), ".Wait()");
  const bool method = !receiver_of(split_symbol(own->function.view()).name).empty();
  if (!method || group.find('.') == std::string::npos) {
    return false;
  }
  const auto calls = done_calls(worker, context);
  return calls && std::ranges::any_of(*calls, [&](const DoneCall& call) {
           return call.group.find('.') != std::string::npos &&
                  last_name(call.group) == last_name(group) &&
                  !receiver_of(split_symbol(call.function.view()).name).empty() &&
                  in_package(call.function.view(), split_symbol(own->function.view()).package);
         });
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
  if (of_tests_of(waiters, workers) && is_done_with(workers, waiters, context)) {
    return true;
  }
  const bool each = std::ranges::all_of(waiters.members, [&](const Goroutine* waiter) {
    return waiter->id != 0 && is_worker_of(workers, *waiter);
  });
  return each && (started_through_group(*workers.representative.goroutine) ||
                  !done_calls(workers, context).value_or(std::vector<DoneCall>()).empty());
}

bool
runs_subtests(const Cluster& cluster)
{
  return has_frame(cluster, "testing.(*T).Run") || has_frame(cluster, "testing.(*B).Run") ||
         has_frame(cluster, "testing.Benchmark");
}

// `go t.Run(…)`: each waits for one of them to end.
bool
are_subtests_of(const Cluster& subtests, const Cluster& runners)
{
  return std::ranges::all_of(runners.members, [&](const Goroutine* runner) {
    return runner->id != 0 && std::ranges::any_of(subtests.members, [&](const Goroutine* each) {
             return started_in(*each, runner->id);
           });
  });
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

// Leaks that wait at one line, and how much of another leak they started.
struct Starters
{
  std::size_t first; ///< the one that is told first
  std::size_t started = 0;
};

// The one leak that started all of it. Where several did, the one that is told first of those at
// the line at which most of these wait, if they started more than half; else none.
std::size_t
starter_of(std::size_t i, const CauseLinks& links)
{
  std::vector<Starters> lines;
  for (const Goroutine* each : links.cluster(i).members) {
    const std::size_t starter = starter_of(*each, i, links);
    if (starter == links.size()) {
      return links.size();
    }
    auto line = std::ranges::find_if(lines, [&](const Starters& known) {
      return known.first == starter || wait_at_one_line(links, known.first, starter);
    });
    if (line == lines.end()) {
      lines.push_back({starter});
      line = std::prev(lines.end());
    }
    line->first = links.told_before(starter, line->first) ? starter : line->first;
    ++line->started;
  }
  const auto most = std::ranges::max_element(lines, {}, &Starters::started);
  return most != lines.end() && 2 * most->started > links.cluster(i).members.size() ? most->first
                                                                                    : links.size();
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
    const Cluster& waits = links.cluster(waiter);
    const bool group = waits_for_group(waits);
    if (!group && !runs_subtests(waits)) {
      continue;
    }
    for (const std::size_t worker : open) {
      const Cluster& works = links.cluster(worker);
      const bool is_it =
          group ? !waits_for_group(works) && are_workers_of(works, waits, links.context())
                : are_subtests_of(works, waits);
      if (worker != waiter && is_it && links.link(waiter, worker, "it waits for that one to end")) {
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
