#include "reporters/wording/heap_growth.hpp"

#include "gate/base/text.hpp"

#include <algorithm>

namespace leakgate::heap_growth {

std::int64_t
bytes_of(const HeapSummary& heap)
{
  // Unsigned, because what a file says may be so far apart that the difference overflows.
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(heap.after_bytes) -
                                   static_cast<std::uint64_t>(heap.before_bytes));
}

bool
is_telling(const HeapSummary& heap)
{
  constexpr std::int64_t k_notable_bytes = 1 << 20;
  return bytes_of(heap) >= (heap.limited ? 1 : k_notable_bytes);
}

std::vector<const PackageVerdict*>
telling_packages(const Verdict& verdict)
{
  std::vector<const PackageVerdict*> out;
  for (const PackageVerdict& package : verdict.packages) {
    if (package.heap && is_telling(*package.heap)) {
      out.push_back(&package);
    }
  }
  std::ranges::stable_sort(out, [](const PackageVerdict* a, const PackageVerdict* b) {
    return bytes_of(*a->heap) > bytes_of(*b->heap);
  });
  return out;
}

std::string
signed_size(std::int64_t bytes)
{
  return (bytes > 0 ? "+" : "") + text::byte_size(bytes);
}

} // namespace leakgate::heap_growth
