#include "reporters/json/reading.hpp"
#include "reporters/json/result.hpp"
#include "rules/judging/merge.hpp"
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
  auto verdict = leakgate::parse_json_result(json, "r");
  leakgate::Verdict as_written;
  if (leakgate::json_reading::read_as_written(json, as_written)) {
    const auto any = leakgate::json_reading::read_any(json, "r");
    property(any && leakgate::render_json(*any, {}) == leakgate::render_json(as_written, {}),
             "both ways to read say the same");
  }
  if (!verdict) {
    property(verdict.error().starts_with("r"), "an error names its file");
    return 0;
  }
  const std::string once = leakgate::render_json(*verdict, {});
  const auto again = leakgate::parse_json_result(once, "r");
  property(again && leakgate::render_json(*again, {}) == once, "what is written is read the same");
  const auto merged = leakgate::merge_verdicts({{"r", *verdict}});
  property(merged && (verdict->outcome == leakgate::Outcome::pass ||
                      merged->outcome != leakgate::Outcome::pass),
           "a result is never made better than it calls itself");
  return 0;
}
