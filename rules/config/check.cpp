#include "rules/config/check.hpp"

#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string>

namespace leakgate::config {

namespace {

using Errors = std::vector<Error>;

std::vector<std::string>
names_of(const Section& section, bool selecting_only = false)
{
  std::vector<std::string> names;
  for (const Key& key : section.keys) {
    if (key.selects || !selecting_only) {
      names.emplace_back(key.name);
    }
  }
  return names;
}

std::string
words_for_unknown(const std::string& key, const Section& section)
{
  const std::string name = text::quoted(key);
  if (const std::string_view why = refusal_of(key); !why.empty()) {
    return name + std::string(why);
  }
  // Longer words are nobody's slip, and comparing them costs the product of the lengths.
  const std::vector<std::string> names = names_of(section);
  const std::vector<std::string> near = key.size() > 64 ? std::vector<std::string>() : names;
  return fmt::format(
      "unknown key {}{}", name,
      text::meant(key, near, fmt::format("{} has {}", section.name, text::join(names, ", "))));
}

void
check_missing(const Node& node, const Section& section, Errors& errors)
{
  for (const Key& key : section.keys) {
    if (key.required && node.find(key.name) == nullptr) {
      const std::string hint = key.of != nullptr
                                   ? "its keys are " + text::join(names_of(*key.of), ", ")
                                   : fmt::format("for example {}: {}", key.name, key.example);
      errors.push_back({node.at, fmt::format("{} is missing in {} ({})", text::quoted(key.name),
                                             section.name, hint)});
    }
  }
  const std::vector<std::string> selecting = names_of(section, true);
  const auto given = [&](const std::string& name) { return node.find(name) != nullptr; };
  if (section.narrows && std::ranges::none_of(selecting, given)) {
    errors.push_back({node.at, fmt::format("{} says nothing about which goroutines it means (at "
                                           "least one of {})",
                                           section.name, text::join(selecting, ", "))});
  }
}

// Puts the key in front of what was found wrong with its value since `first`.
void
name_key(std::string_view key, std::size_t first, Errors& errors)
{
  for (std::size_t i = first; i < errors.size(); ++i) {
    errors[i].text = fmt::format("{}: {}", key, errors[i].text);
  }
}

void
check_paths(const Node& node, Errors& errors)
{
  if (node.kind != Node::Kind::map) {
    errors.push_back({node.at, fmt::format("expected a map of names to paths, got {}", got(node))});
    return;
  }
  Key path;
  path.kind = Kind::path;
  for (const Node& child : node.children) {
    const std::size_t first = errors.size();
    check_value(child, path, errors);
    name_key(text::printable(child.key), first, errors);
  }
}

void
check_counts(const Node& node, std::string_view name, Errors& errors)
{
  if (node.kind != Node::Kind::map) {
    errors.push_back({node.at, fmt::format("{}: expected a map of names to whole numbers, got {}",
                                           name, got(node))});
    return;
  }
  Key count;
  count.kind = Kind::whole;
  for (const Node& child : node.children) {
    const std::size_t first = errors.size();
    check_value(child, count, errors);
    name_key(text::printable(child.key), first, errors);
  }
}

void
check_key(const Node& node, const Key& key, Errors& errors)
{
  if (node.kind == Node::Kind::bad) {
    return;
  }
  switch (key.kind) {
  case Kind::switchable:
    if (node.kind == Node::Kind::scalar && node.text == "off") {
      return;
    }
    [[fallthrough]];
  case Kind::section: check_section(node, *key.of, errors); return;
  case Kind::sections: check_sections(node, *key.of, errors); return;
  case Kind::paths:
    if (node.kind != Node::Kind::null) {
      check_paths(node, errors);
    }
    return;
  case Kind::counts:
    if (node.kind != Node::Kind::null) {
      check_counts(node, key.name, errors);
    }
    return;
  default: {
    const std::size_t first = errors.size();
    check_value(node, key, errors);
    name_key(key.name, first, errors);
  }
  }
}

bool
may_be_empty(const Section& section)
{
  return !section.narrows && std::ranges::none_of(section.keys, &Key::required);
}

} // namespace

void
check_section(const Node& node, const Section& section, Errors& errors)
{
  if (node.kind == Node::Kind::bad || (node.kind == Node::Kind::null && may_be_empty(section))) {
    return;
  }
  if (node.kind != Node::Kind::map) {
    errors.push_back(
        {node.at, fmt::format("expected a map for {}, got {} (its keys are {})", section.name,
                              got(node), text::join(names_of(section), ", "))});
    return;
  }
  for (const Node& child : node.children) {
    const auto key = std::ranges::find(section.keys, child.key, &Key::name);
    if (key == section.keys.end()) {
      errors.push_back({child.key_at, words_for_unknown(child.key, section)});
    } else {
      check_key(child, *key, errors);
    }
  }
  check_missing(node, section, errors);
  if (section.allows) {
    check_breadth(node, section, errors);
  }
}

void
check_sections(const Node& node, const Section& section, Errors& errors)
{
  if (node.kind == Node::Kind::null || node.kind == Node::Kind::bad) {
    return;
  }
  if (node.kind != Node::Kind::list) {
    errors.push_back({node.at, fmt::format("expected a list, got {} (each item is {} and begins "
                                           "with \"- \")",
                                           got(node), section.name)});
    return;
  }
  std::map<std::string, int> ids;
  for (const Node& item : node.children) {
    check_section(item, section, errors);
    const Node* id = item.find("id");
    if (id == nullptr || id->kind != Node::Kind::scalar) {
      continue;
    }
    if (const auto [first, is_new] = ids.try_emplace(id->text, id->at.line); !is_new) {
      errors.push_back({id->at, fmt::format("the id {} stands twice, first in line {}",
                                            text::quoted(id->text), first->second)});
    }
  }
}

} // namespace leakgate::config
