#include "gate/base/name.hpp"

#include "gate/base/hash.hpp"

#include <cstdint>
#include <deque>
#include <vector>

namespace leakgate {

namespace {

/// Open addressing with linear probing, at most half full.
class Pool
{
public:
  Pool() : m_slots(1024), m_seed(hash_seed()) { m_empty = find_or_add({}); }

  [[nodiscard]] const std::string*
  empty_text() const noexcept
  {
    return m_empty;
  }

  const std::string*
  find_or_add(std::string_view text)
  {
    const std::uint64_t hash = hash_bytes(text, m_seed);
    Slot* slot = &slot_for(hash, text);
    if (slot->text) {
      return slot->text;
    }
    if ((m_texts.size() + 1) * 2 > m_slots.size()) {
      grow();
      slot = &slot_for(hash, text);
    }
    *slot = {hash, &m_texts.emplace_back(text)};
    return slot->text;
  }

private:
  struct Slot
  {
    std::uint64_t hash = 0;
    const std::string* text = nullptr;
  };

  /// The slot that holds `text`, or the free one where it belongs.
  Slot&
  slot_for(std::uint64_t hash, std::string_view text)
  {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = hash & mask;
    while (m_slots[at].text && !(m_slots[at].hash == hash && *m_slots[at].text == text)) {
      at = (at + 1) & mask;
    }
    return m_slots[at];
  }

  void
  grow()
  {
    std::vector<Slot> old(m_slots.size() * 2);
    old.swap(m_slots);
    for (const Slot& slot : old) {
      if (slot.text) {
        slot_for(slot.hash, *slot.text) = slot;
      }
    }
  }

  std::deque<std::string> m_texts; ///< a deque: the addresses stay
  std::vector<Slot> m_slots;
  std::uint64_t m_seed;
  const std::string* m_empty = nullptr;
};

/// Never destroyed, so that a Name in another static object stays valid to the end.
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
