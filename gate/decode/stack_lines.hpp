#pragma once

#include "gate/base/hash.hpp"
#include "gate/base/text_table.hpp"
#include "gate/model/goroutine.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace leakgate {

/// Where the arguments of `main.(*T).f(0x1, {…}, ...)` begin: the parenthesis that
/// belongs to the last one of the line. npos when the line is no call.
[[nodiscard]] std::size_t find_arguments(std::string_view line);

/// `\t/a b/c:d.go:12 +0x1d fp=0x… sp=0x… pc=0x…` as file and line; cgo also prints
/// `\tpc=0x…`, which is no file and line 0. Nothing when it is neither.
[[nodiscard]] std::optional<Frame> parse_location(std::string_view line);

/// Reads the frames of one dump. Stacks repeat, so it remembers the text of each frame
/// and which frame followed which: a frame seen before is recognised by two comparisons
/// instead of being taken apart, and no line end has to be searched.
class StackLines
{
public:
  explicit StackLines(std::string_view text) : m_end(text.data() + text.size()) {}

  enum class Kind { call, creator, creator_in_goroutine };

  /// A frame as it stood in the text.
  struct Step
  {
    Kind kind = Kind::call;
    /// `main.f(`, `created by main.f\n` or `created by main.f in goroutine `.
    std::string_view head;
    std::string_view location; ///< `\t/x.go:12 +0x1d\n`
    Frame frame;
    Step* followers[2] = {}; ///< what came next the last two times, the latest first
  };

  /// What was recognised, and the text behind it.
  struct Match
  {
    const Step* step = nullptr; ///< null: not recognised, nothing is consumed
    const char* after = nullptr;
    std::int64_t in_goroutine = 0;
  };

  /// To be called before the first frame of each goroutine. `root` remembers which
  /// frames stacks began with; goroutines in one state share it.
  void
  begin_stack(Step& root)
  {
    m_last = &root;
  }

  /// The frame at `at`, if it is one that followed the frame before.
  [[nodiscard]] Match
  predicted(const char* at)
  {
    auto& [latest, before] = m_last->followers;
    if (!latest) {
      return {};
    }
    Match match = try_step(*latest, at);
    if (!match.step && before) {
      match = try_step(*before, at);
      if (match.step) {
        std::swap(latest, before);
      }
    }
    if (match.step) {
      m_last = latest;
    }
    return match;
  }

  /// Puts a frame that was taken apart behind the last one.
  void remember(Kind kind, std::string_view head, std::string_view location, const Frame& frame);

  /// parse_location, remembered by the raw line.
  [[nodiscard]] std::optional<Frame> location(std::string_view line);

private:
  [[nodiscard]] Match try_step(const Step& step, const char* at) const;

  struct Key
  {
    Kind kind;
    Name function;
    const char* place; ///< the first text seen of this location: its identity
    bool operator==(const Key&) const = default;
  };
  struct KeyHash
  {
    std::size_t operator()(const Key& key) const noexcept;
  };
  struct Place
  {
    Name file;
    int line = 0;
  };

  const char* m_end;
  Step* m_last = nullptr; ///< the frame read last, or the root
  std::deque<Step> m_steps;
  std::unordered_map<Key, Step*, KeyHash> m_index;
  TextTable<Place> m_places;
};

} // namespace leakgate
