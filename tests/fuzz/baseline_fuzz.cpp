#include "rules/baseline/file.hpp"
#include "tests/fuzz/property.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using leakgate::fuzz::property;

int
LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const std::string_view json = leakgate::fuzz::text(data, size);
  const auto baseline = leakgate::parse_baseline(json, "b");
  if (!baseline) {
    property(baseline.error().starts_with("b"), "an error names its file");
    return 0;
  }
  const std::string once = leakgate::write_baseline(*baseline);
  const auto again = leakgate::parse_baseline(once, "b");
  property(again && leakgate::write_baseline(*again) == once, "what is written is read the same");
  return 0;
}
