#include "gate/decode/goroutine_dump.hpp"
#include "tests/fuzz/property.hpp"

#include <algorithm>
#include <string>

using leakgate::fuzz::property;

namespace {

bool
is_header(std::string_view line)
{
  if (!line.starts_with("goroutine ")) {
    return false;
  }
  line.remove_prefix(10);
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const std::string_view rest = line.substr(digits);
  if (digits > 0 && (rest.starts_with(" [") || rest.starts_with(" gp="))) {
    return true;
  }
  return rest.find('[') != rest.npos && (rest.ends_with("]:") || rest.ends_with("}:"));
}

std::size_t
count_headers(std::string_view text)
{
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t newline = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, newline);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    count += is_header(line) ? 1 : 0;
    text.remove_prefix(std::min(newline + 1, text.size()));
  }
  return count;
}

} // namespace

int
LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const std::string_view text = leakgate::fuzz::text(data, size);
  const auto dump = leakgate::decode_goroutine_dump(text, "fuzz");
  property(dump.goroutines.size() + static_cast<std::size_t>(dump.skipped) == count_headers(text),
           "every header is a goroutine or skipped");
  property(dump.skipped > 1000 || dump.problems.size() == static_cast<std::size_t>(dump.skipped),
           "every skipped goroutine is a problem");
  if (!dump.complete) {
    return 0;
  }
  // What was remembered of the first half must not change how the second half is read.
  const std::string twice = std::string(text) + "\n\n" + std::string(text);
  const auto both = leakgate::decode_goroutine_dump(twice, "fuzz");
  const std::size_t count = dump.goroutines.size();
  property(both.goroutines.size() == 2 * count, "a text read twice has twice as many goroutines");
  property(std::equal(dump.goroutines.begin(), dump.goroutines.end(), both.goroutines.begin()),
           "the first half is read as alone");
  property(std::equal(dump.goroutines.begin(), dump.goroutines.end(),
                      both.goroutines.begin() + static_cast<std::ptrdiff_t>(count)),
           "the second half is read as the first");
  return 0;
}
