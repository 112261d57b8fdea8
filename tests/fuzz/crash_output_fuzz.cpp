#include "gate/decode/crash_output.hpp"
#include "tests/fuzz/property.hpp"

using leakgate::fuzz::property;

int
LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  leakgate::PackageRun package;
  package.output = leakgate::fuzz::text(data, size);
  property(!leakgate::decode_crash_output(package), "a package that did not crash has no crash");
  package.end = leakgate::PackageEnd::crashed;
  const auto in_package = leakgate::decode_crash_output(package);
  package.tests.resize(1);
  package.tests[0].output.swap(package.output);
  const auto in_test = leakgate::decode_crash_output(package);
  property(in_package.has_value() == in_test.has_value(),
           "it does not matter where a crash stands");
  if (in_package) {
    property(in_package->reason == in_test->reason &&
                 in_package->dump.goroutines == in_test->dump.goroutines,
             "it is the same crash");
  }
  return 0;
}
