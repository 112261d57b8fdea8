#include "rules/population/attribution.hpp"
#include "rules/population/suite_line.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace leakgate;
using namespace leakgate::test;
using namespace leakgate::rules;

namespace {

const TestNames k_names(k_package, nullptr);
const std::string k_ginkgo = "github.com/onsi/ginkgo/v2";

Frame
other(const std::string& function, const std::string& file, int line)
{
  return {function, "/cache/" + file, line};
}

const std::vector<Frame> k_reflected = {go_frame("reflect.Value.call", "reflect/value.go", 586),
                                        go_frame("reflect.Value.Call", "reflect/value.go", 369)};

// Frames from the leaf on, of pieces.
std::vector<Frame>
frames(std::initializer_list<std::vector<Frame>> pieces)
{
  std::vector<Frame> out;
  for (const std::vector<Frame>& piece : pieces) {
    out.insert(out.end(), piece.begin(), piece.end());
  }
  return out;
}

GoroutineBuilder
leak()
{
  return GoroutineBuilder(9).at(frame("(*Hub).run", "hub.go", 15)).by(frame("Start", "hub.go", 14));
}

const Frame k_start = frame("Start", "hub.go", 14);

// Lines of broker/hub_test.go, by number.
using Lines = std::map<int, std::string>;

struct Found
{
  std::string function; ///< without its package
  int line = 0;
  std::string spec;
  friend bool operator==(const Found&, const Found&) = default;
  friend std::ostream&
  operator<<(std::ostream& out, const Found& found)
  {
    return out << found.function << ':' << found.line << " '" << found.spec << "'";
  }
};

Found
found(const Goroutine& goroutine, const std::string& test, const Lines& lines = {})
{
  const Evidence evidence = evidence_of({});
  SourceNames sources(evidence.roots);
  const SourceLine source = [&](const std::string& file, int line) {
    const auto at = lines.find(line);
    return file == "broker/hub_test.go" && at != lines.end() ? at->second : std::string();
  };
  const TestLineContext context{k_names, sources, k_package, source};
  const Place place = test_place(goroutine, test, Phase::subtest, context);
  return {place.function.substr(std::min(place.function.size(), std::string(k_package).size() + 1)),
          place.line, spec_of(goroutine, context)};
}

} // namespace

TEST_CASE("a function of a table is the test that runs it, not the line of t.Run")
{
  const Goroutine goroutine =
      leak()
          .ancestor(6,
                    {k_start, frame("leaks", "hub_test.go", 20),
                     go_frame("testing.tRunner", "testing/testing.go", 2036)},
                    go_frame("testing.(*T).Run", "testing/testing.go", 2101))
          .in_test(5, {go_frame("testing.(*T).Run", "testing/testing.go", 2109),
                       frame("TestTable", "hub_test.go", 12)});
  CHECK(found(goroutine, "TestTable/a") == Found{"leaks", 20, ""});
}

TEST_CASE("a subtest that a helper runs has its line in the helper, not where that was called")
{
  const Goroutine goroutine =
      leak()
          .ancestor(6,
                    {k_start, frame("each.func1", "hub_test.go", 33),
                     go_frame("testing.tRunner", "testing/testing.go", 2036)},
                    go_frame("testing.(*T).Run", "testing/testing.go", 2101))
          .in_test(5, {go_frame("testing.(*T).Run", "testing/testing.go", 2109),
                       frame("each", "hub_test.go", 32), frame("TestAll", "hub_test.go", 12)});
  CHECK(found(goroutine, "TestAll/a") == Found{"each.func1", 33, ""});
}

TEST_CASE("a helper that the test calls is not the test, whatever goroutines it starts")
{
  const Goroutine goroutine =
      leak()
          .ancestor(8, {k_start, frame("serve.func1", "hub_test.go", 50)},
                    frame("serve", "hub_test.go", 49))
          .in_test(5, {frame("serve", "hub_test.go", 49), frame("TestA", "hub_test.go", 12)});
  CHECK(found(goroutine, "TestA", {{12, "\tserve(t)"}}) == Found{"TestA", 12, ""});
}

TEST_CASE("a method of a suite that reflection calls is the test")
{
  const Goroutine goroutine = leak().in_test(
      5, frames({{k_start, frame("(*Suite).TestC", "hub_test.go", 57)},
                 k_reflected,
                 {other("github.com/stretchr/testify/suite.Run.func1",
                        "github.com/stretchr/testify@v1.11.1/suite/suite.go", 200)}}));
  CHECK(found(goroutine, "TestSuite/TestC") == Found{"(*Suite).TestC", 57, ""});
}

TEST_CASE("what a suite sets up has its line in the set-up, not that of suite.Run")
{
  const Goroutine goroutine =
      leak().in_test(5, {k_start, frame("(*Suite).SetupSuite", "hub_test.go", 60),
                         other("github.com/stretchr/testify/suite.Run",
                               "github.com/stretchr/testify@v1.11.1/suite/suite.go", 227),
                         frame("TestSuite", "hub_test.go", 12)});
  CHECK(found(goroutine, "TestSuite") == Found{"(*Suite).SetupSuite", 60, ""});
}

TEST_CASE("a spec of Ginkgo has its own line, and is called as Ginkgo calls it")
{
  const Goroutine goroutine =
      leak()
          .ancestor(
              8,
              {k_start, frame("init.func1.2", "hub_test.go", 33),
               other(k_ginkgo + "/internal.(*Suite).runNode.func3", k_ginkgo + "@v2.34.0/s.go",
                     1147)},
              other(k_ginkgo + "/internal.(*Suite).runNode", k_ginkgo + "@v2.34.0/s.go", 1112))
          .in_test(
              5, {other(k_ginkgo + "/internal.(*Suite).runNode", k_ginkgo + "@v2.34.0/s.go", 1112),
                  other(k_ginkgo + ".RunSpecs", k_ginkgo + "@v2.34.0/core_dsl.go", 314),
                  frame("TestHub", "hub_test.go", 12)});
  CHECK(found(goroutine, "TestHub") == Found{"init.func1.2", 33, ""});
  CHECK(found(goroutine, "TestHub",
              {{30, "var _ = Describe(\"a hub\", func() {"},
               {32, "\tIt(\"delivers each message\", func() {"},
               {33, "\t\tbroker.Start()"}}) ==
        Found{"init.func1.2", 33, "[It] delivers each message"});
}

TEST_CASE("a method that gocheck calls is called as gocheck calls it")
{
  const std::string check = "gopkg.in/check%2ev1";
  const Goroutine goroutine =
      leak()
          .ancestor(
              8,
              frames({{k_start, frame("(*S).TestC", "hub_test.go", 33)},
                      k_reflected,
                      {other(check + ".(*suiteRunner).forkCall.func1",
                             "gopkg.in/check.v1@v1.0.0/check.go", 669)}}),
              other(check + ".(*suiteRunner).forkCall", "gopkg.in/check.v1@v1.0.0/check.go", 666))
          .in_test(5, {other(check + ".(*suiteRunner).forkCall",
                             "gopkg.in/check.v1@v1.0.0/check.go", 666),
                       other(check + ".TestingT", "gopkg.in/check.v1@v1.0.0/run.go", 72),
                       frame("Test", "hub_test.go", 12)});
  CHECK(found(goroutine, "Test") == Found{"(*S).TestC", 33, "S.TestC"});
}

TEST_CASE("a runner that nobody has heard of is known by the t that it is given")
{
  const auto with = [](const std::string& callee) {
    return leak().in_test(5, {k_start, frame("property", "hub_test.go", 33),
                              other(callee, "example.org/prop@v1.0.0/prop.go", 5),
                              frame("TestProperty", "hub_test.go", 12)});
  };
  const Lines given = {{12, "\tprop.Check(t, property)"}};
  const Lines kept = {{12, "\tprop.Check(property)"}};
  CHECK(found(with("example.org/prop.Check"), "TestProperty", given) == Found{"property", 33, ""});
  CHECK(found(with("example.org/prop.Check"), "TestProperty", kept) ==
        Found{"TestProperty", 12, ""});
  CHECK(found(with("example.org/prop/require.Check"), "TestProperty", given) ==
        Found{"TestProperty", 12, ""});
}

TEST_CASE("of the project's own runner only what is put down for it, or a method, is the test")
{
  const auto with = [](const Frame& body) {
    return leak()
        .ancestor(8, {k_start, body, frame("(*spec).run", "spec.go", 8)},
                  frame("Run", "spec.go", 7))
        .in_test(5, {frame("Run", "spec.go", 7), frame("TestSpecs", "hub_test.go", 12)});
  };
  const Lines lines = {{12, "\tspec.Run(t)"}, {32, "var _ = spec.It(\"ends\", func() {"}};
  CHECK(found(with(frame("init.func1", "hub_test.go", 33)), "TestSpecs", lines) ==
        Found{"init.func1", 33, "[It] ends"});
  CHECK(found(with(frame("handle", "hub_test.go", 33)), "TestSpecs", lines) ==
        Found{"TestSpecs", 12, ""});
}

TEST_CASE("specs of one test are different tests, and that test stays known")
{
  const Evidence evidence = evidence_of({});
  SourceNames sources(evidence.roots);
  const auto spec = [&](std::int64_t id, int line) {
    return GoroutineBuilder(id)
        .at(frame("(*Hub).run", "hub.go", 15))
        .by(frame("Start", "hub.go", 14))
        .label("TestHub")
        .in_test(5, {k_start, frame("init.func1", "hub_test.go", line),
                     other(k_ginkgo + ".RunSpecs", k_ginkgo + "@v2.34.0/core_dsl.go", 314),
                     frame("TestHub", "hub_test.go", 12)});
  };
  const SourceLine source = [](const std::string&, int line) -> std::string {
    return line == 20   ? "\tIt(\"one\", func() {"
           : line == 30 ? "\tIt(\"two\", func() {"
                        : "\t\tx()";
  };
  const Snapshot after = dump_snapshot({spec(9, 21), spec(10, 31), leak().label("TestB")});
  Population population = take_population(after);
  attribute_tests(population, k_names);
  name_specs(population, {k_names, sources, k_package, source});
  CHECK(population.suspects[0].test == Name("TestHub/[It] one"));
  CHECK(population.suspects[1].test == Name("TestHub/[It] two"));
  CHECK(population.suspects[1].ran == Name("TestHub"));
  CHECK(population.suspects[2].test == Name("TestB"));
  CHECK(population.suspects[2].ran == Name("TestB"));
}
