#include "rules/population/attribution.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;
using namespace leakgate::rules;

namespace {

const TestNames k_names(k_package, nullptr);

Suspect
attributed(const std::vector<Goroutine>& goroutines, const TestNames& names = k_names)
{
  Snapshot after = dump_snapshot(goroutines);
  Population population = take_population(after);
  attribute_tests(population, names);
  return population.suspects.front();
}

Place
at_of(const Goroutine& goroutine, const std::string& test, Phase phase = Phase::test)
{
  const Evidence evidence = evidence_of({});
  SourceNames sources(evidence.roots);
  return test_place(goroutine, test, phase, {k_names, sources, k_package, {}});
}

GoroutineBuilder
leak(std::int64_t id, std::int64_t creator = 0)
{
  return GoroutineBuilder(id)
      .at(frame("Run.func1", "hub.go", 15))
      .by(frame("Run", "hub.go", 14), creator);
}

} // namespace

TEST_CASE("the label names the test, and its spelling may be Go's or ours")
{
  CHECK(attributed({leak(9).label("TestA/sub")}).test == Name("TestA/sub"));
  CHECK(attributed({leak(9).label("TestA/sub")}).by == Attribution::label);
  CHECK(attributed({leak(9).label("FuzzA/seed#0", "fuzz.name")}).test == Name("FuzzA/seed#0"));
  CHECK(attributed({leak(9).label("x", "user.name")}).test.empty());
}

TEST_CASE("a label beats what the ancestors say")
{
  const Goroutine goroutine =
      leak(9).label("TestB").in_test(5, {frame("TestA", "hub_test.go", 20)});
  CHECK(attributed({goroutine}).test == Name("TestB"));
}

TEST_CASE("without a label the ancestors name the top-level test")
{
  const Suspect suspect =
      attributed({leak(9).in_test(5, {frame("TestA.func1", "hub_test.go", 20)})});
  CHECK(suspect.test == Name("TestA"));
  CHECK(suspect.by == Attribution::ancestors);
}

TEST_CASE("a labelled goroutine of the same test goroutine completes the subtest's name")
{
  const Goroutine bare = leak(9).in_test(5, {frame("TestA.func1", "hub_test.go", 20)});
  const Goroutine labelled =
      leak(10).label("TestA/slow").in_test(5, {frame("TestA.func1", "hub_test.go", 21)});
  CHECK(attributed({bare, labelled}).test == Name("TestA/slow"));
  CHECK(attributed({bare, labelled}).by == Attribution::ancestors);
}

TEST_CASE("without ancestors the creator passes its test on")
{
  const Suspect child = attributed({leak(9, 5), leak(5).label("TestA")});
  CHECK(child.test == Name("TestA"));
  CHECK(child.by == Attribution::creator);
  const Suspect sibling = attributed({leak(9, 5), leak(10, 5).label("TestA")});
  CHECK(sibling.test == Name("TestA"));
}

TEST_CASE("a creator that worked for two tests, or is the main goroutine, decides nothing")
{
  CHECK(attributed({leak(9, 5), leak(10, 5).label("TestA"), leak(11, 5).label("TestB")})
            .test.empty());
  CHECK(attributed({leak(9, 1), leak(10, 1).label("TestA")}).test.empty());
}

TEST_CASE("the name of a closure is the last resort")
{
  const Goroutine timer = GoroutineBuilder(9)
                              .at(frame("TestTimer.func1", "hub_test.go", 62))
                              .by(go_frame("time.goFunc", "time/sleep.go", 215));
  const Suspect suspect = attributed({timer});
  CHECK(suspect.test == Name("TestTimer"));
  CHECK(suspect.by == Attribution::closure_name);
}

TEST_CASE("only functions of this package, and of its external test package, are its tests")
{
  const auto named = [](const char* function) {
    return attributed({GoroutineBuilder(9).at({function, "", 1})}).test;
  };
  CHECK(named("example.com/app/broker_test.TestA.func1") == Name("TestA"));
  CHECK(named("example.com/app/other.TestA.func1").empty());
  CHECK(named("example.com/app/broker.Testify.func1").empty());
  CHECK(named("example.com/app/broker.TestMain.func1").empty());
}

TEST_CASE("a helper that is called like a test is none when the run does not know it")
{
  PackageRun run;
  run.tests.push_back({"TestA", TestOutcome::pass, {}, {}});
  const TestNames names(k_package, &run);
  const Goroutine goroutine = leak(9).in_test(
      5, {frame("TestServer", "hub_test.go", 8), frame("TestA", "hub_test.go", 20)});
  CHECK(attributed({goroutine}, names).test == Name("TestA"));
}

TEST_CASE("a go statement in the test gives its exact line")
{
  // The ancestor's own line is the one after it, as Go prints it.
  const Goroutine goroutine = GoroutineBuilder(9)
                                  .at(frame("TestA.func1", "hub_test.go", 21))
                                  .by(frame("TestA", "hub_test.go", 20), 5)
                                  .in_test(5, {frame("TestA", "hub_test.go", 22)});
  CHECK(at_of(goroutine, "TestA") ==
        Place{"example.com/app/broker.TestA", "broker/hub_test.go", 20});
}

TEST_CASE("a chain of goroutines leads to the nearest line of the test")
{
  const Goroutine goroutine =
      leak(9)
          .ancestor(8, {frame("Run", "hub.go", 15), frame("Serve.func1", "hub.go", 9)},
                    frame("Serve", "hub.go", 8))
          .in_test(5, {frame("Serve", "hub.go", 9), frame("TestA.func2", "hub_test.go", 31)});
  CHECK(at_of(goroutine, "TestA/sub") ==
        Place{"example.com/app/broker.TestA.func2", "broker/hub_test.go", 31});
}

TEST_CASE("a closure that was inlined into a test but stands elsewhere is not the test's line")
{
  const Goroutine goroutine =
      GoroutineBuilder(9)
          .at(frame("TestA.Run.func2.1", "hub.go", 15))
          .by(frame("TestA.Run.func2", "hub.go", 14))
          .in_test(5, {frame("TestA.Run.func2", "hub.go", 15), frame("TestA", "hub_test.go", 40)});
  CHECK(at_of(goroutine, "TestA") ==
        Place{"example.com/app/broker.TestA", "broker/hub_test.go", 40});
}

TEST_CASE("a test run by reflection is found as the outermost line of the package's test files")
{
  const Goroutine goroutine =
      leak(9).in_test(5, {frame("Run", "hub.go", 14), frame("help", "suite_test.go", 7),
                          frame("(*Suite).TestFoo", "suite_test.go", 57),
                          go_frame("reflect.Value.Call", "reflect/value.go", 369)});
  CHECK(at_of(goroutine, "TestSuite/TestFoo") ==
        Place{"example.com/app/broker.(*Suite).TestFoo", "broker/suite_test.go", 57});
}

TEST_CASE("no line is made up: a closure's name gives the function and perhaps the file")
{
  const Goroutine in_test = GoroutineBuilder(9)
                                .at(frame("TestA.func1", "hub_test.go", 62))
                                .by(go_frame("time.goFunc", "time/sleep.go", 215));
  CHECK(at_of(in_test, "TestA") == Place{"example.com/app/broker.TestA", "broker/hub_test.go", 0});
  CHECK_FALSE(at_of(in_test, "TestA").known());
  const Goroutine inlined = GoroutineBuilder(9).at(frame("TestA.Run.func1", "hub.go", 15));
  CHECK(at_of(inlined, "TestA") == Place{"example.com/app/broker.TestA", "", 0});
  CHECK(at_of(leak(9), "TestA") == Place{});
  CHECK(at_of(leak(9), "") == Place{});
}

TEST_CASE("the phase follows from the name of the test")
{
  CHECK(phase_of(leak(9), "TestA") == Phase::test);
  CHECK(phase_of(leak(9), "TestA/b") == Phase::subtest);
  CHECK(phase_of(leak(9), "ExampleA") == Phase::example);
  CHECK(phase_of(leak(9), "FuzzA/seed#0") == Phase::fuzz);
  CHECK(phase_of(leak(9), "BenchmarkA") == Phase::benchmark);
  CHECK(phase_of(leak(9), "") == Phase::unknown);
}

TEST_CASE("the phase is cleanup when a Cleanup function started it")
{
  const Goroutine goroutine =
      leak(9).in_test(5, {frame("TestA.func1", "hub_test.go", 64),
                          go_frame("testing.(*common).runCleanup", "testing/testing.go", 1657)});
  CHECK(phase_of(goroutine, "TestA") == Phase::cleanup);
}

TEST_CASE("outside of all tests it is init or TestMain")
{
  const Goroutine init = GoroutineBuilder(9)
                             .at(frame("init.0.func1", "hub.go", 5))
                             .by(frame("init.0", "hub.go", 4), 1);
  const Goroutine main = GoroutineBuilder(9)
                             .at(frame("TestMain.func1", "hub_test.go", 5))
                             .by(frame("TestMain", "hub_test.go", 4), 1);
  const Goroutine variable = GoroutineBuilder(9)
                                 .at(frame("init.func1.1", "hub.go", 5))
                                 .by(frame("init.func1", "hub.go", 4), 1);
  CHECK(phase_of(init, "") == Phase::init);
  CHECK(phase_of(main, "") == Phase::test_main);
  CHECK(at_of(main, "", Phase::test_main) ==
        Place{"example.com/app/broker.TestMain", "broker/hub_test.go", 4});
  CHECK(phase_of(variable, "") == Phase::unknown);
}
