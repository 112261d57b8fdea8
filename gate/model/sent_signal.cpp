#include "gate/model/sent_signal.hpp"

#include <array>
#include <utility>

namespace leakgate {

std::string_view
sent_signal(std::string_view status)
{
  // The words are Go's (syscall.Signal.String); SIGQUIT is not here, as Go answers it by itself.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> k_signals = {
      {{"signal: killed", "SIGKILL"},
       {"signal: terminated", "SIGTERM"},
       {"signal: interrupt", "SIGINT"},
       {"signal: hangup", "SIGHUP"}}};
  for (const auto& [words, name] : k_signals) {
    if (status == words) {
      return name;
    }
  }
  return {};
}

bool
is_killed_from_outside(std::string_view status)
{
  return sent_signal(status) == "SIGKILL";
}

} // namespace leakgate
