#include "tests/unit/rules/config/schema_text.hpp"

#include "gate/model/goroutine.hpp"
#include "rules/config/keys.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace leakgate::test {

namespace {

using config::Key;
using config::Kind;
using config::Section;
using Json = nlohmann::ordered_json;

Json section_schema(const Section& section);

Json
pattern(const char* expression)
{
  return {{"type", "string"}, {"pattern", expression}};
}

Json
number_schema(const Key& key, const char* type)
{
  Json schema = {{"type", type}, {"minimum", static_cast<std::int64_t>(key.least)}};
  if (!std::isinf(key.most)) {
    schema["maximum"] = static_cast<std::int64_t>(key.most);
  }
  return schema;
}

Json
state_schema()
{
  const Json words = words_of<Wait>();
  // The words are for the editor's list; Go's own words and patterns are free.
  const Json word = {{"anyOf", Json::array({{{"enum", words}}, pattern("\\S")})}};
  return {{"anyOf", Json::array({word, {{"type", "array"}, {"minItems", 1}, {"items", word}}})}};
}

Json
paths_schema()
{
  return {{"type", Json::array({"object", "null"})}, {"additionalProperties", pattern("\\S")}};
}

Json
counts_schema()
{
  return {{"type", Json::array({"object", "null"})},
          {"additionalProperties", {{"type", "integer"}, {"minimum", 0}}}};
}

Json
value_schema(const Key& key)
{
  switch (key.kind) {
  case Kind::section: return section_schema(*key.of);
  case Kind::switchable:
    return {{"anyOf", Json::array({{{"const", "off"}}, section_schema(*key.of)})}};
  case Kind::sections:
    return {{"type", Json::array({"array", "null"})}, {"items", section_schema(*key.of)}};
  case Kind::version: return {{"const", 1}};
  case Kind::word: return {{"enum", std::vector<std::string>(key.words.begin(), key.words.end())}};
  case Kind::whole: return number_schema(key, "integer");
  case Kind::real: return number_schema(key, "number");
  case Kind::rounds:
    return {{"type", "integer"},
            {"anyOf", Json::array({{{"const", 0}}, {{"minimum", 2}, {"maximum", 20}}})}};
  case Kind::duration:
    return pattern(key.least > 0 ? "^[0-9]*[1-9][0-9]*(ms|s|m)$" : "^[0-9]+(ms|s|m)$");
  case Kind::short_time: return pattern("^[0-9]+(us|\u00b5s|ms|s|m)$");
  case Kind::bytes:
    return {{"anyOf", Json::array({{{"type", "integer"}, {"minimum", 0}},
                                   pattern("^[0-9]+(B|KiB|MiB|GiB|KB|MB|GB)?$")})}};
  case Kind::id: return pattern("^[a-z0-9-]{1,100}$");
  case Kind::date: return pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
  case Kind::state: return state_schema();
  case Kind::paths: return paths_schema();
  case Kind::counts: return counts_schema();
  default: return pattern("\\S");
  }
}

// The default as a JSON value: numbers as such.
Json
default_of(const Key& key)
{
  const std::string text(key.example);
  return text.find_first_not_of("0123456789") == std::string::npos ? Json(std::stoll(text))
                                                                   : Json(text);
}

Json
section_schema(const Section& section)
{
  Json properties = Json::object();
  Json required = Json::array();
  Json selecting = Json::array();
  for (const Key& key : section.keys) {
    Json property = {{"description", key.help}};
    property.update(value_schema(key));
    if (key.is_default) {
      property["default"] = default_of(key);
    }
    properties[std::string(key.name)] = property;
    if (key.required) {
      required.push_back(key.name);
    }
    if (key.selects) {
      selecting.push_back({{"required", Json::array({key.name})}});
    }
  }
  Json schema;
  schema["type"] =
      required.empty() && !section.narrows ? Json::array({"object", "null"}) : Json("object");
  schema["additionalProperties"] = false;
  schema["properties"] = properties;
  if (!required.empty()) {
    schema["required"] = required;
  }
  if (section.narrows) {
    schema["anyOf"] = selecting;
  }
  return schema;
}

} // namespace

std::string
schema_text()
{
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", "leakgate configuration (.leakgate.yml)"}};
  schema.update(section_schema(config::file_section()));
  return schema.dump(2) + "\n";
}

} // namespace leakgate::test
