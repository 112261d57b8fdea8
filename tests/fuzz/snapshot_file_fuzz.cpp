#include "gate/decode/snapshot_file.hpp"
#include "tests/fuzz/property.hpp"

using leakgate::fuzz::property;

int
LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const std::string_view text = leakgate::fuzz::text(data, size);
  const auto file = leakgate::decode_snapshot_file(text, "fuzz");
  if (!file) {
    property(file.error().starts_with("fuzz: "), "an error says where");
    return 0;
  }
  property(file->evidence.problems.size() <= 1000, "problems are bounded");
  for (const auto& problem : file->evidence.problems) {
    property(problem.where.starts_with("fuzz"), "a problem says where");
  }
  return 0;
}
