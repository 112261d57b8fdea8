#include "gate/base/file.hpp"
#include "gate/base/process/memory_kills.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

// The count with these files below a made-up root.
std::uint64_t
kills_with(const std::vector<std::pair<const char*, const char*>>& files)
{
  const TempFolder root = TempFolder::make("leakgate-test").value();
  for (const auto& [path, content] : files) {
    REQUIRE(write_file(root.path() / path, content));
  }
  return memory_kills(root.path());
}

} // namespace

TEST_CASE("memory_kills: the own control group tells, else the machine")
{
  CHECK(kills_with({}) == 0);
  CHECK(kills_with({{"proc/vmstat", "oom_kill_x 9\noom_kill 4\n"}}) == 4);
  CHECK(kills_with({{"proc/self/cgroup", "0::/job/7\n"},
                    {"sys/fs/cgroup/job/7/memory.events", "oom 3\noom_kill 2\n"},
                    {"proc/vmstat", "oom_kill 4\n"}}) == 2);
  CHECK(kills_with({{"proc/self/cgroup", "9:name=systemd:/\n4:memory:/job\n"},
                    {"sys/fs/cgroup/memory/job/memory.oom_control", "oom_kill 5\n"}}) == 5);
  // The path of the host, seen from inside of a container.
  CHECK(kills_with({{"proc/self/cgroup", "0::/docker/ab\n"},
                    {"sys/fs/cgroup/memory.events", "oom_kill 1\n"}}) == 1);
}

TEST_CASE("memory_kills: what cannot be read counts as none")
{
  CHECK(kills_with({{"proc/vmstat", "oom_kill many\n"}}) == 0);
}
