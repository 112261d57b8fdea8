#include "gate/base/text.hpp"
#include "rules/findings/blocked_code.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace leakgate;
using namespace leakgate::rules;

namespace {

CodeCase
receives(std::string text, bool binds = false, Leaves leaves = Leaves::always)
{
  CodeCase out;
  out.op = CodeCase::Op::receive;
  out.text = std::move(text);
  out.leaves = leaves;
  out.binds = binds;
  out.channel.kind = ChannelKind::plain;
  return out;
}

CodeCase
times(std::string text)
{
  CodeCase out = receives(std::move(text));
  out.channel.element = "time.Time";
  return out;
}

std::vector<WayOut>
ways(std::vector<CodeCase> cases, bool loops = false)
{
  static const SourceRoots k_roots;
  static SourceNames names(k_roots);
  GoroutineCode code;
  code.code.kind = CodeFacts::Kind::select;
  code.code.cases = std::move(cases);
  code.code.loops = loops;
  return ways_out(code, names);
}

std::string
shown(const std::vector<WayOut>& ways)
{
  std::vector<std::string> out;
  for (const WayOut& way : ways) {
    out.push_back(way.code);
  }
  return text::join(out, ", ");
}

} // namespace

TEST_CASE("ways out: a timer is told only where nobody could end it")
{
  CHECK(shown(ways({times("<-due"), receives("<-done")})) == "<-done");
  CHECK(shown(ways({times("<-due"), receives("<-more", false, Leaves::never)})) == "<-due");
}

TEST_CASE("ways out: a value for a caller that comes back is none, beside what is")
{
  const std::vector<CodeCase> cases = {receives("c := <-conns", true), receives("<-done")};
  CHECK(shown(ways(cases, true)) == "<-done");
  CHECK(shown(ways(cases)) == "c := <-conns, <-done");
  CHECK(shown(ways({receives("v := <-only", true)}, true)) == "v := <-only");
  CHECK(shown(ways({receives("v, ok := <-in", true, Leaves::when_closed), receives("<-done")},
                   true)) == "v, ok := <-in, <-done");
}

TEST_CASE("ways out: a test that closes is told only where the package does not")
{
  CodeCase each = receives("<-die");
  each.channel.closed = {{"TestClosed", "/src/hub_test.go", 9, false, true},
                         {"(*Hub).Close", "/src/hub.go", 5, false, false}};
  std::vector<WayOut> out = ways({each});
  REQUIRE(out.size() == 1);
  REQUIRE(out.front().closed.size() == 1);
  CHECK(out.front().closed.front().function == "(*Hub).Close");
  each.channel.closed.pop_back();
  out = ways({each});
  REQUIRE(out.front().closed.size() == 1);
  CHECK(out.front().closed.front().function == "TestClosed");
}
