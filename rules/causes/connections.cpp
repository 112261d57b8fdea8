#include "rules/causes/links.hpp"

#include <algorithm>
#include <string>

namespace leakgate::rules {

namespace {

constexpr std::string_view k_other_side = "the server side of its connection";
constexpr std::string_view k_answer = "it waits for the answer of that handler";

// The parts that goroutines play for connections of net/http.
enum class Part {
  none,
  unread,  ///< the client's, of a response whose body is not closed
  idle,    ///< the client's, between two requests or waiting for an answer
  writer,  ///< the client's other one
  caller,  ///< it made the request and waits for the answer
  handler, ///< the server's, in code of the user's
  served,  ///< the server's, between two requests
  reader,  ///< the server's, beside the one that serves
  accepts, ///< the server itself
};

bool
is_http2(std::string_view function)
{
  return function.find("http2") != std::string_view::npos;
}

Part
client_part(const Cluster& cluster, std::string_view entry)
{
  if (entry == "net/http.(*persistConn).writeLoop") {
    return Part::writer;
  }
  if (entry == "net/http.(*persistConn).readLoop") {
    return cluster.wait == Wait::select ? Part::unread : Part::idle;
  }
  if (is_http2(entry) && entry.ends_with("lientStream).doRequest")) {
    return Part::unread;
  }
  if (is_http2(entry) && entry.ends_with("ClientConn).readLoop")) {
    return Part::idle;
  }
  return has_frame(cluster, "net/http.(*persistConn).roundTrip") ? Part::caller : Part::none;
}

// Also where something else than Go's server has started it.
bool
serves_http2(const Cluster& cluster)
{
  return std::ranges::any_of(cluster.face().frames, [](const Frame& frame) {
    const std::string_view function = frame.function.view();
    return is_http2(function) && function.ends_with("serverConn).serve");
  });
}

Part
part_of(const Cluster& cluster)
{
  const std::string_view entry = entry_of(cluster);
  if (const Part part = client_part(cluster, entry); part != Part::none) {
    return part;
  }
  if (entry == "net/http.(*connReader).backgroundRead" ||
      (is_http2(entry) && entry.ends_with("serverConn).readFrames"))) {
    return Part::reader;
  }
  const bool calls_handler = has_frame(cluster, "net/http.serverHandler.ServeHTTP") ||
                             (is_http2(entry) && entry.ends_with("serverConn).runHandler"));
  const bool serves = serves_http2(cluster);
  if (calls_handler && !serves) {
    return Part::handler;
  }
  if (serves || entry == "net/http.(*conn).serve") {
    return Part::served;
  }
  return has_frame(cluster, "net/http.(*Server).Serve") ? Part::accepts : Part::none;
}

class Connections
{
public:
  explicit Connections(CauseLinks& links) : m_links(links)
  {
    for (std::size_t i = 0; i < links.size(); ++i) {
      m_parts.push_back(part_of(links.cluster(i)));
    }
    m_order = links.open();
  }

  // What must be given back, or does not answer, comes before what is merely not closed.
  void
  link()
  {
    for (const std::size_t i : m_order) {
      switch (m_parts[i]) {
      case Part::writer: link_started_with(i); break;
      case Part::reader: link_to_creator(i); break;
      case Part::served: link_by_tests(i, {Part::unread}, k_other_side, 1); break;
      case Part::idle:
        if (is_http2(entry_of(m_links.cluster(i)))) {
          link_by_tests(i, {Part::unread}, "the reader of the same connection");
        }
        link_by_tests(i, {Part::handler}, k_answer);
        break;
      case Part::caller: link_by_tests(i, {Part::handler}, k_answer); break;
      default: break;
      }
    }
    for (const std::size_t i : m_order) {
      if (m_parts[i] == Part::served || m_parts[i] == Part::idle) {
        link_by_tests(i, {Part::accepts}, "a connection of that server");
      }
    }
    for (const std::size_t i : m_order) {
      if (m_parts[i] == Part::served) {
        link_by_tests(i, {Part::unread, Part::idle, Part::accepts}, k_other_side, 1);
      }
    }
  }

private:
  // Both goroutines of a client's connection are started by one that dials it and then ends, so
  // that its id is the connection's.
  void
  link_started_with(std::size_t writer)
  {
    std::vector<std::int64_t> shared(m_links.size(), 0);
    std::int64_t met = 0;
    for (const Goroutine* goroutine : m_links.cluster(writer).members) {
      const std::size_t reader = reader_of(goroutine->created_in);
      met += reader < m_links.size() ? 1 : 0;
      shared[std::min(reader, m_links.size() - 1)] += reader < m_links.size() ? 1 : 0;
    }
    if (met < static_cast<std::int64_t>(m_links.cluster(writer).members.size())) {
      return;
    }
    for (const std::size_t i : m_order) { // the one told first, of those that it belongs to
      if (shared[i] > 0 && m_links.link(writer, i, "the writer of the same connection")) {
        return;
      }
    }
  }

  std::size_t
  reader_of(std::int64_t creator)
  {
    if (m_readers.empty()) {
      for (const std::size_t i : m_order) {
        const bool reads = entry_of(m_links.cluster(i)) == "net/http.(*persistConn).readLoop";
        for (const Goroutine* goroutine : m_links.cluster(i).members) {
          if (reads && goroutine->created_in != 0 && m_links.context().one_process) {
            m_readers.emplace(goroutine->created_in, i);
          }
        }
      }
    }
    const auto found = m_readers.find(creator);
    return found == m_readers.end() ? m_links.size() : found->second;
  }

  void
  link_to_creator(std::size_t reader)
  {
    const auto& members = m_links.cluster(reader).members;
    const std::size_t cause = m_links.with_id(members.front()->created_in);
    const bool all = std::ranges::all_of(members, [&](const Goroutine* goroutine) {
      const std::size_t each = m_links.with_id(goroutine->created_in);
      return each < m_links.size() &&
             (m_parts[each] == Part::handler || m_parts[each] == Part::served);
    });
    if (all && cause < m_links.size()) {
      m_links.link(reader, cause, "the reader of the same connection");
    }
  }

  // To the first that has the parts, where together they were left by every test of it; `times`
  // says how many of it one of them explains, 0: any number.
  void
  link_by_tests(std::size_t i, const std::vector<Part>& parts, std::string_view reason,
                std::int64_t times = 0)
  {
    std::vector<std::size_t> causes;
    std::unordered_map<Name, std::int64_t> explained;
    for (const std::size_t cause : m_order) {
      if (cause == i || std::ranges::find(parts, m_parts[cause]) == parts.end()) {
        continue;
      }
      for (const auto& [test, share] : m_links.cluster(cause).tests) {
        explained[test] += share.count;
      }
      if (share_a_test(m_links.cluster(i), m_links.cluster(cause))) {
        causes.push_back(cause);
      }
    }
    const bool all = std::ranges::all_of(m_links.cluster(i).tests, [&](const auto& share) {
      const auto found = explained.find(share.first);
      return !share.first.empty() && found != explained.end() &&
             (times == 0 || share.second.count <= times * found->second);
    });
    if (all && !causes.empty()) {
      m_links.link(i, causes.front(), reason);
    }
  }

  CauseLinks& m_links;
  std::vector<Part> m_parts;
  std::vector<std::size_t> m_order;
  std::unordered_map<std::int64_t, std::size_t> m_readers;
};

} // namespace

void
link_connections(CauseLinks& links)
{
  Connections(links).link();
}

} // namespace leakgate::rules
