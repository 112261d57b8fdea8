#include "gate/decode/shared_stacks.hpp"

#include "gate/base/hash.hpp"

#include <cstddef>

namespace leakgate {

namespace {

// More different stacks than this are in no dump that is worth sharing for.
constexpr std::size_t k_most_known = 1U << 16U;

std::uint64_t
hash_of(const std::vector<Frame>& frames)
{
  std::uint64_t hash = hash_seed() ^ frames.size();
  for (const Frame& frame : frames) {
    hash = hash_mix(hash ^ frame.function.hash(),
                    frame.file.hash() + (static_cast<std::uint64_t>(frame.line) << 48U | 1U));
  }
  return hash;
}

} // namespace

Frames
SharedStacks::shared(const std::vector<Frame>& frames)
{
  if (frames.empty()) {
    return {};
  }
  const std::uint64_t hash = hash_of(frames);
  const auto known = m_known.find(hash);
  if (known != m_known.end() && known->second.all() == frames) {
    return known->second;
  }
  Frames fresh(frames);
  if (known == m_known.end() && m_known.size() < k_most_known) {
    m_known.emplace(hash, fresh);
  }
  return fresh;
}

} // namespace leakgate
