#include "rules/causes/links.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace leakgate::rules {

namespace {

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

// Where the test holds both ends, and these are two: `s.Close()` and `c.Close()`.
bool
have_two_ends(const Finding& a, const Finding& b)
{
  const std::string_view one = code_in(a.fix);
  const std::string_view other = code_in(b.fix);
  return !one.empty() && !other.empty() && one != other;
}

bool
follows(CauseLinks& links, std::size_t i, const std::map<std::size_t, Calls>& calls,
        const std::map<std::string, std::vector<std::size_t>>& heads)
{
  const auto& [test, call] = *calls.at(i).begin();
  const auto found = heads.find(key_of(test, call));
  return found != heads.end() && std::ranges::any_of(found->second, [&](std::size_t head) {
           return includes(calls.at(head), calls.at(i)) &&
                  !have_two_ends(links.finding(i), links.finding(head)) &&
                  links.link(i, head,
                             nothing_ends(links.finding(head))
                                 ? "started by the same call, and needs an end of its own"
                                 : "started by the same call");
         });
}

} // namespace

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
