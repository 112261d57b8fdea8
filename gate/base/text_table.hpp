#pragma once

#include "gate/base/hash.hpp"

#include <cstdint>
#include <deque>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate {

/// A map from text to Value for lookups in a hot path: open addressing with linear probing,
/// at most half full, entries that stay where they are. The keys are views: the text
/// must outlive the table. `size()` is for the caller to keep it bounded.
template <typename Value>
class TextTable
{
public:
  TextTable() : m_slots(256), m_seed(hash_seed()) {}

  struct Entry
  {
    std::string_view key;
    Value value;
  };

  [[nodiscard]] std::size_t
  size() const noexcept
  {
    return m_entries.size();
  }

  /// The entry of `key`, or null.
  [[nodiscard]] Entry*
  find(std::string_view key)
  {
    return slot_for(hash_bytes(key, m_seed), key).entry;
  }

  /// Adds an entry. `key` must not be in the table.
  Entry&
  add(std::string_view key, Value value)
  {
    if ((m_entries.size() + 1) * 2 > m_slots.size()) {
      grow();
    }
    const std::uint64_t hash = hash_bytes(key, m_seed);
    Entry& entry = m_entries.emplace_back(Entry{key, std::move(value)});
    slot_for(hash, key) = {hash, &entry};
    return entry;
  }

private:
  struct Slot
  {
    std::uint64_t hash = 0;
    Entry* entry = nullptr;
  };

  Slot&
  slot_for(std::uint64_t hash, std::string_view key)
  {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = hash & mask;
    while (m_slots[at].entry && !(m_slots[at].hash == hash && m_slots[at].entry->key == key)) {
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
      if (slot.entry) {
        slot_for(slot.hash, slot.entry->key) = slot;
      }
    }
  }

  std::deque<Entry> m_entries;
  std::vector<Slot> m_slots;
  std::uint64_t m_seed;
};

} // namespace leakgate
