#include "gate/base/gzip.hpp"
#include "gate/decode/profile.hpp"
#include "reporters/stacks/reports.hpp"
#include "tests/unit/reporters/verdict_builders.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;

namespace {

std::vector<Goroutine>
read(const Verdict& verdict)
{
  return decode_goroutine_profile(render_pprof(verdict, {}), "report").value();
}

std::string
labels_of(const Goroutine& goroutine)
{
  std::string out;
  for (const Label& label : goroutine.labels) {
    out += label.key + "=" + label.value + "\n";
  }
  return out;
}

} // namespace

TEST_CASE("pprof: a leak is a sample with its labels, below who started it")
{
  const auto goroutines = read(verdicts::one_leak());
  REQUIRE(goroutines.size() == 1);
  CHECK(goroutines[0].count == 1);
  CHECK(labels_of(goroutines[0]) == "fingerprint=v1:00112233445566778899aabbccddeeff\n"
                                    "package=example.com/app/broker\n"
                                    "rule=goroutine-leak\nstate=chan receive\n"
                                    "test=TestSubscribe/slow_reader\ntier=proven\n");
  const Finding f = verdicts::broker_leak();
  REQUIRE(goroutines[0].frames.size() == 2);
  CHECK(goroutines[0].frames[0] == f.stack[0]);
  CHECK(goroutines[0].frames[1] == f.ancestors[0].frames[0]);
}

TEST_CASE("pprof: all reported goroutines are in it, what was let pass is in a comment")
{
  std::int64_t sum = 0;
  const Verdict v = verdicts::several();
  for (const Goroutine& goroutine : read(v)) {
    sum += goroutine.count;
  }
  CHECK(sum == v.ledger.reported);
  CHECK(gunzip(render_pprof(v, {}))
            ->find("let pass, not in this profile: 1 allowed, 0 of the "
                   "baseline, 0 below the threshold") != std::string::npos);
}

TEST_CASE("pprof: a profile without leaks is valid too")
{
  CHECK(read(verdicts::clean()).empty());
}

TEST_CASE("pprof: thousands of tests of one cluster are not all spelled out")
{
  Verdict v = verdicts::one_leak();
  Finding& f = v.findings.front();
  f.leakers.clear();
  f.variants = {{"v1:1", 1, {}, f.stack}};
  for (int i = 0; i < 3000; ++i) {
    f.leakers.push_back({"Test" + std::to_string(i), 1});
  }
  const auto goroutines = read(v);
  REQUIRE(goroutines.size() == 1);
  CHECK(goroutines[0].labels.size() == 56);
  CHECK(labels_of(goroutines[0]).find("test=(and 2950 more)") != std::string::npos);
}

TEST_CASE("pprof: names cannot steer the terminal that prints them")
{
  for (const Goroutine& goroutine : read(verdicts::hostile())) {
    for (const Frame& frame : goroutine.frames) {
      CHECK(frame.function.view().find_first_of("\x01\x1b\n\xff") == std::string::npos);
    }
    CHECK(labels_of(goroutine).find_first_of("\x01\x07\x1b\xff") == std::string::npos);
  }
}

TEST_CASE("pprof: the same verdict gives the same bytes, without a time")
{
  const std::string packed = render_pprof(verdicts::several(), {});
  CHECK(packed == render_pprof(verdicts::several(), {}));
  CHECK(packed.substr(4, 4) == std::string(4, '\0')); // MTIME, RFC 1952
}
