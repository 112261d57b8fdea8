#include "gate/base/gzip.hpp"
#include "gate/decode/profile.hpp"
#include "tests/fuzz/property.hpp"

using leakgate::fuzz::property;

int
LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const std::string_view text = leakgate::fuzz::text(data, size);
  const auto goroutines = leakgate::decode_goroutine_profile(text, "fuzz");
  const auto heap = leakgate::decode_heap_profile(text, "fuzz");
  if (goroutines) {
    for (const auto& goroutine : *goroutines) {
      property(goroutine.count >= 0 && goroutine.frames.size() <= 4096,
               "counts and stacks are bounded");
    }
  } else {
    property(goroutines.error().starts_with("fuzz: "), "an error says where");
  }
  if (!leakgate::is_gzip(text)) {
    const std::string packed = leakgate::gzip(text);
    property(leakgate::decode_heap_profile(packed, "fuzz") == heap, "gzip makes no difference");
  }
  return 0;
}
