#include "rules/causes/links.hpp"
#include "rules/source/function_source.hpp"

#include <algorithm>
#include <iterator>

namespace leakgate::rules {

namespace {

bool
holds_connection(const Cluster& cluster)
{
  const std::string_view entry = entry_of(cluster);
  return entry == "database/sql.(*Rows).awaitDone" || entry == "database/sql.(*Tx).awaitDone";
}

// What is missing is a connection, and whoever has one has not given it back.
bool
waits_for_connection(const Cluster& cluster)
{
  return has_frame(cluster, "database/sql.(*DB).conn");
}

// What holds a connection in the tests of the cluster; none where one of these left nothing such.
std::vector<std::size_t>
holders_of(const CauseLinks& links, const Cluster& cluster, const std::vector<std::size_t>& among)
{
  std::vector<std::size_t> out;
  std::ranges::copy_if(among, std::back_inserter(out), [&](std::size_t each) {
    return holds_connection(links.cluster(each)) && share_a_test(cluster, links.cluster(each));
  });
  const bool all = std::ranges::all_of(cluster.tests, [&](const auto& share) {
    return !share.first.empty() && std::ranges::any_of(out, [&](std::size_t each) {
      return links.cluster(each).tests.contains(share.first);
    });
  });
  return all ? out : std::vector<std::size_t>();
}

// Whether that call of close stands in the function that the goroutine is in, or is deferred there.
bool
closes(const Frame& frame, const Place& call, const CauseContext& context)
{
  const Place place = context.sources.place(frame);
  if (place.file != call.file) {
    return false;
  }
  const FunctionSource function = function_around(context.source_line, place);
  const FunctionSource around = function_around(context.source_line, call);
  const bool inside = std::ranges::any_of(
      function.body, [&](const CodeLine& line) { return line.number == call.line; });
  return inside && !function.head.empty() &&
         (around.head == function.head || around.head.starts_with("defer func("));
}

// Whether one of the functions that the goroutine is in closes the channel when it ends.
bool
closes_one_of(const Cluster& cluster, const std::vector<Place>& calls, const CauseContext& context)
{
  return std::ranges::any_of(cluster.face().frames, [&](const Frame& frame) {
    return !context.sources.is_standard(frame) &&
           std::ranges::any_of(calls,
                               [&](const Place& call) { return closes(frame, call, context); });
  });
}

// Whether all that would end it for certain is that the other one ends.
bool
ends_with(const Finding& finding, const Cluster& other, const CauseContext& context)
{
  const auto& exits = finding.exits;
  return std::ranges::any_of(exits, &WayOut::certain) &&
         std::ranges::all_of(exits, [&](const WayOut& way) {
           return !way.certain || closes_one_of(other, way.closed, context);
         });
}

bool
is_watcher(const Cluster& cluster)
{
  const std::string_view entry = entry_of(cluster);
  return entry.find("/fsnotify") != std::string_view::npos && entry.ends_with(").readEvents");
}

// Whether the loop around the blocked line takes what a watcher sends.
bool
reads_watcher(const Finding& finding, const CauseContext& context)
{
  const FunctionSource source = function_around(context.source_line, finding.blocked);
  return std::ranges::any_of(source.body, [&](const CodeLine& line) {
    const bool receives =
        line.number >= finding.blocked.line && (line.text.find("<-") != std::string::npos ||
                                                line.text.find("range ") != std::string::npos);
    return receives && (line.text.find(".Events") != std::string::npos ||
                        line.text.find(".Errors") != std::string::npos);
  });
}

} // namespace

// Whoever takes what another one sends until that closes the channel.
void
link_receivers(CauseLinks& links)
{
  const std::vector<std::size_t> open = links.open();
  for (const std::size_t receiver : open) {
    const Cluster& cluster = links.cluster(receiver);
    if (cluster.wait != Wait::select && cluster.wait != Wait::chan_receive) {
      continue;
    }
    for (const std::size_t sender : open) {
      if (sender != receiver && of_tests_of(cluster, links.cluster(sender)) &&
          ends_with(links.finding(receiver), links.cluster(sender), links.context()) &&
          links.link(receiver, sender, "it ends when that one does")) {
        break;
      }
    }
  }
}

void
link_databases(CauseLinks& links)
{
  const std::vector<std::size_t> open = links.open();
  for (const std::size_t other : open) {
    const Cluster& cluster = links.cluster(other);
    const bool database = entry_of(cluster) == "database/sql.(*DB).connectionOpener";
    if (!database && !waits_for_connection(cluster)) {
      continue;
    }
    const std::vector<std::size_t> holders = holders_of(links, cluster, open);
    if (!holders.empty()) {
      links.link(other, holders.front(),
                 database ? "its database, which is not closed either"
                          : "it waits for a connection, and that one holds one");
    }
  }
}

void
link_watchers(CauseLinks& links)
{
  const std::vector<std::size_t> open = links.open();
  for (const std::size_t reader : open) {
    const Cluster& cluster = links.cluster(reader);
    if ((cluster.wait != Wait::select && cluster.wait != Wait::chan_receive) ||
        is_watcher(cluster) || !reads_watcher(links.finding(reader), links.context())) {
      continue;
    }
    for (const std::size_t watcher : open) {
      if (is_watcher(links.cluster(watcher)) && of_tests_of(cluster, links.cluster(watcher)) &&
          links.link(reader, watcher, "it takes what that watcher sends")) {
        break;
      }
    }
  }
}

} // namespace leakgate::rules
