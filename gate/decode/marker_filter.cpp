#include "gate/decode/marker_filter.hpp"

#include <algorithm>

namespace leakgate {

namespace {

constexpr std::string_view k_marker = "\x01leakgate ";
constexpr std::size_t k_max_marker = 4096; ///< with a reason

bool
is_hash(std::string_view text)
{
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
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

/// Removes the markers from the held events. Returns where the text begins that has to
/// wait for more.
std::size_t
MarkerFilter::cut_markers(bool final)
{
  std::string text = held_text();
  for (std::size_t from = 0;;) {
    const std::size_t at = text.find('\x01', from);
    if (at == std::string::npos) {
      return text.size();
    }
    const std::string_view rest = std::string_view(text).substr(at);
    from = at + 1;
    if (rest.size() < k_marker.size() ? !k_marker.starts_with(rest) : !rest.starts_with(k_marker)) {
      continue;
    }
    const std::size_t newline = rest.find('\n');
    if (newline == std::string_view::npos && !final && rest.size() <= k_max_marker) {
      return at;
    }
    const std::size_t end = std::min(newline, rest.size());
    if (end > k_max_marker || end < k_marker.size() ||
        !accept(rest.substr(k_marker.size(), end - k_marker.size()))) {
      continue;
    }
    // Behind other text the newline stays: it ends that text's line.
    const bool line_start = at == 0 ? m_line_start : text[at - 1] == '\n';
    const std::size_t size = newline != std::string_view::npos && line_start ? end + 1 : end;
    cut(at, at + size);
    text.erase(at, size);
    from = at;
  }
}

bool
MarkerFilter::accept(std::string_view body)
{
  if (body.ends_with('\r')) {
    body.remove_suffix(1);
  }
  if (is_hash(body)) {
    m_hashes.emplace_back(body);
  } else if (body.starts_with("! ")) {
    m_reasons.emplace_back(body.substr(2));
  } else {
    return false;
  }
  return true;
}

/// Removes [begin, end) of the text that the held events make together.
void
MarkerFilter::cut(std::size_t begin, std::size_t end)
{
  std::size_t start = 0;
  for (Piece& piece : m_held) {
    const std::size_t size = piece.event.output.size();
    const std::size_t first = std::clamp(begin, start, start + size) - start;
    const std::size_t last = std::clamp(end, start, start + size) - start;
    start += size;
    if (first == last) {
      continue;
    }
    piece.event.output.erase(first, last - first);
    piece.raw = piece.event.output.empty() ? "" : replace_output(piece.raw, piece.event.output);
  }
}

/// Gives the events that end at `up_to` or before, and keeps the others.
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
