#include "gate/base/byte_count.hpp"
#include "gate/base/date.hpp"
#include "gate/base/duration.hpp"
#include "gate/base/number.hpp"
#include "gate/base/text.hpp"
#include "rules/config/check.hpp"
#include "rules/config/selectors.hpp"
#include "rules/config/values.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace leakgate::config {

namespace {

std::string
expected_number(const Key& key, std::string_view noun)
{
  return std::isinf(key.most) ? fmt::format("{} of at least {}", noun, key.least)
                              : fmt::format("{} from {} to {}", noun, key.least, key.most);
}

std::string
expected(const Key& key)
{
  switch (key.kind) {
  case Kind::version: return "1";
  case Kind::word: {
    const std::vector<std::string> words(key.words.begin(), key.words.end());
    return "one of " + text::join(words, ", ");
  }
  case Kind::whole: return expected_number(key, "a whole number");
  case Kind::real: return expected_number(key, "a number");
  case Kind::rounds: return "0 (off) or a whole number from 2 to 20";
  case Kind::duration:
    return key.least > 0 ? fmt::format("a duration from {}s on, at most 60m", key.least)
                         : "a duration like 500ms, 2s or 1m, at most 60m";
  case Kind::short_time: return "a duration like 200us, 5ms or 1s, at most 60m";
  case Kind::bytes: return "a size like 64MiB or a whole number of bytes";
  case Kind::id: return "at most 100 lower-case letters, digits and dashes";
  case Kind::function:
  case Kind::words_glob: return "a pattern";
  case Kind::state: return "a state or a list of states";
  case Kind::package: return "a package pattern like ./internal/...";
  case Kind::date: return "a date like 2027-06-30";
  case Kind::path: return "a path";
  default: return "text";
  }
}

// The limit that a number is over which would be right if it were smaller; empty for all else. What
// has a limit of its own names that.
std::string
limit_exceeded(const std::string& text, const Key& key)
{
  if (text.empty() || !std::isinf(key.most)) {
    return {};
  }
  constexpr std::int64_t k_most = std::numeric_limits<std::int64_t>::max();
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (key.kind == Kind::whole && digits == text.size() && !whole_number<std::int64_t>(text)) {
    return fmt::format(", at most {}", k_most);
  }
  const bool size = key.kind == Kind::bytes && digits > 0 && !parse_bytes(text) &&
                    parse_bytes("1" + text.substr(digits));
  if (size) {
    return fmt::format(", at most {} bytes", k_most);
  }
  const bool real = key.kind == Kind::real && !parse_real(text) &&
                    text.find_first_not_of("0123456789.e+") == std::string::npos &&
                    parse_real(text.substr(0, text.find('e')));
  return real ? ", at most 1.7e308" : "";
}

bool
is_plain_number(Kind kind)
{
  return kind == Kind::version || kind == Kind::whole || kind == Kind::real || kind == Kind::rounds;
}

bool
in_range(const Key& key, std::optional<double> number)
{
  return number && *number >= key.least && *number <= key.most;
}

bool
fits(const std::string& text, const Key& key)
{
  const auto whole = whole_number<std::int64_t>(text);
  switch (key.kind) {
  case Kind::version: return whole == 1;
  case Kind::word: return std::ranges::find(key.words, text) != key.words.end();
  case Kind::whole: return whole && in_range(key, static_cast<double>(*whole));
  case Kind::real: return in_range(key, parse_real(text));
  case Kind::rounds: return whole && (*whole == 0 || (*whole >= 2 && *whole <= 20));
  case Kind::duration: {
    const auto duration = parse_duration(text);
    return duration && std::chrono::duration<double>(*duration).count() >= key.least;
  }
  case Kind::short_time: return parse_short_duration(text).has_value();
  case Kind::bytes: return parse_bytes(text).has_value();
  case Kind::id: return is_id(text);
  case Kind::date: return is_date(text);
  default: return !text::trim(text).empty();
  }
}

// Messages of values whose checks know more than "no"; empty where nothing is wrong.
std::string
objection_to(const std::string& text, const Key& key)
{
  switch (key.kind) {
  case Kind::function:
  case Kind::words_glob: {
    const auto over = key.kind == Kind::function ? Over::functions : Over::words;
    const auto pattern = parse_pattern(text, over);
    return pattern ? std::string() : pattern.error();
  }
  case Kind::state: {
    const auto state = parse_state(text);
    return state ? std::string() : state.error();
  }
  case Kind::package: return objection_to_package(text);
  case Kind::path: {
    const std::string why = objection_to_path(text);
    return why.empty() ? why : fmt::format("expected a path, got {} ({})", text::quoted(text), why);
  }
  default: return {};
  }
}

// A hint where the value itself is near, or empty.
std::string
hint_for(const Node& node, const Key& key)
{
  if (is_plain_number(key.kind)) {
    return node.quoted ? " (without quotes)" : "";
  }
  if (key.kind == Kind::word && node.text.size() <= 64) {
    const std::string near =
        text::nearest(node.text, std::vector<std::string>(key.words.begin(), key.words.end()));
    return near.empty() ? "" : fmt::format(" (did you mean {}?)", text::quoted(near));
  }
  return "";
}

std::string
objection_to_scalar(const Node& node, const Key& key)
{
  const bool number = !node.quoted && is_number_or_truth(node.text);
  // One of a few words is that word, also where YAML 1.1 takes `on` and `off` for truth values.
  const bool wants_text =
      !is_plain_number(key.kind) && key.kind != Kind::bytes && key.kind != Kind::word;
  const bool ordinary = fits(node.text, key);
  if (wants_text && number && ordinary) {
    return fmt::format(
        "expected {}, got the {} {} (put it in quotes)", expected(key),
        node.text.find_first_of("0123456789") == std::string::npos ? "word" : "number", node.text);
  }
  if (std::string objection = objection_to(node.text, key); !objection.empty()) {
    return objection;
  }
  if (!ordinary || (is_plain_number(key.kind) && node.quoted)) {
    return fmt::format("expected {}{}, got {}{}", expected(key), limit_exceeded(node.text, key),
                       got(node), hint_for(node, key));
  }
  return {};
}

// A list of states is a list of words: a goroutine waits for any of them.
void
check_state_list(const Node& node, const Key& key, std::vector<Error>& errors)
{
  if (node.children.empty()) {
    errors.push_back({node.at, "expected a state or a list of states, got an empty list"});
  }
  for (const Node& item : node.children) {
    if (item.kind == Node::Kind::bad) {
      continue;
    }
    if (item.kind != Node::Kind::scalar) {
      errors.push_back({item.at, fmt::format("expected a state, got {}", got(item))});
    } else if (const auto objection = objection_to_scalar(item, key); !objection.empty()) {
      errors.push_back({item.at, objection});
    } else if (!parse_state(item.text)->pattern.empty()) {
      errors.push_back({item.at, fmt::format("a list of states has words only, got {} (write a "
                                             "pattern alone, without the list)",
                                             got(item))});
    }
  }
}

} // namespace

std::string
got(const Node& node)
{
  switch (node.kind) {
  case Node::Kind::scalar: return text::quoted(node.text);
  case Node::Kind::list: return "a list";
  case Node::Kind::map: return "a map";
  default: return "nothing";
  }
}

void
check_value(const Node& node, const Key& key, std::vector<Error>& errors)
{
  if (node.kind == Node::Kind::bad) {
    return;
  }
  if (key.kind == Kind::state && node.kind == Node::Kind::list) {
    check_state_list(node, key, errors);
  } else if (node.kind != Node::Kind::scalar) {
    errors.push_back({node.at, fmt::format("expected {}, got {}", expected(key), got(node))});
  } else if (std::string objection = objection_to_scalar(node, key); !objection.empty()) {
    errors.push_back({node.at, std::move(objection)});
  }
}

} // namespace leakgate::config
