#include "rules/causes/links.hpp"
#include "rules/names/symbol.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace leakgate::rules {

namespace {

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

// The functions on the way to the blocked line, without the tests: whose work it is that waits
// there.
std::vector<std::string>
work_at_line(const CauseLinks& links, std::size_t i)
{
  SourceNames& sources = links.context().sources;
  const auto& frames = links.cluster(i).face().frames;
  std::vector<std::string> out;
  for (auto frame = blocked_in(links.cluster(i), links.finding(i), sources); frame != frames.end();
       ++frame) {
    if (links.context().names.test_of(frame->function.view()).empty()) {
      out.push_back(declared_name(*frame));
    }
  }
  return out;
}

// What other tests made waits at the same line and does not go with this one. What sends there is
// mended by the same change, of the function or of the channel's room; where the same work waits
// there for both, each needs the same. Empty: only the line is the same, of what different owners
// hold.
std::string_view
reason_in_other_tests(const CauseLinks& links, std::size_t i, std::size_t head)
{
  const bool same_fix = links.finding(i).fix == links.finding(head).fix;
  if (same_fix && links.cluster(i).wait == Wait::chan_send) {
    return "it waits at the same line, and the same change mends it";
  }
  return same_fix || work_at_line(links, i) == work_at_line(links, head)
             ? "it waits at the same line, and needs the same there"
             : "";
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
      const std::string_view reason = added ? ""
                                      : share_a_test(links.cluster(i), links.cluster(head->second))
                                          ? "it waits at the same line"
                                          : reason_in_other_tests(links, i, head->second);
      if (!reason.empty()) {
        links.link(i, head->second, reason);
      }
    });
  }
}

} // namespace leakgate::rules
