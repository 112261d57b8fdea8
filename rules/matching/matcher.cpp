#include "rules/matching/matcher.hpp"

#include "gate/base/text.hpp"
#include "gate/model/symbol_text.hpp"
#include "rules/names/package_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace leakgate::rules {

namespace {

// As StackFacts has it: what is not blocked is running, whatever it did at that moment.
Wait
as_judged(Wait wait)
{
  return is_running(wait) ? Wait::running : wait;
}

bool
fits_form(const TextMatcher& matcher, std::string_view symbol)
{
  return matcher.matches(symbol) || (symbol.find('[') != std::string_view::npos &&
                                     matcher.matches(without_type_arguments(symbol)));
}

// A symbol as Go prints it, as its import path is written, and as reports show it. The
// last is only for a name that was copied: a pattern like `sync.*` is about package sync.
bool
fits_symbol(const TextMatcher& matcher, const Frame& frame)
{
  const std::string_view symbol = frame.function.view();
  if (fits_form(matcher, symbol)) {
    return true;
  }
  const bool escaped = symbol.find("%2e") != std::string_view::npos;
  return (escaped && fits_form(matcher, unescaped_symbol(symbol))) ||
         (matcher.is_word() && fits_form(matcher, short_symbol(symbol)));
}

const Frame*
first_fitting(const TextMatcher& matcher, const std::vector<Frame>& frames)
{
  const auto found =
      std::ranges::find_if(frames, [&](const Frame& frame) { return fits_symbol(matcher, frame); });
  return found == frames.end() ? nullptr : &*found;
}

// The characters of a package pattern without its `...`.
std::size_t
package_literals(std::string_view pattern)
{
  std::size_t count = pattern.size();
  for (std::size_t at = 0; (at = pattern.find("...", at)) != std::string_view::npos; at += 3) {
    count -= 3;
  }
  return count;
}

} // namespace

Matcher::Matcher(const GoroutineMatch& match, const SourceRoots& roots, std::string_view config_dir)
    : m_match(match), m_roots(&roots), m_config_dir(config_dir), m_state(match.state),
      m_function(match.function), m_top(match.top), m_entry(match.entry), m_creator(match.creator),
      m_test(match.test), m_source(match.source)
{
  std::ranges::transform(m_match.waits, m_match.waits.begin(), as_judged);
}

bool
Matcher::fits_stack(const Goroutine& goroutine, Wait wait) const
{
  const auto& waits = m_match.waits;
  if (!waits.empty() && std::ranges::find(waits, as_judged(wait)) == waits.end()) {
    return false;
  }
  if (!m_state.matches(goroutine.state)) {
    return false;
  }
  const auto& frames = goroutine.frames;
  if (!m_top.empty() && (frames.empty() || !fits_symbol(m_top, frames.front()))) {
    return false;
  }
  if (!m_entry.empty() && (frames.empty() || !fits_symbol(m_entry, frames.back()))) {
    return false;
  }
  if (!m_creator.empty() &&
      (!goroutine.created_by || !fits_symbol(m_creator, *goroutine.created_by))) {
    return false;
  }
  return m_function.empty() || first_fitting(m_function, frames) != nullptr;
}

bool
Matcher::fits_test(std::string_view test) const
{
  return m_test.matches(test);
}

bool
Matcher::fits(const Circumstances& around) const
{
  return around.heap == m_match.heap && around.goroutines >= m_match.goroutines &&
         fits_test(around.test) &&
         (m_source.empty() || (!around.source.empty() && m_source.matches(around.source))) &&
         has_words(around) &&
         package_matches(m_match.package, around.package, *m_roots, m_config_dir);
}

bool
Matcher::has_words(const Circumstances& around) const
{
  return std::ranges::all_of(m_match.code, [&](const std::string& word) {
    return std::ranges::find(around.words, word) != around.words.end();
  });
}

Specificity
Matcher::specificity() const
{
  Specificity result;
  for (const TextMatcher* each :
       {&m_state, &m_function, &m_top, &m_entry, &m_creator, &m_test, &m_source}) {
    result.fields += each->empty() ? 0 : 1;
    result.literals += each->literals();
  }
  result.fields += m_match.waits.empty() ? 0 : 1;
  result.fields += m_match.heap ? 1 : 0;
  result.fields += m_match.code.size();
  for (const std::string& word : m_match.code) {
    result.literals += word.size();
  }
  result.fields += m_match.goroutines > 0 ? 1 : 0;
  result.fields += m_match.package.empty() ? 0 : 1;
  result.literals += package_literals(m_match.package);
  return result;
}

bool
Matcher::knows_functions() const
{
  return !m_function.empty() || !m_top.empty() || !m_entry.empty() || !m_creator.empty();
}

std::string
Matcher::reason(const Goroutine& goroutine, Wait wait, const Circumstances& around) const
{
  std::vector<std::string> parts;
  const auto add = [&](std::string_view field, std::string_view value) {
    parts.push_back(fmt::format("{} {}", field, value));
  };
  if (!m_match.waits.empty() || !m_state.empty()) {
    add("state", goroutine.state.empty() ? to_string(wait) : std::string_view(goroutine.state));
  }
  if (!m_function.empty()) {
    const Frame* frame = first_fitting(m_function, goroutine.frames);
    add("function", frame == nullptr ? "" : frame->function.view());
  }
  if (!m_top.empty() && !goroutine.frames.empty()) {
    add("top", goroutine.frames.front().function.view());
  }
  if (!m_entry.empty() && !goroutine.frames.empty()) {
    add("entry", goroutine.frames.back().function.view());
  }
  if (!m_creator.empty() && goroutine.created_by) {
    add("creator", goroutine.created_by->function.view());
  }
  if (!m_match.package.empty()) {
    add("package", around.package);
  }
  if (!m_test.empty()) {
    add("test", around.test);
  }
  if (!m_source.empty()) {
    add("source", text::quoted(m_source.matching_line(around.source)));
  }
  for (const std::string& word : m_match.code) {
    const CodeCase* about = around.code == nullptr ? nullptr : case_of(*around.code, word);
    add("code", about == nullptr ? word : word + " " + text::quoted(about->text));
  }
  if (m_match.goroutines > 0) {
    parts.push_back(text::counted(around.goroutines, "goroutine") + " of one test");
  }
  return text::join(parts, ", ");
}

} // namespace leakgate::rules
