#pragma once

#include "rules/config/yaml_tree.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace leakgate::config {

/// The deepest nesting that a tree may have.
inline constexpr std::size_t k_deepest = 32;

/// Puts a tree together from the parts of a document in the order in which they are
/// written. In a map keys and values come in turn.
class TreeBuilder
{
public:
  explicit TreeBuilder(Tree& tree);

  /// A scalar, a null, or a part that an error was recorded for.
  void add(Node node);
  /// A list or a map begins; add() and begin() go into it until end(). False when that is
  /// too deep.
  [[nodiscard]] bool begin(Node node);
  void end();
  void complain(Position at, std::string text);

private:
  struct Open
  {
    Node node;
    std::optional<Node> key;         ///< of a map, when its value is awaited
    std::map<std::string, int> seen; ///< keys with their lines
  };

  void take_key(Open& map, Node key);

  Tree& m_tree;
  std::vector<Open> m_open;
};

} // namespace leakgate::config
