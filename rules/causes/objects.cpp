#include "rules/causes/links.hpp"
#include "rules/source/function_source.hpp"

#include <algorithm>

namespace leakgate::rules {

namespace {

bool
holds_connection(const Cluster& cluster)
{
  const std::string_view entry = entry_of(cluster);
  return entry == "database/sql.(*Rows).awaitDone" || entry == "database/sql.(*Tx).awaitDone";
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

void
link_databases(CauseLinks& links)
{
  const std::vector<std::size_t> open = links.open();
  for (const std::size_t database : open) {
    if (entry_of(links.cluster(database)) != "database/sql.(*DB).connectionOpener") {
      continue;
    }
    for (const std::size_t rows : open) {
      if (holds_connection(links.cluster(rows)) &&
          of_tests_of(links.cluster(database), links.cluster(rows)) &&
          links.link(database, rows, "its database, which is not closed either")) {
        break;
      }
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
