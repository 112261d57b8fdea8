#include "rules/config/config.hpp"
#include "tests/fuzz/property.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using leakgate::fuzz::property;

int
LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const std::string_view text = leakgate::fuzz::text(data, size);
  const auto config = leakgate::parse_config(text, "c");
  if (!config) {
    property(!config.error().empty(), "a file that is refused says why");
    for (const std::string& error : config.error()) {
      property(error.starts_with("c") && error.find('\n') == std::string::npos,
               "an error is one line with its file");
    }
  }
  return 0;
}
