#include "gate/base/text.hpp"
#include "gate/decode/events/suite_events.hpp"
#include "reporters/ci/junit.hpp"
#include "rules/failures/failures.hpp"
#include "tests/fuzz/property.hpp"

#include <tinyxml2.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using leakgate::fuzz::property;

namespace {

// Says of each failure what a report relies on, whatever the output it was read from.
void
check_failures(leakgate::Verdict& verdict)
{
  leakgate::rules::SourceNames names(verdict.roots);
  leakgate::rules::tell_failures(verdict.run, names, [](const std::string&, int line) {
    return line % 2 == 0 ? std::string("\tt.Errorf(x)") : std::string("\tt.Log(x)");
  });
  for (const leakgate::PackageRun& run : verdict.run.packages) {
    for (const leakgate::Failure& failure : run.failures) {
      property(failure.message.find('\n') == std::string::npos, "a message is one line");
      property(leakgate::text::valid_utf8(failure.message) == failure.message,
               "a message is UTF-8");
      property(failure.file.empty() == (failure.line == 0), "a file has a line");
      property(!failure.file.starts_with('/') && failure.file.find("..") == std::string::npos,
               "a file lies in a module");
    }
  }
}

} // namespace

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
  check_failures(verdict);
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
