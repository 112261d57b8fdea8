#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace leakgate::fuzz {

/// Ends the program, which the fuzzer and ctest report with the input, when `holds` is false.
inline void
property(bool holds, const char* what)
{
  if (holds) {
    return;
  }
  std::fprintf(stderr, "property does not hold: %s\n", what);
  std::abort();
}

inline std::string_view
text(const std::uint8_t* data, std::size_t size)
{
  return {reinterpret_cast<const char*>(data), size};
}

} // namespace leakgate::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
