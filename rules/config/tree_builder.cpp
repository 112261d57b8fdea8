#include "rules/config/tree_builder.hpp"

#include "gate/base/text.hpp"

#include <fmt/core.h>

#include <utility>

namespace leakgate::config {

TreeBuilder::TreeBuilder(Tree& tree) : m_tree(tree)
{
}

void
TreeBuilder::complain(Position at, std::string text)
{
  m_tree.errors.push_back({at, std::move(text)});
}

void
TreeBuilder::take_key(Open& map, Node key)
{
  if (key.kind != Node::Kind::scalar) {
    if (key.kind != Node::Kind::bad) {
      complain(key.at, "a key must be a word (put \"name:\" in front of the value)");
    }
    key.kind = Node::Kind::bad;
  } else if (const auto [first, is_new] = map.seen.try_emplace(key.text, key.at.line); !is_new) {
    complain(key.at, fmt::format("the key {} stands twice, first in line {}",
                                 text::quoted(key.text), first->second));
    key.kind = Node::Kind::bad;
  }
  map.key = std::move(key);
}

void
TreeBuilder::add(Node node)
{
  if (m_open.empty()) {
    m_tree.root = std::move(node);
    return;
  }
  Open& top = m_open.back();
  if (top.node.kind == Node::Kind::list) {
    top.node.children.push_back(std::move(node));
  } else if (!top.key) {
    take_key(top, std::move(node));
  } else {
    // What a bad key says is left out: there is no place that it could belong to.
    if (top.key->kind == Node::Kind::scalar) {
      node.key = std::move(top.key->text);
      node.key_at = top.key->at;
      if (node.kind == Node::Kind::null) {
        node.at = node.key_at; // the mark of a null is the next token's
      }
      top.node.children.push_back(std::move(node));
    }
    top.key.reset();
  }
}

bool
TreeBuilder::begin(Node node)
{
  if (m_open.size() >= k_deepest) {
    return false;
  }
  m_open.push_back({std::move(node), std::nullopt, {}});
  return true;
}

void
TreeBuilder::end()
{
  Node node = std::move(m_open.back().node);
  m_open.pop_back();
  add(std::move(node));
}

} // namespace leakgate::config
