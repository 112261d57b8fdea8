#include "rules/rounds/confirmation.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using namespace leakgate::test;
using namespace leakgate::rules;

namespace {

Goroutine
callback(std::int64_t id, const char* function = "(*Hub).suspect.func1")
{
  return GoroutineBuilder(id, Wait::chan_send, "chan send")
      .at(frame(function, "hub.go", 6))
      .by(go_frame("time.goFunc", "time/sleep.go", 215));
}

LoneProcess
lone(std::set<std::string> tests, std::vector<Goroutine> left)
{
  Evidence evidence = evidence_of(std::move(left));
  return {std::move(tests), evidence.run.packages[0], evidence.packages[0]};
}

// The tests that are named for callbacks, in their order.
std::vector<std::string>
named(const std::vector<Goroutine>& callbacks, std::vector<LoneProcess> processes)
{
  const Evidence evidence = evidence_of({});
  SourceNames sources(evidence.roots);
  Confirmation confirmation;
  confirmation.lone = std::move(processes);
  std::vector<Suspect> suspects(callbacks.size());
  for (std::size_t i = 0; i < callbacks.size(); ++i) {
    suspects[i].goroutine = &callbacks[i];
  }
  name_brought_back(suspects, confirmation, k_package, sources, {});
  std::vector<std::string> out;
  for (const Suspect& suspect : suspects) {
    CHECK((suspect.by == Attribution::ran_alone) == !suspect.test.empty());
    CHECK(suspect.ran == suspect.test);
    out.push_back(suspect.test.str());
  }
  return out;
}

using Words = std::vector<std::string>;

} // namespace

TEST_CASE("the test that brings a callback back alone has left it")
{
  CHECK(named({callback(9)}, {lone({"TestA", "TestB"}, {callback(8)}),
                              lone({"TestA"}, {callback(8)})}) == Words{"TestA"});
}

TEST_CASE("of several tests each gets as many as it brought back, and the rest has none")
{
  CHECK(named({callback(9), callback(10), callback(11)},
              {lone({"TestA"}, {callback(8)}), lone({"TestB"}, {callback(8)})}) ==
        Words{"TestA", "TestB", ""});
}

TEST_CASE("where one test alone brings it back it has left all, however many come back")
{
  CHECK(named({callback(9), callback(10)},
              {lone({"TestA"}, {callback(8)}), lone({"TestA"}, {callback(8)})}) ==
        Words{"TestA", "TestA"});
}

TEST_CASE("another callback, or what no timer has called, names nobody")
{
  CHECK(named({callback(9)}, {lone({"TestA"}, {callback(8, "(*Hub).expire")})}) == Words{""});
  const Goroutine started =
      GoroutineBuilder(9).at(frame("run", "hub.go", 6)).by(frame("Run", "hub.go", 4));
  CHECK(named({started}, {lone({"TestA"}, {started})}) == Words{""});
}
