#include "reporters/wording/shown_sources.hpp"

#include "gate/base/text.hpp"
#include "gate/base/utf8.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace leakgate {

namespace {

constexpr std::size_t k_number_bytes = 16; // about what the JSON takes beside the line

std::string
bounded(const std::string& line)
{
  return std::string(utf8::cut(text::valid_utf8(line), k_source_line_limit_bytes));
}

class Collector
{
public:
  Collector(const SourceLine& source_line, std::size_t limit_bytes)
      : m_source_line(source_line), m_left(limit_bytes)
  {
  }

  void
  add(const std::string& file, int number)
  {
    const auto known = m_sources.find(file);
    if (known != m_sources.end() && known->second.contains(number)) {
      return;
    }
    std::string line = bounded(m_source_line(file, number));
    const std::size_t size =
        line.size() + k_number_bytes + (known == m_sources.end() ? file.size() : 0);
    if (line.empty() || size > m_left) {
      return;
    }
    m_left -= size;
    m_sources[file].emplace(number, std::move(line));
  }

  // Around a line that is not known nothing is shown.
  void
  add_around(const Place& place)
  {
    const auto lines = m_sources.find(place.file);
    if (lines == m_sources.end() || !lines->second.contains(place.line) ||
        place.line > std::numeric_limits<int>::max() - k_lines_around) {
      return;
    }
    for (int number = std::max(1, place.line - k_lines_around);
         number <= place.line + k_lines_around; ++number) {
      add(place.file, number);
    }
  }

  SourceLines
  take()
  {
    return std::move(m_sources);
  }

private:
  const SourceLine& m_source_line;
  std::size_t m_left;
  SourceLines m_sources;
};

std::vector<const Place*>
places_of(const Finding& finding)
{
  std::vector<const Place*> places = {&finding.at, &finding.started, &finding.called,
                                      &finding.blocked};
  places.reserve(places.size() + finding.variants.size() + finding.kept_by.size());
  for (const KeptBy& keeper : finding.kept_by) {
    places.push_back(&keeper.at);
  }
  for (const StackVariant& variant : finding.variants) {
    places.push_back(&variant.blocked);
  }
  std::erase_if(places, [](const Place* place) { return !place->known(); });
  return places;
}

} // namespace

SourceLines
collect_sources_within(const Verdict& verdict, const SourceLine& source_line,
                       std::size_t limit_bytes)
{
  if (!source_line) {
    return {};
  }
  Collector collector(source_line, limit_bytes);
  for (const Finding& finding : verdict.findings) {
    for (const Place* place : places_of(finding)) {
      collector.add(place->file, place->line);
    }
  }
  for (const Finding& finding : verdict.findings) {
    for (const Place* place : places_of(finding)) {
      collector.add_around(*place);
    }
  }
  return collector.take();
}

SourceLines
collect_sources(const Verdict& verdict, const SourceLine& source_line)
{
  return collect_sources_within(verdict, source_line, k_sources_limit_bytes);
}

} // namespace leakgate
