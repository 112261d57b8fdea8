#include "rules/matching/pattern_book.hpp"

#include "gate/base/text.hpp"
#include "rules/config/config.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace leakgate::rules {

namespace {

constexpr std::string_view k_generic = "goroutine-leak";
constexpr std::string_view k_generic_heap = "heap-leak";

std::string_view
id_of(const Pattern& pattern)
{
  return pattern.rule.id;
}

std::vector<Pattern>
parse_builtin()
{
  std::vector<Pattern> patterns;
  for (const PatternFile& file : pattern_files()) {
    auto parsed = parse_patterns(file.content, std::string(file.name));
    if (!parsed) {
      throw std::logic_error(text::join(parsed.error(), "\n"));
    }
    for (Pattern& pattern : *parsed) {
      pattern.origin = {};
      patterns.push_back(std::move(pattern));
    }
  }
  std::ranges::sort(patterns, {}, id_of);
  return patterns;
}

const Pattern&
generic_pattern(std::string_view id)
{
  const Pattern* found = find_pattern(builtin_patterns(), id);
  if (found == nullptr) {
    throw std::logic_error("rules/patterns: no pattern has the id " + std::string(id));
  }
  return *found;
}

} // namespace

std::span<const Pattern>
builtin_patterns()
{
  static const std::vector<Pattern> k_patterns = parse_builtin();
  return k_patterns;
}

const Pattern*
find_pattern(std::span<const Pattern> patterns, std::string_view id)
{
  const auto found = std::ranges::find(patterns, id, id_of);
  return found == patterns.end() ? nullptr : &*found;
}

const std::vector<PatternBook::Entry>&
PatternBook::entries() const
{
  if (m_entries.empty()) {
    add(m_policy.patterns, [](const Matcher&) { return false; });
    // Who knows the functions of a library knows more than what source says in general.
    add(builtin_patterns(), [](const Matcher& matcher) { return matcher.knows_functions(); });
  }
  return m_entries;
}

void
PatternBook::add(std::span<const Pattern> patterns, bool (*goes_first)(const Matcher&)) const
{
  const auto first = static_cast<std::ptrdiff_t>(m_entries.size());
  for (const Pattern& pattern : patterns) {
    m_entries.push_back({&pattern, Matcher(pattern.match, m_roots, m_policy.config_dir)});
  }
  std::stable_sort(m_entries.begin() + first, m_entries.end(), [&](const Entry& a, const Entry& b) {
    if (goes_first(a.matcher) != goes_first(b.matcher)) {
      return goes_first(a.matcher);
    }
    const Specificity of_a = a.matcher.specificity();
    const Specificity of_b = b.matcher.specificity();
    return of_a != of_b ? of_a > of_b : a.pattern->rule.id < b.pattern->rule.id;
  });
}

PatternChoice
PatternBook::choose(std::span<const PatternInput> places) const
{
  const std::size_t users = m_policy.patterns.size();
  const std::vector<Entry>& all = entries();
  // Only built-in patterns ask for words, and these are about the first place.
  const std::vector<std::string> words =
      places.empty() ? std::vector<std::string>() : code_words(places.front().code);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Matcher& matcher = all[i].matcher;
    for (const PatternInput& input : places.first(i < users ? places.size() : 1)) {
      const Circumstances around = {input.package,    input.test, input.source, &input.code,
                                    input.goroutines, words,      input.heap};
      if (matcher.fits_stack(input.goroutine, input.wait) && matcher.fits(around)) {
        std::string reason = matcher.reason(input.goroutine, input.wait, around);
        return {all[i].pattern, reason.empty() ? input.heap ? "matches all memory that grows"
                                                            : "matches every goroutine"
                                               : std::move(reason)};
      }
    }
  }
  const bool heap = !places.empty() && places.front().heap;
  return {&generic_pattern(heap ? k_generic_heap : k_generic), "no pattern matches"};
}

} // namespace leakgate::rules
