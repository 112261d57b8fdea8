#include "tests/e2e/go_events.hpp"

#include <nlohmann/json.hpp>
#include <tinyxml2.h>

#include <set>

namespace leakgate::e2e {

namespace {

using tinyxml2::XMLElement;

/// The first character that XML 1.0 forbids or that is not UTF-8. tinyxml2 reads such
/// files without a word while real consumers lose the whole report.
std::string
forbidden_character(const std::string& xml)
{
  for (std::size_t i = 0; i < xml.size(); ++i) {
    const auto c = static_cast<unsigned char>(xml[i]);
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') {
      return "control character " + std::to_string(c) + " at byte " + std::to_string(i) + "\n";
    }
    const bool nonchar =
        xml.compare(i, 3, "\xEF\xBF\xBE") == 0 || xml.compare(i, 3, "\xEF\xBF\xBF") == 0;
    const bool surrogate =
        c == 0xED && i + 1 < xml.size() && static_cast<unsigned char>(xml[i + 1]) >= 0xA0;
    if (nonchar || surrogate) {
      return "character outside XML 1.0 at byte " + std::to_string(i) + "\n";
    }
  }
  try {
    (void)nlohmann::json(xml).dump(); // throws for what is not UTF-8
  } catch (const nlohmann::json::exception&) {
    return "not UTF-8\n";
  }
  return "";
}

/// References such as `&#27;` name forbidden characters just as well.
std::string
forbidden_reference(const std::string& xml)
{
  for (std::size_t at = xml.find("&#"); at != std::string::npos; at = xml.find("&#", at + 2)) {
    const bool hex = xml[at + 2] == 'x';
    const long code = std::strtol(xml.c_str() + at + (hex ? 3 : 2), nullptr, hex ? 16 : 10);
    if ((code < 0x20 && code != 9 && code != 10 && code != 13) || code == 0xFFFE ||
        code == 0xFFFF) {
      return "reference to a character outside XML 1.0 at byte " + std::to_string(at) + "\n";
    }
  }
  return "";
}

std::string
text_attribute(const XMLElement* element, const char* name)
{
  const char* value = element->Attribute(name);
  return value == nullptr ? "" : value;
}

std::string
outcome_of(const XMLElement* test)
{
  if (test->FirstChildElement("failure") != nullptr ||
      test->FirstChildElement("error") != nullptr) {
    return "fail";
  }
  return test->FirstChildElement("skipped") != nullptr ? "skip" : "pass";
}

struct Cases
{
  std::multimap<std::string, std::string> outcomes; ///< `class name` → outcome
  std::map<std::string, long> failing_with_place;   ///< class → failing cases with file and line
};

void
collect(const XMLElement* parent, Cases& cases)
{
  for (const XMLElement* child = parent->FirstChildElement(); child != nullptr;
       child = child->NextSiblingElement()) {
    if (std::string(child->Name()) != "testcase") {
      collect(child, cases);
      continue;
    }
    const std::string class_name = text_attribute(child, "classname");
    cases.outcomes.emplace(class_name + " " + text_attribute(child, "name"), outcome_of(child));
    const XMLElement* failure = child->FirstChildElement("failure");
    if (failure != nullptr && !text_attribute(child, "file").empty() &&
        child->IntAttribute("line") > 0) {
      ++cases.failing_with_place[class_name];
    }
  }
}

/// True when the name survives into XML unchanged.
bool
is_plain_name(const std::string& name)
{
  for (const char c : name) {
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e) {
      return false;
    }
  }
  return true;
}

std::string
missing_tests(const Cases& cases, const OrdinaryResults& plain)
{
  std::string text;
  for (const auto& [name, ordinary] : plain) {
    const bool ended = ordinary.outcome != "never ended";
    if (name.find(' ') == std::string::npos || !is_plain_name(name) || !ended) {
      continue;
    }
    const auto [begin, end] = cases.outcomes.equal_range(name);
    bool found = false;
    for (auto it = begin; it != end; ++it) {
      found = found || it->second == ordinary.outcome;
    }
    if (!found) {
      text += "JUnit has no " + ordinary.outcome + " case " + name + "\n";
    }
  }
  return text;
}

} // namespace

std::string
check_junit(const std::string& xml, const OrdinaryResults& plain,
            const std::map<std::string, long>& tests_of_package)
{
  std::string broken = forbidden_character(xml) + forbidden_reference(xml);
  tinyxml2::XMLDocument document;
  if (document.Parse(xml.data(), xml.size()) != tinyxml2::XML_SUCCESS) {
    return broken + "JUnit: " + document.ErrorStr() + "\n";
  }
  const XMLElement* root = document.RootElement();
  if (std::string(root->Name()) != "testsuites") {
    return broken + "JUnit: the root is " + root->Name() + "\n";
  }
  Cases cases;
  collect(root, cases);
  for (const auto& [package, count] : tests_of_package) {
    if (cases.failing_with_place[package] < count) {
      broken += "JUnit: " + package + " has " + std::to_string(count) +
                " leaking tests, but only " + std::to_string(cases.failing_with_place[package]) +
                " failing cases with file and line\n";
    }
  }
  return broken + missing_tests(cases, plain);
}

} // namespace leakgate::e2e
