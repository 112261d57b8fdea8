#include "gate/decode/goroutine_dump.hpp"

#include "gate/base/number.hpp"
#include "gate/base/text.hpp"
#include "gate/decode/goroutine_header.hpp"
#include "gate/decode/shared_stacks.hpp"
#include "gate/decode/stack_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>

namespace leakgate {

namespace {

// runtime/pprof gives the stacks a buffer of at most so many bytes (writeGoroutineStacks).
constexpr std::size_t k_go_cap = std::size_t{64} << 20;
constexpr std::size_t k_max_goroutines = 4'000'000;
constexpr std::size_t k_max_frames = 4096;    ///< Go prints 100
constexpr std::size_t k_max_ancestors = 1024; ///< GODEBUG=tracebackancestors=N
constexpr std::size_t k_max_headers = 4096;   ///< remembered
constexpr std::size_t k_max_problems = 1000;

constexpr std::string_view k_creator = "created by ";
constexpr std::string_view k_in_goroutine = " in goroutine ";
constexpr std::string_view k_ancestor = "[originating from goroutine ";

// A header without its id, and the frames that followed it.
struct Header
{
  Goroutine goroutine;
  StackLines::Step first_frames;
};

// What sync and the poller wait at has a frame of this name. Without one the runtime itself waits:
// a loop that makes garbage does so at times, for the collector.
bool
is_wait_of_runtime(const Goroutine& goroutine)
{
  return goroutine.wait == Wait::semaphore && !goroutine.frames.empty() &&
         std::ranges::none_of(goroutine.frames, [](const Frame& frame) {
           return frame.function.view().find(".runtime_Semacquire") != std::string_view::npos;
         });
}

class DumpReader
{
public:
  DumpReader(std::string_view text, std::string_view where)
      : m_at(text.data()), m_end(text.data() + text.size()), m_begin(m_at), m_counted(m_at),
        m_where(where), m_stack(text)
  {
  }

  GoroutineDump
  read()
  {
    while (m_at != m_end) {
      const char* const start = m_at;
      const std::string_view line = take_line();
      if (!is_meant_as_goroutine_header(line)) {
        continue;
      }
      if (m_dump.goroutines.size() == k_max_goroutines) {
        m_dump.complete = false;
        skip(start,
             fmt::format("more than {} goroutines (the rest is left out)", k_max_goroutines));
        break;
      }
      read_goroutine(start, line);
    }
    if (static_cast<std::size_t>(m_end - m_begin) == k_go_cap) {
      m_dump.complete = false;
      add_problem(m_end, "the dump is as long as Go's cap of 64 MiB (goroutines are missing)");
    }
    return std::move(m_dump);
  }

private:
  // The line at m_at without its end, which is consumed.
  std::string_view
  take_line()
  {
    const char* const start = m_at;
    const auto left = static_cast<std::size_t>(m_end - m_at);
    const auto* newline = static_cast<const char*>(std::memchr(m_at, '\n', left));
    m_line_ended = newline != nullptr;
    m_at = newline ? newline + 1 : m_end;
    std::string_view line(start, static_cast<std::size_t>((newline ? newline : m_end) - start));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    return line;
  }

  void
  add_problem(const char* at, std::string what)
  {
    if (m_dump.problems.size() > k_max_problems) {
      return;
    }
    m_line += std::count(m_counted, at, '\n');
    m_counted = at;
    m_dump.problems.push_back({fmt::format("{}:{}", m_where, m_line), std::move(what)});
  }

  // Leaves a goroutine out.
  void
  skip(const char* at, std::string what)
  {
    if (++m_dump.skipped <= static_cast<std::int64_t>(k_max_problems)) {
      add_problem(at, std::move(what));
    }
  }

  void
  read_goroutine(const char* start, std::string_view line)
  {
    const auto parts = split_goroutine_header(line);
    Header* const header = parts && m_line_ended ? read_header(parts->attributes) : nullptr;
    if (!header) {
      if (m_line_ended) {
        return skip(
            start,
            fmt::format("goroutine header cannot be read, got {} (the goroutine is left out)",
                        text::quoted(line)));
      }
      m_dump.complete = false;
      return skip(start, "the text ends inside a goroutine header (goroutines are missing)");
    }
    reserve();
    // One that is not remembered is nobody else's.
    Goroutine& goroutine = header == &m_other_header
                               ? m_dump.goroutines.emplace_back(std::move(header->goroutine))
                               : m_dump.goroutines.emplace_back(header->goroutine);
    goroutine.id = parts->id;
    m_stack.begin_stack(header->first_frames);
    if (!read_stack(goroutine)) {
      m_dump.goroutines.pop_back();
    }
  }

  // Room for as many goroutines as the text read so far lets expect, so that the
  // largest array of the dump is neither copied often nor half empty.
  void
  reserve()
  {
    auto& all = m_dump.goroutines;
    if (all.size() < all.capacity()) {
      return;
    }
    const auto expected = static_cast<double>(m_end - m_begin) /
                          static_cast<double>(m_at - m_begin) *
                          static_cast<double>(all.size() + 1) * 1.02;
    all.reserve(std::clamp(static_cast<std::size_t>(expected), all.size() * 5 / 4 + 64,
                           all.size() * 64 + 64));
  }

  // What stands behind the id. Most headers of a dump are equal from there on.
  Header*
  read_header(std::string_view attributes)
  {
    if (auto* known = m_headers.find(attributes)) {
      return &known->value;
    }
    auto parsed = parse_goroutine_header(attributes);
    if (!parsed) {
      return nullptr;
    }
    if (m_headers.size() < k_max_headers) {
      return &m_headers.add(attributes, Header{std::move(*parsed), {}}).value;
    }
    m_other_header.goroutine = std::move(*parsed);
    return &m_other_header;
  }

  // Reads to the blank line, to the next header or to the end of the text. False, with
  // the Problem told, when the goroutine has to be left out.
  bool
  read_stack(Goroutine& goroutine)
  {
    m_frames.clear();
    m_ancestor = nullptr;
    while (m_at != m_end && *m_at != '\n') {
      if (const auto match = m_stack.predicted(m_at); match.step) {
        m_at = match.after;
        if (!add_frame(goroutine, match.step->kind, match.step->frame, match.in_goroutine)) {
          return false;
        }
        continue;
      }
      const char* const start = m_at;
      const std::string_view line = take_line();
      if (line.empty()) {
        break;
      }
      if (is_meant_as_goroutine_header(line)) {
        m_at = start;
        break;
      }
      if (!m_line_ended) {
        return cut(start, goroutine);
      }
      if (!read_line(goroutine, start, line)) {
        return false;
      }
    }
    flush_frames(goroutine);
    if (is_wait_of_runtime(goroutine)) {
      goroutine.wait = Wait::runtime;
    }
    // A header alone at the very end: its stack was cut off.
    if (m_at == m_end && goroutine.frames.empty() && !goroutine.created_by && !m_no_stack) {
      return cut(m_end, goroutine);
    }
    m_no_stack = false;
    return true;
  }

  // A line of a stack that was not seen before.
  bool
  read_line(Goroutine& goroutine, const char* start, std::string_view line)
  {
    if (line.starts_with(k_creator)) {
      return read_creator(goroutine, start, line);
    }
    if (line.starts_with(k_ancestor) && line.ends_with("]:")) {
      return read_ancestor(goroutine, start, line);
    }
    if (line.starts_with("...") && line.ends_with(" frames elided...")) {
      read_elided(goroutine, line.substr(3));
      return true;
    }
    if (line.starts_with("non-Go function at pc=")) {
      return add_frame(goroutine, StackLines::Kind::call, Frame{"non-Go function", {}, 0}, 0);
    }
    if (line == "\tgoroutine running on other thread; stack unavailable") {
      m_no_stack = true;
    }
    if (line.starts_with('\t')) {
      return true;
    }
    return read_call(goroutine, start, line);
  }

  bool
  read_call(Goroutine& goroutine, const char* start, std::string_view line)
  {
    const std::size_t arguments = find_arguments(line);
    const bool is_call = arguments != std::string_view::npos;
    const bool has_location = m_at != m_end && *m_at == '\t';
    if (m_at == m_end && is_call) {
      return cut(start, goroutine);
    }
    if (!has_location) {
      // Text of others between the lines, or a call whose second line is missing.
      if (!is_call || line.find(' ') < arguments) {
        return true;
      }
      return add_frame(goroutine, StackLines::Kind::call, Frame{line.substr(0, arguments), {}, 0},
                       0);
    }
    const std::string_view next(m_at, static_cast<std::size_t>(m_end - m_at));
    if (!is_call && next.substr(0, next.find('\n')).find("pc=0x") == std::string_view::npos) {
      return true; // only the cgo symbolizer prints functions without arguments
    }
    const std::string_view function = is_call ? line.substr(0, arguments) : line;
    const std::string_view head = is_call ? line.substr(0, arguments + 1) : std::string_view();
    return read_location(goroutine, StackLines::Kind::call, head, Name(function), 0);
  }

  bool
  read_creator(Goroutine& goroutine, const char* start, std::string_view line)
  {
    std::string_view function = line.substr(k_creator.size());
    std::int64_t in_goroutine = 0;
    std::string_view head(start, static_cast<std::size_t>(m_at - start));
    auto kind = StackLines::Kind::creator;
    if (const std::size_t at = function.rfind(k_in_goroutine); at != std::string_view::npos) {
      std::string_view id = function.substr(at + k_in_goroutine.size());
      const auto number = take_number<std::int64_t>(id);
      if (number && id.empty()) {
        in_goroutine = *number;
        function = function.substr(0, at);
        head = line.substr(0, k_creator.size() + at + k_in_goroutine.size());
        kind = StackLines::Kind::creator_in_goroutine;
      }
    }
    if (m_at == m_end) {
      return cut(start, goroutine);
    }
    if (*m_at != '\t') {
      return add_frame(goroutine, kind, Frame{function, {}, 0}, in_goroutine);
    }
    return read_location(goroutine, kind, head, Name(function), in_goroutine);
  }

  // The second line of a frame, which stands at m_at. `head` is what to recognise the
  // frame by next time; empty when it is not to be remembered.
  bool
  read_location(Goroutine& goroutine, StackLines::Kind kind, std::string_view head, Name function,
                std::int64_t in_goroutine)
  {
    const char* const start = m_at;
    const std::string_view line = take_line();
    if (!m_line_ended) {
      return cut(start, goroutine);
    }
    const std::string_view raw(start, static_cast<std::size_t>(m_at - start));
    auto frame = m_stack.location(raw);
    if (!frame) {
      skip(start, fmt::format("stack line is no file:line, got {} (goroutine {} is left out)",
                              text::quoted(line), goroutine.id));
      return false;
    }
    frame->function = function;
    if (!head.empty()) {
      m_stack.remember(kind, head, raw, *frame);
    }
    return add_frame(goroutine, kind, *frame, in_goroutine);
  }

  bool
  add_frame(Goroutine& goroutine, StackLines::Kind kind, const Frame& frame,
            std::int64_t in_goroutine)
  {
    if (kind == StackLines::Kind::call) {
      if (m_frames.size() == k_max_frames) {
        skip(m_at - 1, fmt::format("more than {} frames (goroutine {} is left out)", k_max_frames,
                                   goroutine.id));
        return false;
      }
      m_frames.push_back(frame);
    } else if (m_ancestor) {
      m_ancestor->created_by = frame;
    } else {
      goroutine.created_by = frame;
      goroutine.created_in = in_goroutine;
    }
    return true;
  }

  bool
  read_ancestor(Goroutine& goroutine, const char* start, std::string_view line)
  {
    std::string_view rest = line.substr(k_ancestor.size());
    const auto id = take_number<std::int64_t>(rest);
    if (!id || rest != "]:" || goroutine.ancestors.size() == k_max_ancestors) {
      skip(start, fmt::format("ancestor cannot be read, got {} (goroutine {} is left out)",
                              text::quoted(line), goroutine.id));
      return false;
    }
    flush_frames(goroutine);
    m_ancestor = &goroutine.ancestors.emplace_back();
    m_ancestor->id = *id;
    return true;
  }

  // `51 frames elided...`; ancestors say `additional frames elided...` without a number.
  void
  read_elided(Goroutine& goroutine, std::string_view words)
  {
    if (!m_ancestor) {
      goroutine.elided_frames = take_number<std::int64_t>(words).value_or(1);
    }
  }

  void
  flush_frames(Goroutine& goroutine)
  {
    if (m_ancestor != nullptr) {
      correct_go_statement(goroutine);
    }
    (m_ancestor != nullptr ? m_ancestor->frames : goroutine.frames) = m_stacks.shared(m_frames);
    m_frames.clear();
  }

  // Go takes the lines of an ancestor's frames from return addresses, so that the first
  // one may be the line behind the `go` statement. What it started says the line itself.
  void
  correct_go_statement(const Goroutine& goroutine)
  {
    const std::size_t older = goroutine.ancestors.size() - 1;
    const std::optional<Frame>& started =
        older == 0 ? goroutine.created_by : goroutine.ancestors[older - 1].created_by;
    if (!m_frames.empty() && started && m_frames[0].function == started->function &&
        m_frames[0].file == started->file) {
      m_frames[0].line = started->line;
    }
  }

  bool
  cut(const char* at, const Goroutine& goroutine)
  {
    m_dump.complete = false;
    m_at = m_end;
    skip(at,
         fmt::format("the text ends inside goroutine {} (goroutines are missing)", goroutine.id));
    return false;
  }

  const char* m_at;
  const char* m_end;
  const char* m_begin;
  const char* m_counted; ///< newlines up to here are counted in m_line
  std::int64_t m_line = 1;
  std::string_view m_where;
  bool m_line_ended = false; ///< the last take_line() saw a newline
  bool m_no_stack = false;   ///< Go said that the stack is unavailable
  StackLines m_stack;
  TextTable<Header> m_headers;
  Header m_other_header;       ///< where a header goes that is not remembered
  std::vector<Frame> m_frames; ///< of the stack that is being read, before they are stored
  SharedStacks m_stacks;
  Ancestor* m_ancestor = nullptr;
  GoroutineDump m_dump;
};

} // namespace

GoroutineDump
decode_goroutine_dump(std::string_view text, std::string_view where)
{
  return DumpReader(text, where).read();
}

} // namespace leakgate
