#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// JSON taken apart without a tree of it: where the parts of one list or object stand in the text.
/// What a part holds is not looked at: a text is JSON when it can be taken apart, and each part is.
namespace leakgate::json_pieces {

struct Member
{
  std::string key;
  std::string_view value;
};

/// One level of a list or an object, in the order of the text.
class Parts
{
public:
  /// `text` may have white space around it.
  explicit Parts(std::string_view text);

  /// The next element of a list; nothing after the last one, and where the text is none.
  std::optional<std::string_view> element();
  /// The next member of an object, likewise.
  std::optional<Member> member();

  /// The text, or what was read of it, is no list or object.
  [[nodiscard]] bool
  is_broken() const
  {
    return m_broken;
  }

private:
  bool next(char open, char close);
  std::string_view value();
  std::optional<std::string> key();
  void space();
  [[nodiscard]] bool at(char c) const;

  std::string_view m_text;
  std::size_t m_at = 0;
  bool m_open = false;
  bool m_broken = false;
};

/// The members of one object. Of equal keys the last one counts.
class Object
{
public:
  /// Nothing when the text is no object.
  [[nodiscard]] static std::optional<Object> of(std::string_view text);

  /// The value of a member. Fast for keys that are asked for in the order of the text.
  std::optional<std::string_view> find(std::string_view key);
  /// All of them by their keys, as if each had been asked for.
  std::vector<Member> sorted();
  /// The values that nobody asked for, those of equal keys included.
  [[nodiscard]] std::vector<std::string_view> rest() const;

private:
  std::vector<Member> m_members;
  std::vector<std::string_view> m_hidden;
  std::vector<bool> m_asked;
  std::size_t m_next = 0;
};

/// The first character that is no white space; 0 when there is none.
[[nodiscard]] char first_of(std::string_view text);

} // namespace leakgate::json_pieces
