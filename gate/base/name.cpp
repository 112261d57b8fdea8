#include "gate/base/name.hpp"

#include "gate/base/text_table.hpp"

#include <deque>

namespace leakgate {

namespace {

class Pool
{
public:
  Pool() : m_empty(find_or_add({})) {}

  [[nodiscard]] const std::string*
  empty_text() const noexcept
  {
    return m_empty;
  }

  const std::string*
  find_or_add(std::string_view text)
  {
    if (const auto* known = m_index.find(text)) {
      return known->value;
    }
    const std::string& added = m_texts.emplace_back(text);
    return m_index.add(added, &added).value;
  }

private:
  std::deque<std::string> m_texts; ///< a deque: the addresses stay
  TextTable<const std::string*> m_index;
  const std::string* m_empty; ///< last: made with the other two
};

// Never destroyed, so that a Name in another static object stays valid to the end.
Pool&
pool()
{
  static Pool& instance = *new Pool;
  return instance;
}

} // namespace

Name::Name() noexcept : m_text(pool().empty_text())
{
}

Name::Name(std::string_view text) : m_text(pool().find_or_add(text))
{
}

} // namespace leakgate
