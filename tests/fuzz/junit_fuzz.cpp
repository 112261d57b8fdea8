#include "gate/base/text.hpp"
#include "gate/decode/test_events.hpp"
#include "reporters/ci/junit.hpp"
#include "tests/fuzz/property.hpp"

#include <tinyxml2.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using leakgate::fuzz::property;

int
LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  // A run as the event stream gives it: names and outputs of any kind.
  leakgate::TestEventReader reader({});
  reader.feed(leakgate::fuzz::text(data, size));
  leakgate::Verdict verdict;
  verdict.run = reader.finish();
  verdict.outcome = leakgate::Outcome::tests_failed;
  verdict.roots = {{{"example.com/golden", "/src/golden"}}, {"/go"}, "/mod", "/src"};
  for (const leakgate::PackageRun& run : verdict.run.packages) {
    leakgate::PackageVerdict& package = verdict.packages.emplace_back();
    package.import_path = run.import_path;
    package.end = run.end;
    package.note = run.output;
  }
  constexpr std::size_t k_limit = 4000;
  for (const auto dialect : {leakgate::JunitDialect::extended, leakgate::JunitDialect::strict}) {
    const std::string xml = leakgate::render_junit_within(verdict, {}, k_limit, dialect);
    property(leakgate::text::valid_utf8(xml) == xml, "a report is UTF-8");
    tinyxml2::XMLDocument document;
    property(document.Parse(xml.data(), xml.size()) == tinyxml2::XML_SUCCESS, "a report is XML");
    const bool clean = std::ranges::none_of(
        xml, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; });
    property(clean, "no character is outside of XML 1.0");
  }
  return 0;
}
