#include "reporters/wording/ci_place.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

const SourceRoots k_below = {{{"example.com/app", "/src/app"}}, {"/go"}, "/mod", "/src"};

} // namespace

TEST_CASE("ci_place: a finding is marked at its test, then where it was started, then blocked")
{
  Finding finding = verdicts::broker_leak();
  CHECK(ci_places(finding, k_below) ==
        std::vector<CiPlace>{{"app/broker/broker_test.go", 88, "broker/broker_test.go"},
                             {"app/broker/hub.go", 141, "broker/hub.go"},
                             {"app/broker/hub.go", 143, "broker/hub.go"}});
  finding.at = {};
  finding.started.file = "$GOROOT/src/net/http/transport.go";
  CHECK(ci_places(finding, k_below).front().line == 143);
}

TEST_CASE("ci_place: a finding with no line in the repository stands at the module's go.mod")
{
  const CiPlace module{"app/go.mod", 1, "go.mod"};
  CHECK(ci_module_place(k_below) == module);
  Finding finding = verdicts::broker_leak();
  finding.at = {};
  finding.started.file = "$GOROOT/src/net/http/transport.go";
  finding.blocked.file = "golang.org/x/net@v0.1.0/http2/transport.go";
  CHECK(ci_places(finding, k_below) == std::vector{module});
  CHECK(ci_place(finding.blocked, k_below) == std::nullopt);
  CHECK(ci_module_place({}).path == "go.mod");
}
