#define DOCTEST_CONFIG_IMPLEMENT
#include "tests/e2e/case.hpp"
#include "tests/e2e/child.hpp"

#include <doctest/doctest.h>

#include <iostream>
#include <string_view>

namespace {

using leakgate::e2e::Ended;
using leakgate::e2e::options;
using leakgate::e2e::Start;

constexpr int k_skipped = 77;

/// Takes `--NAME=VALUE` of ours; doctest reads the rest.
bool
take(std::string_view word, std::string_view name, std::string& value)
{
  if (!word.starts_with(name)) {
    return false;
  }
  value = word.substr(name.size());
  return true;
}

/// Why there is no such Go here; empty when there is.
std::string
missing_go()
{
  const std::string& wanted = options().go.toolchain;
  Start start;
  start.argv = {"go", "env", "GOVERSION"};
  start.directory = std::filesystem::temp_directory_path();
  start.environment = {{"GOTOOLCHAIN", wanted}, {"GOFLAGS", ""}};
  const Ended ended = leakgate::e2e::run(start);
  if (ended.code == 0 && ended.out == wanted + "\n") {
    return "";
  }
  return "skipped: " + wanted + " is not here and could not be fetched: " + ended.out + ended.err;
}

} // namespace

int
main(int argc, char** argv)
{
  std::string leakgate_path;
  std::string cases;
  std::string go = "1.26";
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    (void)(take(word, "--leakgate=", leakgate_path) || take(word, "--cases=", cases) ||
           take(word, "--case=", options().case_name) || take(word, "--go=", go));
  }
  options().leakgate = leakgate_path;
  options().cases = cases;
  options().go = leakgate::e2e::go_version(go);
  doctest::Context context(argc, argv);
  context.addFilter(options().case_name.empty() ? "test-case-exclude" : "test-case",
                    "a Go module is judged as its comments say");
  if (const std::string missing = missing_go(); !missing.empty()) {
    std::cerr << missing << "\n";
    return k_skipped;
  }
  return context.run();
}
