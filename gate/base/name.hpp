#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace leakgate {

/// An interned, immutable string: equal text is the same pointer, so a Name is
/// copied, compared and hashed as one word. A dump of 100,000 goroutines names a
/// few hundred functions; this is what keeps it small. The pool lives as long as
/// the process and is not locked: names are made by one thread.
class Name
{
public:
  Name() noexcept;
  Name(std::string_view text);
  Name(const char* text) : Name(std::string_view(text)) {}
  Name(const std::string& text) : Name(std::string_view(text)) {}

  [[nodiscard]] std::string_view
  view() const noexcept
  {
    return *m_text;
  }
  [[nodiscard]] const std::string&
  str() const noexcept
  {
    return *m_text;
  }
  [[nodiscard]] bool
  empty() const noexcept
  {
    return m_text->empty();
  }

  /// Identity, which is equality of the text.
  friend bool
  operator==(Name a, Name b) noexcept
  {
    return a.m_text == b.m_text;
  }
  /// Order of the text, so that sorted output does not depend on addresses.
  friend bool
  operator<(Name a, Name b) noexcept
  {
    return *a.m_text < *b.m_text;
  }

  [[nodiscard]] std::size_t
  hash() const noexcept
  {
    return std::hash<const void*>{}(m_text);
  }

private:
  const std::string* m_text;
};

} // namespace leakgate

template <>
struct std::hash<leakgate::Name>
{
  std::size_t
  operator()(leakgate::Name name) const noexcept
  {
    return name.hash();
  }
};
