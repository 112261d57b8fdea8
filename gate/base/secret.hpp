#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace leakgate {

/// A token. It has no way into a stream, a format string or a comparison, so it cannot
/// end up in a log by accident; copies share one piece of memory, which is left out of core
/// files where the system can do so, and is wiped when the last copy goes.
class Secret
{
public:
  explicit Secret(std::string_view value);

  /// The token itself, for the one place that sends it.
  [[nodiscard]] std::string_view reveal() const;

private:
  class Memory;
  std::shared_ptr<const Memory> m_memory;
};

/// The first of the environment variables that is set and not empty, without the spaces and line
/// ends around it that come with a token pasted into a CI's settings. All of `names` are taken out
/// of our environment, their values overwritten where they stand (a core file and /proc/PID/environ
/// show that memory): no child process gets them. When there is one, the process can no longer be
/// traced or dumped (prctl(2), PR_SET_DUMPABLE). Call it before there is a second thread.
[[nodiscard]] std::optional<Secret> take_secret(std::span<const char* const> names);

} // namespace leakgate
