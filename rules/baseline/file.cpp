#include "rules/baseline/file.hpp"

#include "gate/base/date.hpp"
#include "gate/base/json.hpp"
#include "gate/base/text.hpp"
#include "rules/baseline/order.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace leakgate {

namespace {

using Json = nlohmann::json;

// Version 1 knew a leak by its place alone; it is read, and its entries are matched by place.
constexpr int k_version = 2;
constexpr std::int64_t k_max_count = std::int64_t{1} << 53;
constexpr std::string_view k_fingerprint = "a fingerprint, v1: or v2: and 32 hex digits";

bool
is_fingerprint(std::string_view text)
{
  constexpr std::size_t k_prefix = 3;
  constexpr std::size_t k_digits = 32;
  return (text.starts_with("v1:") || text.starts_with("v2:")) &&
         text.size() == k_prefix + k_digits &&
         text.find_first_not_of("0123456789abcdef", k_prefix) == std::string_view::npos;
}

// Reads the values one by one; after the first error nothing more counts.
class Reader
{
public:
  explicit Reader(std::string file) { m_baseline.file = std::move(file); }

  Result<Baseline>
  read(const Json& json)
  {
    if (!json.is_object()) {
      expected("", "an object with version and clusters", json);
    } else if (only_keys("", json, {"version", "clusters"}) && version(json)) {
      clusters(json);
    }
    if (!m_error.empty()) {
      return failure(m_error);
    }
    std::ranges::sort(m_baseline.entries, rules::baseline_entry_less);
    return std::move(m_baseline);
  }

private:
  void
  fail(const std::string& path, const std::string& what)
  {
    if (m_error.empty()) {
      m_error = fmt::format("{}: {}{}{}", m_baseline.file, path, path.empty() ? "" : ": ", what);
    }
  }

  void
  expected(const std::string& path, std::string_view what, const Json& got)
  {
    fail(path, fmt::format("expected {}, got {}", what, json::shown(got)));
  }

  bool
  only_keys(const std::string& path, const Json& object, const std::vector<std::string>& known)
  {
    for (const auto& [key, value] : object.items()) {
      if (std::ranges::find(known, key) == known.end()) {
        fail(path, fmt::format("unknown key, got {} (the keys are {})", text::quoted(key),
                               text::join(known, ", ")));
      }
    }
    return m_error.empty();
  }

  const Json*
  value_of(const std::string& path, const Json& object, const char* key)
  {
    const auto found = object.find(key);
    if (found == object.end()) {
      fail(path, fmt::format("{} is missing (leakgate baseline writes it)", text::quoted(key)));
      return nullptr;
    }
    return &*found;
  }

  bool
  version(const Json& json)
  {
    const Json* version = value_of("", json, "version");
    if (version != nullptr && *version != 1 && *version != k_version) {
      fail("/version",
           fmt::format("expected 1 or {}, got {} (a newer leakgate may read it; leakgate baseline "
                       "writes a new one)",
                       k_version, json::shown(*version)));
    }
    return m_error.empty();
  }

  void
  clusters(const Json& json)
  {
    const Json* list = value_of("", json, "clusters");
    if (list != nullptr && !list->is_array()) {
      expected("/clusters", "a list", *list);
    }
    for (std::size_t i = 0; m_error.empty() && i < list->size(); ++i) {
      cluster(fmt::format("/clusters/{}", i), (*list)[i]);
    }
  }

  void
  cluster(const std::string& path, const Json& json)
  {
    if (!json.is_object()) {
      return expected(path, "an object", json);
    }
    if (!only_keys(path, json,
                   {"package", "fingerprint", "variants", "parked", "heap", "count", "first_seen",
                    "what", "tests"})) {
      return;
    }
    BaselineEntry entry;
    entry.package = text_of(path, json, "package");
    entry.fingerprint = text_of(path, json, "fingerprint", k_fingerprint, is_fingerprint);
    variants(path, json, entry);
    flag(path, json, "parked", entry.parked);
    flag(path, json, "heap", entry.heap);
    count(path, json, entry);
    entry.first_seen = text_of(path, json, "first_seen", "a date like 2026-11-21", is_date);
    entry.what = text_of(path, json, "what");
    tests(path, json, entry);
    const auto [known, added] = m_known.emplace(entry.fingerprint, path);
    if (!added) {
      fail(path + "/fingerprint",
           fmt::format("recorded twice, also in {}, got {} (delete one of the two)", known->second,
                       text::quoted(entry.fingerprint)));
    }
    m_baseline.entries.push_back(std::move(entry));
  }

  std::string
  text_of(const std::string& path, const Json& json, const char* key,
          std::string_view what = "a text", bool (*valid)(std::string_view) = nullptr)
  {
    const Json* value = value_of(path, json, key);
    if (value == nullptr) {
      return {};
    }
    if (!value->is_string() || (valid != nullptr && !valid(value->get<std::string>()))) {
      expected(fmt::format("{}/{}", path, key), what, *value);
      return {};
    }
    return value->get<std::string>();
  }

  void
  variants(const std::string& path, const Json& json, BaselineEntry& entry)
  {
    const auto list = json.find("variants");
    if (list == json.end()) {
      return;
    }
    if (!list->is_array()) {
      return expected(path + "/variants", "a list", *list);
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
      const Json& value = (*list)[i];
      if (!value.is_string() || !is_fingerprint(value.get<std::string>())) {
        return expected(fmt::format("{}/variants/{}", path, i), k_fingerprint, value);
      }
      entry.variants.push_back(value.get<std::string>());
    }
  }

  void
  tests(const std::string& path, const Json& json, BaselineEntry& entry)
  {
    const auto list = json.find("tests");
    if (list == json.end()) {
      return;
    }
    if (!list->is_array()) {
      return expected(path + "/tests", "a list", *list);
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (!(*list)[i].is_string()) {
        return expected(fmt::format("{}/tests/{}", path, i), "the name of a test", (*list)[i]);
      }
      entry.tests.push_back((*list)[i].get<std::string>());
    }
    std::ranges::sort(entry.tests);
  }

  void
  flag(const std::string& path, const Json& json, const char* key, bool& out)
  {
    const auto value = json.find(key);
    if (value == json.end()) {
      return;
    }
    if (!value->is_boolean()) {
      return expected(fmt::format("{}/{}", path, key), "true or false", *value);
    }
    out = value->get<bool>();
  }

  void
  count(const std::string& path, const Json& json, BaselineEntry& entry)
  {
    const Json* value = value_of(path, json, "count");
    if (value == nullptr) {
      return;
    }
    if (!value->is_number_integer() || *value < 1 || *value > k_max_count) {
      return expected(path + "/count", "a whole number from 1 on", *value);
    }
    entry.count = value->get<std::int64_t>();
  }

  Baseline m_baseline;
  std::map<std::string, std::string> m_known; ///< fingerprint → where it stands
  std::string m_error;
};

std::string
json_text(std::string_view value)
{
  return Json(text::valid_utf8(value)).dump();
}

// `, "variants": ["…", "…"]`, or nothing where there are none.
std::string
list_of(const char* key, const std::vector<std::string>& values)
{
  std::vector<std::string> words;
  for (const std::string& value : values) {
    words.push_back(json_text(value));
  }
  return words.empty() ? "" : fmt::format(R"(, "{}": [{}])", key, text::join(words, ", "));
}

std::string
line_of(const BaselineEntry& entry)
{
  return fmt::format(
      R"({{"package": {}, "fingerprint": {}, "count": {}, "first_seen": {}, "what": {}{}{}{}{}}})",
      json_text(entry.package), json_text(entry.fingerprint), entry.count,
      json_text(entry.first_seen), json_text(entry.what), entry.parked ? R"(, "parked": true)" : "",
      entry.heap ? R"(, "heap": true)" : "", list_of("tests", entry.tests),
      list_of("variants", entry.variants));
}

} // namespace

Result<Baseline>
parse_baseline(std::string_view text, const std::string& file)
{
  Json json;
  try {
    json = Json::parse(text);
  } catch (const Json::parse_error& error) {
    return failure(fmt::format("{}:{}: not JSON (resolve merge conflicts, or write it anew with "
                               "leakgate baseline)",
                               file, json::place_of(text, error.byte).line));
  } catch (const Json::exception&) { // a number that no double holds
    return failure(fmt::format("{}: a number in it is out of range (write it anew with leakgate "
                               "baseline)",
                               file));
  }
  return Reader(file).read(json);
}

std::string
write_baseline(const Baseline& baseline)
{
  std::vector<BaselineEntry> entries = baseline.entries;
  std::ranges::sort(entries, rules::baseline_entry_less);
  std::string out = fmt::format(R"({{"version": {}, "clusters": [)", k_version);
  for (const BaselineEntry& entry : entries) {
    out += &entry == &entries.front() ? "\n" : ",\n";
    out += line_of(entry);
  }
  out += entries.empty() ? "]}\n" : "\n]}\n";
  return out;
}

} // namespace leakgate
