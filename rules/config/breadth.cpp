#include "gate/base/text.hpp"
#include "rules/config/check.hpp"
#include "rules/config/selectors.hpp"
#include "rules/text/text_matcher.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <span>
#include <string_view>

namespace leakgate::config {

namespace {

// Words that have nothing in common but what all of their kind have.
constexpr std::string_view k_functions[] = {"main.main",
                                            "example.com/a/b.(*T).Run.func1",
                                            "net/http.(*conn).serve",
                                            "gopkg.in/yaml%2ev3.Unmarshal",
                                            "os/signal.loop",
                                            "x.Each[...]"};
constexpr std::string_view k_tests[] = {"TestA", "TestPool/sub_case#01", "BenchmarkRead",
                                        "ExampleClient_Do", "FuzzParse/seed"};
constexpr std::string_view k_states[] = {
    "chan receive", "select", "sync.Mutex.Lock", "IO wait", "syscall", "running", "sleep"};

std::span<const std::string_view>
words_for(const Key& key)
{
  switch (key.kind) {
  case Kind::function: return k_functions;
  case Kind::state: return k_states;
  default: return k_tests;
  }
}

// Go's pattern that stands for every package, however it is written: `.//x/../...`.
bool
is_every_package(std::string_view pattern)
{
  std::vector<std::string_view> parts;
  for (const std::string_view part : text::split(pattern, '/')) {
    if (part == ".." && !parts.empty()) {
      parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
  }
  const auto is_anything = [](std::string_view part) {
    return part.size() % 3 == 0 && part.find_first_not_of('.') == std::string_view::npos;
  };
  return !parts.empty() && std::ranges::all_of(parts, is_anything);
}

// How much of what there is a value selects.
enum class Breadth { some, all_known, all };

Breadth
breadth_of(const Node& value, const Key& key)
{
  if (value.kind != Node::Kind::scalar) {
    return Breadth::some; // a list of states has words only
  }
  if (key.kind == Kind::package) {
    // Beside other conditions it only says nothing.
    return is_every_package(value.text) ? Breadth::all_known : Breadth::some;
  }
  const TextPattern pattern = pattern_from(value.text);
  const rules::TextMatcher matcher(pattern);
  const auto fits = [&](std::string_view word) { return matcher.matches(word); };
  if (pattern.empty() || !std::ranges::all_of(words_for(key), fits)) {
    return Breadth::some;
  }
  // An expression that finds something in nothing finds it anywhere, and `*` does.
  return fits("") ? Breadth::all : Breadth::all_known;
}

} // namespace

void
check_breadth(const Node& node, const Section& section, std::vector<Error>& errors)
{
  std::vector<const Node*> broad;
  std::vector<const Node*> refused;
  bool narrow = false;
  for (const Node& child : node.children) {
    const auto key = std::ranges::find(section.keys, child.key, &Key::name);
    if (key == section.keys.end() || !key->selects) {
      continue;
    }
    const Breadth breadth = breadth_of(child, *key);
    narrow = narrow || breadth == Breadth::some;
    if (breadth != Breadth::some) {
      broad.push_back(&child);
    }
    if (breadth == Breadth::all) {
      refused.push_back(&child);
    }
  }
  for (const Node* each : narrow ? refused : broad) {
    errors.push_back({each->at, fmt::format("{} matches everything, got {} (it would hide every "
                                            "leak: say which goroutines may stay)",
                                            text::quoted(each->key), text::quoted(each->text))});
  }
}

} // namespace leakgate::config
