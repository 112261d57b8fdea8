#include "reporters/wording/heap_growth.hpp"

#include "gate/base/text.hpp"
#include "reporters/wording/finding_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace leakgate::heap_growth {

namespace {

// `12,000`.
std::string
grouped(std::int64_t number)
{
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

} // namespace

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
  constexpr std::int64_t k_notable_objects = 10'000;
  const bool many = !heap.note.empty() && heap.after_objects > heap.before_objects &&
                    static_cast<std::uint64_t>(heap.after_objects) -
                            static_cast<std::uint64_t>(heap.before_objects) >=
                        k_notable_objects;
  return many || bytes_of(heap) >= (heap.limited ? 1 : k_notable_bytes);
}

std::string
not_judged(const Verdict& verdict)
{
  const auto count = std::ranges::count_if(verdict.packages, [](const PackageVerdict& package) {
    return package.heap && package.heap->rounds.empty() && !package.heap->note.empty();
  });
  return count == 0 ? std::string()
                    : fmt::format(" · memory of {} not judged", text::counted(count, "package"));
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

std::string
each_round(const std::vector<std::int64_t>& bytes, const std::vector<std::int64_t>& objects)
{
  if (bytes.empty()) {
    return {};
  }
  const auto grew = std::count_if(bytes.begin(), bytes.end(), [](auto n) { return n > 0; });
  const auto [least, most] = std::minmax_element(bytes.begin(), bytes.end());
  const std::string size = text::byte_size(*least);
  std::string out =
      fmt::format("{}{}{} each round ({} of {})", *least > 0 ? "+" : "", size,
                  text::byte_size(*most) == size ? "" : " or more", grew, bytes.size());
  const std::int64_t few = objects.empty() ? 0 : *std::min_element(objects.begin(), objects.end());
  if (few > 0) { // a slice that doubles is one object, before and after
    out += fmt::format(" · {} object{}", grouped(few), few == 1 ? "" : "s");
  }
  return out;
}

std::string
held(const Finding& finding)
{
  if (!finding.held) {
    return {};
  }
  return fmt::format("about {} each, {} object{}", text::byte_size(finding.held->bytes),
                     grouped(finding.held->objects), finding.held->objects == 1 ? "" : "s");
}

std::string
other_sites(const Finding& finding)
{
  constexpr std::size_t k_most_shown = 4;
  std::vector<std::string> parts;
  for (std::size_t i = 1; i < finding.sites.size() && parts.size() < k_most_shown; ++i) {
    const HeapGrowth& site = finding.sites[i];
    parts.push_back(fmt::format("{} (+{})", finding_text::file_and_line(site.site),
                                text::byte_size(site.bytes)));
  }
  const std::size_t rest = finding.sites.size() - std::min(finding.sites.size(), 1 + parts.size());
  if (rest > 0 && !parts.empty()) {
    parts.push_back(fmt::format("and {} more", rest));
  }
  return text::join(parts, " · ");
}

} // namespace leakgate::heap_growth
