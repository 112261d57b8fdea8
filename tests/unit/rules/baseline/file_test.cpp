#include "rules/baseline/file.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

const std::string k_a = "v1:" + std::string(32, 'a');
const std::string k_b = "v1:" + std::string(32, 'b');
const std::string k_c = "v1:" + std::string(32, 'c');

std::string
with_cluster(const std::string& cluster)
{
  return R"({"version": 1, "clusters": [)" + cluster + "]}";
}

std::string
cluster(const std::string& fingerprint, const std::string& count = "2")
{
  return R"({"package": "p", "fingerprint": ")" + fingerprint + R"(", "count": )" + count +
         R"(, "first_seen": "2026-11-21", "what": "sleep"})";
}

std::string
error(const std::string& text)
{
  const auto baseline = parse_baseline(text, "b.json");
  REQUIRE_FALSE(baseline);
  return baseline.error();
}

} // namespace

TEST_CASE("a baseline is a line a cluster, sorted by package and fingerprint")
{
  Baseline baseline;
  baseline.entries = {{k_b, {}, "q", 1, "2026-11-22", "sleep in q.Poll"},
                      {k_b, {k_c}, "p", 3, "2026-11-21", "chan receive in p.(*Hub).Run.func1"},
                      {k_a, {}, "p", 1, "2026-11-21", "say \"<-ch\""}};
  baseline.entries[2].tests = {"TestA", "TestB/\"q\""};
  CHECK(write_baseline(baseline) ==
        R"({"version": 2, "clusters": [
{"package": "p", "fingerprint": "v1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "count": 1, "first_seen": "2026-11-21", "what": "say \"<-ch\"", "tests": ["TestA", "TestB/\"q\""]},
{"package": "p", "fingerprint": "v1:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "count": 3, "first_seen": "2026-11-21", "what": "chan receive in p.(*Hub).Run.func1", "variants": ["v1:cccccccccccccccccccccccccccccccc"]},
{"package": "q", "fingerprint": "v1:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "count": 1, "first_seen": "2026-11-22", "what": "sleep in q.Poll"}
]}
)");
}

TEST_CASE("an empty baseline is one as well")
{
  CHECK(write_baseline({}) == "{\"version\": 2, \"clusters\": []}\n");
  CHECK(parse_baseline(write_baseline({}), "b.json") == Baseline{"b.json", {}});
}

TEST_CASE("what was written is read again")
{
  Baseline baseline{"b.json",
                    {{k_a, {k_b, k_c}, "p", 1, "2026-11-21", "say \"<-ch\"\n\x01"},
                     {k_c, {}, "q", std::int64_t{1} << 53, "2026-11-22", ""}}};
  CHECK(parse_baseline(write_baseline(baseline), "b.json") == baseline);
}

TEST_CASE("bytes that are not UTF-8 do not stop the writer")
{
  const Baseline baseline{"b.json", {{k_a, {}, "p\xff", 1, "2026-11-21", "sleep"}}};
  CHECK(parse_baseline(write_baseline(baseline), "b.json")->entries[0].package == "p\xef\xbf\xbd");
}

TEST_CASE("what is not JSON is named with its line")
{
  CHECK(error("{\"version\": 1, \"clusters\": [\n<<<<<<< HEAD\n") ==
        "b.json:2: not JSON (resolve merge conflicts, or write it anew with leakgate baseline)");
  CHECK(error("") ==
        "b.json:1: not JSON (resolve merge conflicts, or write it anew with leakgate baseline)");
}

TEST_CASE("a number that nothing can hold is an error like any other")
{
  CHECK(error(R"({"version": 1e999, "clusters": []})") ==
        "b.json: a number in it is out of range (write it anew with leakgate baseline)");
}

TEST_CASE("a wrong value is named with its position")
{
  CHECK(error("[]") == "b.json: expected an object with version and clusters, got a list");
  CHECK(error(R"({"clusters": []})") ==
        "b.json: \"version\" is missing (leakgate baseline writes it)");
  CHECK(error(R"({"version": 3, "clusters": []})") ==
        "b.json: /version: expected 1 or 2, got \"3\" (a newer leakgate may read it; leakgate "
        "baseline writes a new one)");
  CHECK(error(R"({"version": 1, "clusters": {}})") ==
        "b.json: /clusters: expected a list, got an object");
  CHECK(error(R"({"version": 1, "cluster": []})") ==
        "b.json: unknown key, got \"cluster\" (the keys are version, clusters)");
  CHECK(error(with_cluster("3")) == "b.json: /clusters/0: expected an object, got \"3\"");
  CHECK(error(with_cluster(cluster(k_a) + "," + cluster(k_b, "\"x\""))) ==
        "b.json: /clusters/1/count: expected a whole number from 1 on, got \"x\"");
  CHECK(
      error(with_cluster(cluster("v1:xyz"))) ==
      "b.json: /clusters/0/fingerprint: expected a fingerprint, v1: or v2: and 32 hex digits, got "
      "\"v1:xyz\"");
}

TEST_CASE("counts are whole numbers from 1 on that every reader of JSON can hold")
{
  for (const char* count : {"0", "-1", "1.5", "9007199254740993", "1e300", "null"}) {
    CHECK(error(with_cluster(cluster(k_a, count))).starts_with("b.json: /clusters/0/count: "));
  }
}

TEST_CASE("a cluster that is recorded twice is an error, since a merge may have doubled it")
{
  CHECK(error(with_cluster(cluster(k_a) + "," + cluster(k_a, "3"))) ==
        "b.json: /clusters/1/fingerprint: recorded twice, also in /clusters/0, got "
        "\"v1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" (delete one of the two)");
}

TEST_CASE("dates and variants are checked, and keys that nobody knows")
{
  const std::string head = R"({"package": "p", "fingerprint": ")" + k_a + R"(", "count": 1, )";
  CHECK(error(with_cluster(head + R"("first_seen": "yesterday", "what": ""})")) ==
        "b.json: /clusters/0/first_seen: expected a date like 2026-11-21, got \"yesterday\"");
  CHECK(error(with_cluster(head +
                           R"("first_seen": "2026-11-21", "what": "", "variants": ["", ""]})")) ==
        "b.json: /clusters/0/variants/0: expected a fingerprint, v1: or v2: and 32 hex digits, got "
        "\"\"");
  CHECK(error(with_cluster(head + R"("first_seen": "2026-11-21", "what": "", "who": "me"})")) ==
        "b.json: /clusters/0: unknown key, got \"who\" (the keys are package, fingerprint, "
        "variants, parked, heap, count, first_seen, what, tests)");
}

TEST_CASE("deep nesting costs a message, not the stack")
{
  const std::string deep = std::string(200000, '[') + std::string(200000, ']');
  CHECK(error(with_cluster(deep)) == "b.json: /clusters/0: expected an object, got a list");
}

TEST_CASE("entries of this version and of the one before are read, and what is parked says so")
{
  const std::string old = R"({"version": 1, "clusters": [{"package": "p", "fingerprint": ")" + k_a +
                          R"(", "count": 1, "first_seen": "2026-11-21", "what": ""}]})";
  REQUIRE(parse_baseline(old, "b.json"));
  CHECK(!parse_baseline(old, "b.json")->entries[0].parked);
  const std::string now = "v2:" + std::string(32, 'd');
  const Baseline baseline{"b.json", {{now, {k_a}, "p", 1, "2026-11-21", "select in p.Run", true}}};
  CHECK(write_baseline(baseline).find(R"("parked": true, "variants": [")") != std::string::npos);
  CHECK(parse_baseline(write_baseline(baseline), "b.json") == baseline);
  CHECK(error(with_cluster(
            R"({"package": "p", "fingerprint": ")" + now +
            R"(", "count": 1, "first_seen": "2026-11-21", "what": "", "parked": 1})")) ==
        "b.json: /clusters/0/parked: expected true or false, got \"1\"");
}
