#include "rules/stacks/goroutine_order.hpp"

#include <algorithm>
#include <compare>
#include <optional>
#include <string_view>

namespace leakgate::rules {

namespace {

std::strong_ordering
compare(std::string_view a, std::string_view b)
{
  const int order = a.compare(b);
  return order <=> 0;
}

std::strong_ordering
compare(const Frame& a, const Frame& b)
{
  // Names are equal when their pointers are, which is nearly always.
  if (!(a.function == b.function)) {
    return compare(a.function.view(), b.function.view());
  }
  if (!(a.file == b.file)) {
    return compare(a.file.view(), b.file.view());
  }
  return a.line <=> b.line;
}

std::strong_ordering
compare(const Label& a, const Label& b)
{
  if (const auto order = compare(a.key, b.key); order != 0) {
    return order;
  }
  return compare(a.value, b.value);
}

template <typename T>
std::strong_ordering
compare(const std::vector<T>& a, const std::vector<T>& b)
{
  return std::lexicographical_compare_three_way(
      a.begin(), a.end(), b.begin(), b.end(),
      [](const T& left, const T& right) { return compare(left, right); });
}

std::strong_ordering
compare(const Frames& a, const Frames& b)
{
  return &a.all() == &b.all() ? std::strong_ordering::equal : compare(a.all(), b.all());
}

std::strong_ordering
compare(const std::optional<Frame>& a, const std::optional<Frame>& b)
{
  if (a && b) {
    return compare(*a, *b);
  }
  return a.has_value() <=> b.has_value();
}

std::strong_ordering
compare_content(const Goroutine& a, const Goroutine& b)
{
  if (const auto order = a.wait <=> b.wait; order != 0) {
    return order;
  }
  if (const auto order = compare(a.state, b.state); order != 0) {
    return order;
  }
  if (const auto order = compare(a.frames, b.frames); order != 0) {
    return order;
  }
  if (const auto order = compare(a.created_by, b.created_by); order != 0) {
    return order;
  }
  return compare(a.labels, b.labels);
}

} // namespace

bool
goroutine_less(const Goroutine& a, const Goroutine& b)
{
  if (const auto order = compare_content(a, b); order != 0) {
    return order < 0;
  }
  return a.id < b.id;
}

bool
same_goroutine(const Goroutine& a, const Goroutine& b)
{
  return compare_content(a, b) == 0;
}

std::size_t
FramesHash::operator()(const std::vector<Frame>& frames) const noexcept
{
  std::size_t hash = frames.size();
  for (const Frame& frame : frames) {
    hash =
        (hash ^ frame.function.hash() ^ static_cast<std::size_t>(frame.line)) * 0x9e3779b97f4a7c15;
  }
  return hash ^ (hash >> 32);
}

} // namespace leakgate::rules
