#include "gate/decode/events/marker_filter.hpp"

#include "gate/base/digest.hpp"
#include "gate/base/number.hpp"

#include <algorithm>

namespace leakgate {

namespace {

constexpr std::string_view k_marker = "\x01leakgate ";
constexpr std::size_t k_max_marker = 4096; ///< with a reason

// True for the start of a marker, also when more of it is still to come.
bool
may_begin_marker(std::string_view text)
{
  return text.size() < k_marker.size() ? k_marker.starts_with(text) : text.starts_with(k_marker);
}

// `= CODE RUN`.
std::optional<MarkerFilter::Ending>
read_ending(std::string_view body)
{
  if (!body.starts_with("= ")) {
    return std::nullopt;
  }
  body.remove_prefix(2);
  const std::size_t space = body.find(' ');
  const auto code = whole_number<int>(body.substr(0, space));
  if (!code || space == std::string_view::npos) {
    return std::nullopt;
  }
  MarkerFilter::Ending ending;
  ending.code = *code;
  ending.run = body.substr(space + 1);
  return ending;
}

} // namespace

std::vector<MarkerFilter::Piece>
MarkerFilter::take(Piece piece)
{
  m_held.push_back(std::move(piece));
  return release(cut_markers(false));
}

std::vector<MarkerFilter::Piece>
MarkerFilter::flush()
{
  return m_held.empty() ? std::vector<Piece>() : release(cut_markers(true));
}

std::string
MarkerFilter::held_text() const
{
  std::string text;
  for (const Piece& piece : m_held) {
    text += piece.event.output;
  }
  return text;
}

// Removes the markers from the held events. Returns where the text begins, once they are
// out, that has to wait for more.
std::size_t
MarkerFilter::cut_markers(bool final)
{
  const std::string text = held_text();
  std::vector<Span> markers;
  std::size_t removed = 0;
  std::size_t waiting = text.size();
  for (std::size_t at = text.find('\x01'); at != std::string::npos;) {
    const std::string_view rest = std::string_view(text).substr(at);
    const std::size_t newline = rest.substr(0, k_max_marker + 1).find('\n');
    const bool ends = newline != std::string_view::npos || final || rest.size() > k_max_marker;
    if (!ends && may_begin_marker(rest)) {
      waiting = at;
      break;
    }
    const std::size_t end = std::min(newline, rest.size());
    std::size_t size = 1;
    if (end <= k_max_marker && rest.substr(0, end).starts_with(k_marker) &&
        accept(rest.substr(k_marker.size(), end - k_marker.size()))) {
      // Behind other text the newline stays: it ends that text's line.
      const bool line_start = at == 0 ? m_line_start : text[at - 1] == '\n';
      size = newline != std::string_view::npos && line_start ? end + 1 : end;
      markers.push_back({at, at + size});
      removed += size;
    }
    at = text.find('\x01', at + size);
  }
  cut(markers);
  return waiting - removed;
}

bool
MarkerFilter::accept(std::string_view body)
{
  if (body.ends_with('\r')) {
    body.remove_suffix(1);
  }
  if (is_sha256_hex(body)) {
    m_hashes.emplace_back(body);
  } else if (body.starts_with("! ")) {
    m_reasons.emplace_back(body.substr(2));
  } else if (auto ending = read_ending(body)) {
    m_ending = std::move(ending);
  } else {
    return false;
  }
  return true;
}

// Removes the spans, which are in order, of the text that the held events make together.
void
MarkerFilter::cut(const std::vector<Span>& spans)
{
  std::size_t start = 0;
  auto span = spans.begin();
  for (Piece& piece : m_held) {
    const std::string_view whole = piece.event.output;
    const std::size_t end = start + whole.size();
    std::string kept;
    std::size_t at = start;
    for (; span != spans.end() && span->begin < end; ++span) {
      kept += whole.substr(at - start, std::max(span->begin, at) - at);
      at = std::min(span->end, end);
      if (span->end > end) {
        break; // the rest of it stands in the next event
      }
    }
    kept += whole.substr(at - start);
    start = end;
    if (kept.size() == whole.size()) {
      continue;
    }
    piece.raw = kept.empty() ? "" : replace_output(piece.raw, kept);
    piece.event.output = std::move(kept);
  }
}

// Gives the events that end at `up_to` or before, and keeps the others.
std::vector<MarkerFilter::Piece>
MarkerFilter::release(std::size_t up_to)
{
  std::vector<Piece> ready;
  std::size_t kept = 0;
  std::size_t end = 0;
  for (Piece& piece : m_held) {
    end += piece.event.output.size();
    if (end > up_to) {
      std::swap(m_held[kept++], piece);
      continue;
    }
    if (piece.event.output.empty()) {
      continue;
    }
    m_line_start = piece.event.output.ends_with('\n');
    ready.push_back(std::move(piece));
  }
  m_held.resize(kept);
  return ready;
}

} // namespace leakgate
