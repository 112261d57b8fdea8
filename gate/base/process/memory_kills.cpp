#include "gate/base/process/memory_kills.hpp"

#include "gate/base/file.hpp"
#include "gate/base/number.hpp"
#include "gate/base/text.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace leakgate {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t k_most_bytes = 1 << 20;

// The number behind `oom_kill ` on a line of its own; no value when there is none.
std::optional<std::uint64_t>
kills_in(const fs::path& file)
{
  constexpr std::string_view k_name = "oom_kill ";
  const std::string content = read_regular_file(file, k_most_bytes).value_or("");
  for (std::string_view line : text::split(content, '\n')) {
    if (line.starts_with(k_name)) {
      line.remove_prefix(k_name.size());
      return take_number<std::uint64_t>(line).value_or(0);
    }
  }
  return std::nullopt;
}

// `a/b` of the line `0::/a/b` (version 2) or `7:memory:/a/b` (version 1).
fs::path
group_path(const fs::path& root, std::string_view controller)
{
  const std::string content =
      read_regular_file(root / "proc/self/cgroup", k_most_bytes).value_or("");
  for (const std::string_view line : text::split(content, '\n')) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first == std::string_view::npos ? first : first + 1);
    if (second != std::string_view::npos &&
        line.substr(first + 1, second - first - 1) == controller) {
      return fs::path(line.substr(second + 1)).relative_path();
    }
  }
  return {};
}

} // namespace

std::uint64_t
memory_kills(const fs::path& root)
{
  const fs::path groups = root / "sys/fs/cgroup";
  // In a container the path is that of the host, and its own group stands at the top.
  for (const fs::path& file :
       {groups / group_path(root, "") / "memory.events", groups / "memory.events",
        groups / "memory" / group_path(root, "memory") / "memory.oom_control",
        groups / "memory/memory.oom_control", root / "proc/vmstat"}) {
    if (const auto kills = kills_in(file)) {
      return *kills;
    }
  }
  return 0;
}

} // namespace leakgate
