#include "gate/base/file.hpp"
#include "reporters/json/result.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <vector>

using namespace leakgate;
using Json = nlohmann::ordered_json;

namespace {

Json
schema()
{
  return Json::parse(read_file(LEAKGATE_RESULT_SCHEMA).value());
}

std::vector<std::string>
keys(const Json& object)
{
  std::vector<std::string> names;
  for (const auto& [key, value] : object.items()) {
    names.push_back(key);
  }
  return names;
}

// The schema that says something about the value: behind $ref and the nullable form.
Json
resolved(const Json& root, Json node)
{
  while (node.contains("$ref") || node.contains("anyOf")) {
    const Json next = node.contains("anyOf") ? node["anyOf"][0] : node;
    node = root.at(Json::json_pointer(next["$ref"].get<std::string>().substr(1)));
  }
  return node;
}

// Compares the keys of each object that was written with the keys the schema knows, in
// both directions and in order.
void
compare(const Json& root, const Json& node, const Json& value, const std::string& path,
        std::size_t& objects)
{
  const Json rule = resolved(root, node);
  CAPTURE(path);
  if (value.is_array()) {
    REQUIRE_FALSE(value.empty());
    compare(root, rule["items"], value[0], path + "/0", objects);
  } else if (value.is_object() && rule.contains("properties")) {
    ++objects;
    CHECK(keys(value) == keys(rule["properties"]));
    CHECK(rule["required"].get<std::vector<std::string>>() == keys(value));
    CHECK(rule["additionalProperties"] == false);
    for (const auto& [key, member] : value.items()) {
      CHECK_MESSAGE((rule["properties"][key].contains("description") ||
                     resolved(root, rule["properties"][key]).contains("description")),
                    key);
      compare(root, rule["properties"][key], member, path + "/" + key, objects);
    }
  }
}

template <typename Enum>
std::set<std::string>
words()
{
  return {k_words_of<Enum>.begin(), k_words_of<Enum>.end()};
}

std::set<std::string>
words_of(const Json& node)
{
  std::set<std::string> out;
  for (const Json& word : node["enum"]) {
    if (!word.is_null()) {
      out.insert(word.get<std::string>());
    }
  }
  return out;
}

} // namespace

TEST_CASE("result schema: it knows exactly the fields that the writer writes")
{
  const Json root = schema();
  const Json value = Json::parse(render_json(verdicts::every_field(), {}));
  std::size_t objects = 0;
  compare(root, root, value, "", objects);
  CHECK(objects >= root["$defs"].size()); // every kind of object was met
}

TEST_CASE("result schema: it knows exactly the words of each enum")
{
  const Json root = schema();
  const Json& finding = root["$defs"]["finding"]["properties"];
  CHECK(words_of(root["properties"]["outcome"]) == words<Outcome>());
  CHECK(words_of(root["properties"]["coverage"]) == words<Coverage>());
  CHECK(words_of(finding["kind"]) == words<FindingKind>());
  CHECK(words_of(root["$defs"]["rule"]["properties"]["severity"]) == words<Severity>());
  CHECK(words_of(finding["tier"]) == words<Tier>());
  CHECK(words_of(finding["severity"]) == words<Severity>());
  CHECK(words_of(finding["disposition"]) == words<Disposition>());
  CHECK(words_of(finding["attribution"]) == words<Attribution>());
  CHECK(words_of(finding["phase"]) == words<Phase>());
  CHECK(words_of(finding["wait"]) == words<Wait>());
  CHECK(words_of(finding["base"]) == words<BaseMark>());
  CHECK(words_of(root["$defs"]["package"]["properties"]["end"]) == words<PackageEnd>());
  CHECK(words_of(root["$defs"]["package"]["properties"]["source"]) == words<EvidenceSource>());
  CHECK(words_of(root["$defs"]["package_run"]["properties"]["end"]) == words<PackageEnd>());
  CHECK(words_of(root["$defs"]["test"]["properties"]["outcome"]) == words<TestOutcome>());
}

TEST_CASE("result schema: the reader knows every value of each enum")
{
  CHECK(words<BaseMark>().size() == static_cast<std::size_t>(BaseMark::grown) + 1);
  CHECK(words<Wait>().size() == static_cast<std::size_t>(Wait::runtime) + 1);
  CHECK(words<Phase>().size() == static_cast<std::size_t>(Phase::benchmark) + 1);
  CHECK(words<PackageEnd>().size() == static_cast<std::size_t>(PackageEnd::stopped) + 1);
  CHECK(words<Tier>().size() == static_cast<std::size_t>(Tier::proven) + 1);
  CHECK(words<Coverage>().size() == static_cast<std::size_t>(Coverage::everything) + 1);
  CHECK(words<FindingKind>().size() == static_cast<std::size_t>(FindingKind::hung) + 1);
  CHECK(words<Severity>().size() == static_cast<std::size_t>(Severity::high) + 1);
  CHECK(words<Disposition>().size() == static_cast<std::size_t>(Disposition::below_threshold) + 1);
  CHECK(words<Attribution>().size() == static_cast<std::size_t>(Attribution::ran_alone) + 1);
  CHECK(words<EvidenceSource>().size() == static_cast<std::size_t>(EvidenceSource::crash) + 1);
  CHECK(words<TestOutcome>().size() == static_cast<std::size_t>(TestOutcome::skip) + 1);
  CHECK(words<Outcome>().size() == static_cast<std::size_t>(Outcome::tests_failed) + 1);
}
