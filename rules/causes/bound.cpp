#include "rules/causes/links.hpp"

#include <algorithm>
#include <optional>

namespace leakgate::rules {

namespace {

using LeakById = std::unordered_map<std::int64_t, std::size_t>;

bool
reads_for_client(const Cluster& cluster)
{
  return entry_of(cluster) == "net/http.(*persistConn).readLoop";
}

bool
writes_for_client(const Cluster& cluster)
{
  return entry_of(cluster) == "net/http.(*persistConn).writeLoop";
}

bool
reads_for_server(const Cluster& cluster)
{
  const std::string_view entry = entry_of(cluster);
  return entry == "net/http.(*connReader).backgroundRead" ||
         entry == "net/http.(*http2serverConn).readFrames" ||
         entry == "golang.org/x/net/http2.(*serverConn).readFrames";
}

// The leaks that the creators of all of its goroutines lead to; none where one leads to none.
std::vector<std::size_t>
led_to(const Cluster& cluster, const LeakById& by_creator)
{
  std::vector<std::size_t> out;
  for (const Goroutine* goroutine : cluster.members) {
    const auto found = by_creator.find(goroutine->created_in);
    if (found == by_creator.end()) {
      return {};
    }
    if (std::ranges::find(out, found->second) == out.end()) {
      out.push_back(found->second);
    }
  }
  return out;
}

} // namespace

void
bind_connections(std::vector<Judged>& leaks, const std::vector<Cluster>& clusters)
{
  // Both of a client's are started by one goroutine, which dials one connection.
  LeakById by_dialler;
  LeakById by_id;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    for (const Goroutine* goroutine : clusters[i].members) {
      if (goroutine->id != 0) {
        by_id.emplace(goroutine->id, i);
      }
      if (goroutine->created_in != 0 && reads_for_client(clusters[i])) {
        by_dialler.emplace(goroutine->created_in, i);
      }
    }
  }
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    if (writes_for_client(clusters[i])) {
      leaks[i].bound_to = led_to(clusters[i], by_dialler);
    } else if (reads_for_server(clusters[i])) {
      leaks[i].bound_to = led_to(clusters[i], by_id);
    }
  }
}

} // namespace leakgate::rules
