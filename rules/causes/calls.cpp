#include "rules/causes/links.hpp"
#include "rules/names/symbol.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace leakgate::rules {

namespace {

// --- One blocked line, reached from many `go` statements ---------------------------

using Line = std::tuple<std::string, int, std::string>;

// The frames from the blocked line on, of the goroutine that shows the leak.
std::vector<Frame>::const_iterator
blocked_in(const Cluster& cluster, const Finding& finding, SourceNames& sources)
{
  const auto& frames = cluster.face().frames;
  return std::ranges::find_if(frames, [&](const Frame& frame) {
    return frame.line == finding.blocked.line && sources.place(frame) == finding.blocked;
  });
}

bool
is_method(std::string_view function)
{
  const auto parts = name_parts(split_symbol(function).name);
  return parts.size() >= 2 && parts.front().starts_with('(');
}

// True where the source shows that what it waits at is no part of an object: `<-on`, not `<-c.in`.
bool
waits_for_what_it_was_given(const Finding& finding)
{
  return !finding.exits.empty() && std::ranges::all_of(finding.exits, [](const WayOut& each) {
    return each.code.find('.') == std::string::npos;
  });
}

// What called the function there, or the `go` statement's function.
std::string
caller_of(const Goroutine& goroutine, std::vector<Frame>::const_iterator frame)
{
  if (frame + 1 != goroutine.frames.end()) {
    return (frame + 1)->function.str();
  }
  return goroutine.created_by ? goroutine.created_by->function.str() : std::string();
}

// What tells apart goroutines that wait at one line: in a method it is the object that they all
// wait for, in a function of the user's only what called it there says which one that is.
bool
line_of(const Cluster& cluster, const Finding& finding, SourceNames& sources, Line& out)
{
  const Wait wait = cluster.wait;
  const bool others_turn = wait == Wait::wait_group || wait == Wait::semaphore ||
                           wait == Wait::mutex || wait == Wait::rwmutex_read ||
                           wait == Wait::rwmutex_write;
  const Place& place = finding.blocked;
  if (others_turn || !place.known() || place.file.starts_with("$GOROOT/") ||
      place.file.starts_with("golang.org/x/sync@")) {
    return false;
  }
  const auto frame = blocked_in(cluster, finding, sources);
  const auto& frames = cluster.face().frames;
  if (frame == frames.end()) {
    return false;
  }
  std::string caller;
  if (!is_method(place.function)) {
    caller = frame + 1 == frames.end() ? "" : (frame + 1)->function.str();
  } else if (waits_for_what_it_was_given(finding)) {
    caller = caller_of(cluster.face(), frame);
  }
  out = {place.file, place.line, place.function + " " + finding.state + " " + caller};
  return true;
}

// --- Goroutines that one call of a test started -------------------------------------

struct Call
{
  Place at;              ///< the line of the test
  std::string_view into; ///< the function that it calls; empty: there is no such call

  friend bool operator==(const Call&, const Call&) = default;
};

// The function that the test calls at the line from which the chain starts. A `go` statement of
// the test itself calls nothing.
std::string_view
called_from(const Goroutine& goroutine, const Place& at)
{
  if (!goroutine.created_by || goroutine.created_by->function.view() == at.function) {
    return {};
  }
  std::string_view inner = goroutine.created_by->function.view();
  for (const Ancestor& ancestor : goroutine.ancestors) {
    for (const Frame& frame : ancestor.frames) {
      if (frame.function.view() == at.function) {
        return inner;
      }
      inner = frame.function.view();
    }
  }
  return {};
}

Call
call_of(const Finding& finding, const Cluster& cluster, const Leaker& leaker)
{
  const auto share = cluster.tests.find(Name(leaker.test));
  if (share == cluster.tests.end() || !leaker.at.known() || finding.test.empty()) {
    return {};
  }
  return {leaker.at, called_from(*share->second.representative.goroutine, leaker.at)};
}

using Calls = std::map<std::string_view, Call>; // by test

Calls
calls_of(const Finding& finding, const Cluster& cluster)
{
  Calls out;
  for (const Leaker& leaker : finding.leakers) {
    const Call call = call_of(finding, cluster, leaker);
    if (call.into.empty()) {
      return {};
    }
    out.emplace(leaker.test, call);
  }
  return out;
}

// What the source tells of the end goes before what it does not tell, and the reader's own code
// before a library's.
int
says_little(const Finding& finding)
{
  const bool closed = std::ranges::any_of(
      finding.exits, [](const WayOut& way) { return way.certain && !way.closed.empty(); });
  return finding.rule.starts_with("library-") ? 2 : closed ? 0 : 1;
}

// A part that is stuck in its work, or holds what its caller should have given back, is a fault of
// its own, whoever was not shut down beside it.
bool
is_fault_of_its_own(const CauseLinks& links, std::size_t i)
{
  static constexpr std::array k_rules = {
      std::string_view("http-response-body"), std::string_view("http2-response-body"),
      std::string_view("http-handler"), std::string_view("sql-rows"), std::string_view("sql-tx")};
  // The test's own function, called from there, waits for the test.
  const Finding& finding = links.finding(i);
  const bool callback =
      finding.blocked.file.ends_with("_test.go") && !finding.started.file.ends_with("_test.go");
  return !waits_for_work(links.cluster(i).wait) || callback ||
         std::ranges::find(k_rules, links.finding(i).rule) != k_rules.end();
}

bool
includes(const Calls& all, const Calls& some)
{
  return std::ranges::all_of(some, [&](const auto& call) {
    const auto found = all.find(call.first);
    return found != all.end() && found->second == call.second;
  });
}

constexpr std::size_t k_most_heads = 50;

std::string
key_of(std::string_view test, const Call& call)
{
  return std::string(test) + "\n" + call.at.file + ":" + std::to_string(call.at.line);
}

// True where the source shows what would end it, and that nothing in its package does: what is to
// be written for it does not end the others of its call.
bool
nothing_ends(const Finding& finding)
{
  return !finding.exits.empty() && std::ranges::all_of(finding.exits, [](const WayOut& way) {
    return way.certain && way.closed.empty() && way.code.find(".Done()") == std::string::npos;
  });
}

bool
follows(CauseLinks& links, std::size_t i, const std::map<std::size_t, Calls>& calls,
        const std::map<std::string, std::vector<std::size_t>>& heads)
{
  const auto& [test, call] = *calls.at(i).begin();
  const auto found = heads.find(key_of(test, call));
  return found != heads.end() && std::ranges::any_of(found->second, [&](std::size_t head) {
           return includes(calls.at(head), calls.at(i)) &&
                  links.link(i, head,
                             nothing_ends(links.finding(head))
                                 ? "started by the same call, and needs an end of its own"
                                 : "started by the same call");
         });
}

} // namespace

bool
wait_at_one_line(const CauseLinks& links, std::size_t a, std::size_t b)
{
  Line first;
  Line second;
  SourceNames& sources = links.context().sources;
  return line_of(links.cluster(a), links.finding(a), sources, first) &&
         line_of(links.cluster(b), links.finding(b), sources, second) && first == second;
}

// What stands at a line and has a cause already (the call that started more) brings that cause to
// the others there, of its tests.
void
link_blocked_lines(CauseLinks& links)
{
  std::map<Line, std::size_t> caused;
  std::map<Line, std::size_t> first;
  const std::vector<std::size_t> open = links.open();
  const auto with_line = [&](std::size_t i, const auto& use) {
    Line line;
    if (line_of(links.cluster(i), links.finding(i), links.context().sources, line)) {
      use(line);
    }
  };
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (links.is_reported(i) && links.root_of(i) != i) {
      with_line(i, [&](const Line& line) { caused.emplace(line, i); });
    }
  }
  for (const std::size_t i : open) {
    with_line(i, [&](const Line& line) {
      const auto known = caused.find(line);
      if (known != caused.end() &&
          share_a_test(links.cluster(i), links.cluster(links.root_of(known->second))) &&
          links.link(i, known->second, "it waits at the same line")) {
        return;
      }
      const auto [head, added] = first.emplace(line, i);
      if (!added) {
        // What other tests made needs the same, and does not go with this one.
        links.link(i, head->second,
                   share_a_test(links.cluster(i), links.cluster(head->second))
                       ? "it waits at the same line"
                       : "it waits at the same line, and needs the same there");
      }
    });
  }
}

// The largest first: what follows from it is started in some of the tests that started it.
void
link_calls(CauseLinks& links)
{
  std::map<std::size_t, Calls> calls;
  std::vector<std::size_t> open;
  for (const std::size_t i : links.open()) {
    if (!is_fault_of_its_own(links, i)) {
      calls[i] = calls_of(links.finding(i), links.cluster(i));
      open.push_back(i);
    }
  }
  std::ranges::stable_sort(open, {}, [&](std::size_t i) {
    const Finding& finding = links.finding(i);
    return std::tuple(-static_cast<std::ptrdiff_t>(calls[i].size()),
                      -static_cast<int>(finding.severity), says_little(finding));
  });
  std::map<std::string, std::vector<std::size_t>> heads; // by test and line
  for (const std::size_t i : open) {
    if (calls[i].empty() || follows(links, i, calls, heads)) {
      continue;
    }
    for (const auto& [test, call] : calls[i]) {
      std::vector<std::size_t>& of_line = heads[key_of(test, call)];
      if (of_line.size() < k_most_heads) {
        of_line.push_back(i);
      }
    }
  }
}

} // namespace leakgate::rules
