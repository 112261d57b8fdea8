#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace leakgate {

/// The time that all commands of a confirmation have together, from now on.
class ConfirmBudget
{
public:
  using Clock = std::chrono::steady_clock;

  explicit ConfirmBudget(std::chrono::milliseconds all, Clock::time_point now = Clock::now())
      : m_end(now + all)
  {
  }

  /// What is left; 0 when there is nothing.
  [[nodiscard]] std::chrono::milliseconds
  left(Clock::time_point now = Clock::now()) const
  {
    return std::max(std::chrono::duration_cast<std::chrono::milliseconds>(m_end - now),
                    std::chrono::milliseconds(0));
  }

  /// Two thirds of what is left, for one command: when it holds a test that never ends, the
  /// others still have their turn in the last third.
  [[nodiscard]] std::chrono::milliseconds
  share(Clock::time_point now = Clock::now()) const
  {
    return left(now) * 2 / 3;
  }

private:
  Clock::time_point m_end;
};

/// For reports: how long something took that began at `start`.
[[nodiscard]] inline std::int64_t
milliseconds_since(ConfirmBudget::Clock::time_point start)
{
  return std::chrono::duration_cast<std::chrono::milliseconds>(ConfirmBudget::Clock::now() - start)
      .count();
}

} // namespace leakgate
