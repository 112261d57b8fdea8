#include "gate/base/text.hpp"
#include "gate/decode/crash_output.hpp"
#include "gate/decode/events/suite_event.hpp"
#include "gate/decode/events/suite_events.hpp"
#include "tests/fuzz/property.hpp"

#include <algorithm>
#include <string>

using leakgate::fuzz::property;

namespace {

leakgate::TestRun
read(std::string_view text, std::size_t step)
{
  leakgate::TestEventReader reader({});
  for (std::size_t at = 0; at < text.size(); at += step) {
    reader.feed(text.substr(at, step));
  }
  return reader.finish();
}

// A space makes no difference to JSON, but only the whole reader takes such a line.
void
compare_readers(std::string_view text)
{
  for (const std::string_view line : leakgate::text::split(text, '\n')) {
    if (line.starts_with('{')) {
      property(leakgate::parse_test_event(line) ==
                   leakgate::parse_test_event("{ " + std::string(line.substr(1))),
               "both readers of a line say the same");
    }
  }
}

} // namespace

int
LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  const std::string_view text = leakgate::fuzz::text(data, size);
  const leakgate::TestRun run = read(text, std::max<std::size_t>(1, size));
  compare_readers(text);
  property(read(text, 61) == run, "the pieces of a stream do not matter");
  property(std::ranges::is_sorted(run.packages, {}, &leakgate::PackageRun::import_path),
           "packages are sorted");
  for (const auto& package : run.packages) {
    const auto crash = leakgate::decode_crash_output(package);
    property(!crash || !crash->reason.empty(), "a crash has a reason");
  }
  return 0;
}
