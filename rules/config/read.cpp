#include "rules/config/read.hpp"

#include "gate/base/byte_count.hpp"
#include "gate/base/duration.hpp"
#include "gate/base/number.hpp"
#include "gate/base/saturate.hpp"
#include "gate/base/text.hpp"
#include "gate/model/figure_table.hpp"
#include "rules/config/selectors.hpp"
#include "rules/config/values.hpp"

#include <algorithm>
#include <utility>

namespace leakgate::config {

namespace {

TextPattern
pattern_at(const Node& map, std::string_view key)
{
  return pattern_from(text_of(map, key));
}

std::optional<std::int64_t>
whole_at(const Node& map, std::string_view key)
{
  return whole_number<std::int64_t>(text_of(map, key));
}

// The limit of a figure, in the figure's unit.
std::optional<std::int64_t>
figure_at(const Node& map, const FigureLimit& limit)
{
  const std::string value = text_of(map, limit.key);
  switch (figure_info(limit.figure).unit) {
  case FigureUnit::bytes: return parse_bytes(value);
  case FigureUnit::nanoseconds:
    if (const auto duration = parse_short_duration(value)) {
      return saturating_multiply(duration->count(), 1'000);
    }
    return std::nullopt;
  case FigureUnit::count: break;
  }
  return whole_number<std::int64_t>(value);
}

void
read_state(const Node& state, GoroutineMatch& match)
{
  if (state.kind == Node::Kind::list) {
    for (const Node& word : state.children) {
      read_state(word, match);
    }
  } else if (auto choice = parse_state(state.text)) {
    match.waits.insert(match.waits.end(), choice->waits.begin(), choice->waits.end());
    match.state = std::move(choice->pattern);
  }
  std::ranges::sort(match.waits);
  match.waits.erase(std::unique(match.waits.begin(), match.waits.end()), match.waits.end());
}

} // namespace

Origin
origin_of(const Position& at, const std::string& file)
{
  return {file, at.line, at.column};
}

std::string
text_of(const Node& map, std::string_view key)
{
  const Node* child = map.find(key);
  return child == nullptr ? std::string() : child->text;
}

GoroutineMatch
match_of(const Node& map)
{
  GoroutineMatch match;
  if (const Node* state = map.find("state")) {
    read_state(*state, match);
  }
  match.function = pattern_at(map, "function");
  match.top = pattern_at(map, "top");
  match.entry = pattern_at(map, "entry");
  match.creator = pattern_at(map, "creator");
  match.package = text_of(map, "package");
  match.test = pattern_at(map, "test");
  match.source = pattern_at(map, "source");
  const std::string code = text_of(map, "code");
  for (const std::string_view word : text::split(code, ' ')) {
    if (!word.empty()) {
      match.code.emplace_back(word);
    }
  }
  match.goroutines = whole_at(map, "goroutines").value_or(0);
  match.heap = text_of(map, "kind") == "heap";
  return match;
}

Pattern
pattern_of(const Node& map, const std::string& file)
{
  Pattern pattern;
  pattern.origin = origin_of(map.at, file);
  pattern.rule.id = text_of(map, "id");
  pattern.rule.title = map.find("title") != nullptr ? text_of(map, "title") : pattern.rule.id;
  pattern.rule.severity =
      from_word<Severity>(text_of(map, "severity")).value_or(pattern.rule.severity);
  pattern.rule.why = text_of(map, "why");
  pattern.rule.fix = text_of(map, "fix");
  pattern.rule.explain = text_of(map, "explain");
  pattern.subject = text_of(map, "subject");
  if (const Node* match = map.find("match")) {
    pattern.match = match_of(*match);
  }
  return pattern;
}

AllowEntry
allow_entry_of(const Node& map, const std::string& file)
{
  AllowEntry entry;
  entry.origin = origin_of(map.at, file);
  entry.id = to_string(entry.origin);
  entry.match = match_of(map);
  entry.reason = text_of(map, "reason");
  entry.expires = text_of(map, "expires");
  entry.max = parse_bytes(text_of(map, "max"));
  return entry;
}

HeapPolicy
heap_policy_of(const Node& map)
{
  HeapPolicy policy;
  policy.check = from_word<HeapChecking>(text_of(map, "check")).value_or(policy.check);
  policy.trigger_bytes = parse_bytes(text_of(map, "trigger")).value_or(policy.trigger_bytes);
  policy.trigger_objects = whole_at(map, "trigger_objects").value_or(policy.trigger_objects);
  policy.floor_bytes = parse_bytes(text_of(map, "floor")).value_or(policy.floor_bytes);
  policy.floor_objects = whole_at(map, "floor_objects").value_or(policy.floor_objects);
  return policy;
}

Thresholds
thresholds_of(const Node* map, Thresholds inherited)
{
  if (map == nullptr) {
    return inherited;
  }
  const auto set = [](auto& limit, const auto& value) {
    if (value) {
      limit = *value;
    }
  };
  if (const Node* goroutines = map->find("goroutines")) {
    set(inherited.goroutine_growth, whole_at(*goroutines, "growth"));
  }
  set(inherited.blocked_ratio, parse_real(text_of(*map, "blocked_ratio")));
  set(inherited.finalizer_wait_percent, parse_real(text_of(*map, "finalizer_wait_percent")));
  if (const Node* heap = map->find("heap")) {
    set(inherited.heap_growth_bytes, parse_bytes(text_of(*heap, "growth")));
    set(inherited.heap_growth_percent, parse_real(text_of(*heap, "percent")));
    set(inherited.heap_per_round_bytes, parse_bytes(text_of(*heap, "per_round")));
  }
  for (const FigureLimit& limit : k_figure_limits) {
    if (const auto most = figure_at(*map, limit)) {
      inherited.figures.set(limit.figure, *most);
    }
  }
  if (const Node* states = map->find("states")) {
    for (const Node& state : states->children) {
      set(inherited.states[state.key], whole_number<std::int64_t>(state.text));
    }
  }
  return inherited;
}

} // namespace leakgate::config
