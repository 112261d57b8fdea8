#include "reporters/ci/junit.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;

TEST_CASE("junit-strict: the same report without what junit-10.xsd does not know")
{
  for (const verdicts::Named& named : verdicts::all()) {
    CAPTURE(named.name);
    const Verdict v = named.make();
    const std::string extended = render_junit(v, verdicts::context());
    const std::string strict = render_junit_strict(v, verdicts::context());
    CHECK(strict.find("\" line=\"") == std::string::npos);
    std::string expected = extended;
    for (std::size_t at = 0; (at = expected.find(" file=\"", at)) != std::string::npos;) {
      const std::size_t line = expected.find(" line=\"", at);
      expected.erase(at, expected.find('"', line + 7) + 1 - at);
    }
    const std::size_t skipped = expected.find(" skipped=\""); // the first stands on testsuites
    expected.erase(skipped, expected.find('"', skipped + 10) + 1 - skipped);
    CHECK(strict == expected);
  }
}

TEST_CASE("junit-strict: it is cut like the other one")
{
  Verdict v = verdicts::several();
  v.run.packages[0].tests[0].output = std::string(50'000, 'x');
  const std::string xml = render_junit_within(v, verdicts::context(), 20'000, JunitDialect::strict);
  CHECK(xml.size() <= 20'000);
  CHECK(xml.find("bytes cut here") != std::string::npos);
}
