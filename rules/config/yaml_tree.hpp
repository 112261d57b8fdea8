#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::config {

/// A place in a file, both from 1; the column counts bytes.
struct Position
{
  int line = 1;
  int column = 1;

  friend auto operator<=>(const Position&, const Position&) = default;
};

/// Something wrong in a file, without the file's name.
struct Error
{
  Position at;
  std::string text; ///< `unknown key "treshold", did you mean "thresholds"?`
};

/// A piece of a YAML document. Scalars keep the text that was written: what type it has is
/// decided by whoever knows what is expected.
struct Node
{
  enum class Kind {
    null, ///< nothing, `~` or `null`
    scalar,
    list,
    map,
    bad, ///< an error was recorded for it: nothing more is to be said
  };

  Kind kind = Kind::null;
  std::string text;           ///< of a scalar, with quotes and escapes resolved
  bool quoted = false;        ///< a scalar in quotes or of a block (`|`, `>`)
  Position at;                ///< of a value that is missing: where its key stands
  std::vector<Node> children; ///< of a list or a map, in the order of the file
  std::string key;            ///< of a map's child
  Position key_at;

  /// The child with that key, or null.
  [[nodiscard]] const Node* find(std::string_view name) const;
};

/// A document as far as it could be read.
struct Tree
{
  Node root;
  std::vector<Error> errors;
  bool whole = true; ///< false: reading ended at the last error, `root` is of no use
};

/// Reads one YAML document; an empty text is a document of kind null. Refused, each with
/// its own message: more than 1 MiB, bytes that are not UTF-8, nesting deeper than 32,
/// anchors and aliases (so nothing can be multiplied), tags, keys that are not plain words,
/// a key that stands twice, a second document. Never throws.
[[nodiscard]] Tree parse_yaml(std::string_view text);

/// `.leakgate.yml:3:5: TEXT` for each error, sorted by position; those past the hundredth
/// are counted in a last line.
[[nodiscard]] std::vector<std::string> messages_of(std::vector<Error> errors,
                                                   const std::string& file);

} // namespace leakgate::config
