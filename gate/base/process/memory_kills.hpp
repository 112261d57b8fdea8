#pragma once

#include <cstdint>
#include <filesystem>

namespace leakgate {

/// How many processes the kernel has ended for want of memory, in our control group where that is
/// known, else on the whole machine. It only grows; 0 where nothing tells. `root` is for tests.
[[nodiscard]] std::uint64_t memory_kills(const std::filesystem::path& root = "/");

} // namespace leakgate
