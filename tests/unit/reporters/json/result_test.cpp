#include "reporters/json/reading.hpp"
#include "reporters/json/result.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <string>

using namespace leakgate;

namespace {

std::string
json_of(const Verdict& verdict)
{
  return render_json(verdict, {});
}

// The rendered verdict with `from`, which stands in it once, replaced.
std::string
changed(const std::string& from, const std::string& to)
{
  std::string json = json_of(verdicts::one_leak());
  const std::size_t at = json.find(from);
  REQUIRE(at != std::string::npos);
  return json.replace(at, from.size(), to);
}

std::string
error_of(const std::string& json)
{
  const Result<Verdict> verdict = parse_json_result(json, "result.json");
  REQUIRE_FALSE(verdict.has_value());
  return verdict.error();
}

} // namespace

TEST_CASE("json: a verdict with every field filled comes back equal")
{
  const Verdict v = verdicts::every_field();
  const Result<Verdict> back = parse_json_result(json_of(v), "result.json");
  REQUIRE(back.has_value());
  CHECK(*back == v);
}

TEST_CASE("json: what was read back renders to the same bytes, hostile names included")
{
  for (const verdicts::Named& verdict : verdicts::all()) {
    CAPTURE(verdict.name);
    const std::string json = json_of(verdict.make());
    const Result<Verdict> back = parse_json_result(json, "result.json");
    REQUIRE(back.has_value());
    CHECK(json_of(*back) == json);
  }
}

TEST_CASE("json: the extremes of whole numbers and doubles survive")
{
  Verdict v = verdicts::clean();
  v.packages.at(0).samples.emplace_back().heap_live_bytes =
      std::numeric_limits<std::int64_t>::max();
  v.packages.at(0).samples.emplace_back().heap_live_bytes =
      std::numeric_limits<std::int64_t>::min();
  v.metrics = {{"a", 0.1}, {"b", 1e300}, {"c", 5e-324}, {"d", -0.3}};
  const Result<Verdict> back = parse_json_result(json_of(v), "result.json");
  REQUIRE(back.has_value());
  CHECK(*back == v);
}

TEST_CASE("json: counts that no run can have are refused")
{
  const auto with = [](const std::string& field, const std::string& value) {
    nlohmann::json json = nlohmann::json::parse(json_of(verdicts::one_leak()));
    json[nlohmann::json::json_pointer(field)] = nlohmann::json::parse(value);
    return error_of(json.dump());
  };
  CHECK(with("/ledger/seen", "-1") ==
        "result.json: /ledger/seen: expected a count, got \"-1\" (the file was changed or is "
        "damaged)");
  CHECK(with("/findings/0/count", "9000000000000000000") ==
        "result.json: /findings/0/count: expected a count, got \"9000000000000000000\" (the file "
        "was changed or is damaged)");
  CHECK(with("/packages/0/states", R"({"select": -3})")
            .starts_with("result.json: /packages/0/states: expected a count"));
  CHECK(with("/findings/0/baseline_count", "-7")
            .starts_with("result.json: /findings/0/baseline_count: expected a count"));
}

TEST_CASE("json: a number that is none is null")
{
  Verdict v = verdicts::clean();
  v.metrics = {{"nan", std::nan("")}, {"inf", std::numeric_limits<double>::infinity()}};
  const std::string json = json_of(v);
  CHECK(json.find("\"inf\": null,\n    \"nan\": null\n") != std::string::npos);
  const Result<Verdict> back = parse_json_result(json, "result.json");
  REQUIRE(back.has_value());
  CHECK(std::isnan(back->metrics.at("inf")));
}

TEST_CASE("json: durations are rounded to nanoseconds")
{
  Verdict v = verdicts::clean();
  v.run.packages[0].elapsed = std::chrono::duration<double>(0.1 + 0.2);
  CHECK(json_of(v).find("\"elapsed_seconds\": 0.3,") != std::string::npos);
}

TEST_CASE("json: bytes that are not UTF-8 become U+FFFD")
{
  Verdict v = verdicts::clean();
  v.reason = "a\xff\xc3(";
  const Result<Verdict> back = parse_json_result(json_of(v), "result.json");
  REQUIRE(back.has_value());
  CHECK(back->reason == "a\uFFFD\uFFFD(");
}

TEST_CASE("json: a wrong value is named by its path, with what was expected")
{
  CHECK(
      error_of(changed("\"proven\"", "\"provn\"")) ==
      "result.json: /findings/0/tier: expected a tier, got \"provn\" (proven, growing, lingering, "
      "one-time, ends-by-itself)");
  CHECK(error_of(changed("\"kind\": \"goroutine\"", "\"kind\": \"thread\"")) ==
        "result.json: /findings/0/kind: expected a kind of finding, got \"thread\" (goroutine, "
        "heap, metric, policy, outlived, hung)");
  CHECK(error_of(changed("\"seen\": 6", "\"seen\": \"lots\"")) ==
        "result.json: /ledger/seen: expected a whole number, got \"lots\"");
  CHECK(error_of(changed("\"seen\": 6", "\"seen\": 1.5")) ==
        "result.json: /ledger/seen: expected a whole number, got \"1.5\"");
  CHECK(error_of(changed("\"seen\": 6", "\"seen\": 9223372036854775808")) ==
        "result.json: /ledger/seen: expected a whole number, got \"9223372036854775808\"");
  CHECK(error_of(changed("\"line\": 88", "\"line\": 2147483648")) ==
        "result.json: /findings/0/at/line: expected a whole number, got \"2147483648\"");
  CHECK(error_of(changed("\"judged\": true", "\"judged\": null")) ==
        "result.json: /packages/0/judged: expected true or false, got \"null\"");
  CHECK(error_of(changed("\"problems\": []", "\"problems\": {}")) ==
        "result.json: /problems: expected a list, got an object");
  CHECK(error_of(changed("\"problems\": []", "\"problems\": [3]")) ==
        "result.json: /problems/0: expected an object, got \"3\"");
  CHECK(error_of(changed("\"GoroutinesDelta\": 1.0", "\"a/b~c\": \"x\"")) ==
        "result.json: /metrics/a~1b~0c: expected a number, got \"x\"");
  CHECK(error_of(changed("\"reason\": \"\"", "\"reason\": 7")) ==
        "result.json: /reason: expected a text, got \"7\"");
}

TEST_CASE("json: a missing field is named, an unknown one is passed over")
{
  CHECK(error_of(changed("\"reported\": 1", "\"other\": 1")) ==
        "result.json: /ledger: the field \"reported\" is missing");
  CHECK(
      parse_json_result(changed("\"reported\": 1", "\"reported\": 1, \"new\": [1]"), "result.json")
          .has_value());
}

TEST_CASE("json: broken JSON is shown with line and column")
{
  CHECK(error_of("{\n  \"version\": oops}") ==
        "result.json:2:14: not JSON, got \"oops}\" (give a file "
        "that --report json=PATH wrote)");
  CHECK(error_of("{\"version\": 1") ==
        "result.json:1:14: not JSON, got the end of the file (give a "
        "file that --report json=PATH wrote)");
  CHECK(error_of("") ==
        "result.json:1:1: not JSON, got the end of the file (give a file that --report "
        "json=PATH wrote)");
  CHECK(error_of("{\"version\": 1e999}") == "result.json: a number in it is out of range");
}

TEST_CASE("json: other JSON and other versions are refused")
{
  CHECK(error_of("[]") ==
        "result.json: not a result of leakgate (give a file that --report json=PATH wrote)");
  CHECK(error_of(R"({"version": 1, "clusters": []})") ==
        "result.json: is a baseline, not a result (give a file that --report json=PATH wrote)");
  CHECK(error_of("{}") ==
        "result.json: not a result of leakgate (give a file that --report json=PATH wrote)");
  CHECK(error_of("{\"version\": 2}") == "result.json: /version: expected 1, got \"2\" (written by "
                                        "another version of leakgate: use that one)");
  CHECK(error_of("{\"version\": 1}") == "result.json: the field \"outcome\" is missing");
}

TEST_CASE("json: deep nesting does not exhaust the stack")
{
  CHECK(error_of("{\"version\": 1, \"outcome\": " + std::string(200000, '[') +
                 std::string(200000, ']') + "}")
            .starts_with("result.json: /outcome: expected an outcome, got a list ("));
}

TEST_CASE("json: results of releases without a comparison and sources are read")
{
  std::string json = json_of(verdicts::one_leak());
  for (const std::string field :
       {"      \"base\": null,\n", "  \"base\": null,\n", ",\n  \"sources\": {}"}) {
    const std::size_t at = json.find(field);
    REQUIRE(at != std::string::npos);
    json.erase(at, field.size());
  }
  CHECK(json.find("\"base\"") == std::string::npos);
  CHECK(parse_json_result(json, "result.json").value() == verdicts::one_leak());
}

TEST_CASE("json: results of releases without the times of tests are read")
{
  Verdict verdict = verdicts::one_leak();
  nlohmann::json json = nlohmann::json::parse(json_of(verdict));
  for (nlohmann::json& test : json["run"]["packages"][0]["tests"]) {
    REQUIRE(test.erase("started_seconds") + test.erase("ended_seconds") == 2);
  }
  CHECK(parse_json_result(json.dump(), "result.json").value() == verdict);
}

TEST_CASE("json: source lines have whole numbers from 1 on")
{
  const auto with = [](const std::string& lines) {
    return changed("\"sources\": {}", "\"sources\": " + lines);
  };
  const Verdict verdict =
      parse_json_result(with(R"({"a.go": {"10": "ten", "9": "nine"}})"), "result.json").value();
  CHECK(verdict.sources == SourceLines{{"a.go", {{9, "nine"}, {10, "ten"}}}});
  CHECK(error_of(with(R"({"a.go": {"x": ""}})")) ==
        "result.json: /sources/a.go/x: expected the number of a line");
  CHECK(error_of(with(R"({"a.go": {"0": ""}})")) ==
        "result.json: /sources/a.go/0: expected the number of a line");
  CHECK(error_of(with(R"({"a.go": {"99999999999": ""}})")) ==
        "result.json: /sources/a.go/99999999999: expected the number of a line");
  CHECK(error_of(with(R"({"a.go": {"7": 7}})")) ==
        "result.json: /sources/a.go/7: expected a text, got \"7\"");
  CHECK(error_of(with(R"({"a.go": ["x"]})")) ==
        "result.json: /sources/a.go: expected an object, got a list");
}

TEST_CASE("json: what was written is read as it stands, and in parts to the same verdict")
{
  for (const verdicts::Named& named : verdicts::all()) {
    CAPTURE(named.name);
    const std::string json = json_of(named.make());
    Verdict verdict;
    CHECK(json_reading::read_as_written(json, verdict));
    CHECK(json_of(verdict) == json);
    const Result<Verdict> in_parts = json_reading::read_any(json, "result.json");
    REQUIRE(in_parts.has_value());
    CHECK(json_of(*in_parts) == json);
  }
}

TEST_CASE("json: other spellings of a result are read to the same verdict")
{
  const std::string json = json_of(verdicts::one_leak());
  const nlohmann::json sorted = nlohmann::json::parse(json); // keys in another order
  for (const std::string& other :
       {sorted.dump(), sorted.dump(1, '\t'), "\xEF\xBB\xBF" + json, json + "\r\n ", json + '\0',
        changed("\"seen\"", "\"\\u0073een\""), changed("\"seen\": 6", "\"seen\": -6, \"seen\": 6"),
        changed("\"run\": {", "\"run\": [1e5], \"run\": {"),
        changed("\"problems\": []", "\"new\": {\"a\": [\"]}\\\"\"]}, \"problems\": [ ]")}) {
    CAPTURE(other);
    const Result<Verdict> verdict = parse_json_result(other, "result.json");
    REQUIRE(verdict.has_value());
    CHECK(*verdict == verdicts::one_leak());
  }
}

TEST_CASE("json: what is no JSON is found wherever it stands, and before wrong values")
{
  const auto is_refused = [](const std::string& from, const std::string& to) {
    const std::string json = changed(from, to);
    CAPTURE(json);
    CHECK_FALSE(nlohmann::json::accept(json));
    CHECK(error_of(json).find(": not JSON, got ") != std::string::npos);
  };
  for (const std::string value :
       {"[1,]", "[,1]", "[1 2]", "{\"a\":1,}", "{\"a\" 1}", "{\"a\":}", "{1:1}",
        "[\xEF\xBB\xBF"
        "1]",
        "[}", "nul", "01", "\"\xff\"", "\"\\ud800\"", "\"\n\"", "[1", "\"", "-", "{\"\xff\":1}",
        "// 1"}) {
    is_refused("\"run\": {", "\"new\": " + value + ", \"run\": {");         // nobody asks for it
    is_refused("\"problems\": [", "\"problems\": " + value + ", \"x\": ["); // read as a list
    is_refused("\"run\": {", "\"run\": " + value + ", \"run\": {");         // another one counts
    is_refused("\"seen\": 6", "\"seen\": \"lots\", \"new\": " + value);
  }
}

TEST_CASE("json: a number out of range is told wherever it stands")
{
  CHECK(error_of(changed("\"seen\": 6", "\"seen\": \"lots\", \"new\": [1e999]")) ==
        "result.json: a number in it is out of range");
}
