#include "reporters/html/page.hpp"
#include "reporters/html/parts.hpp"
#include "reporters/text/escape_html.hpp"
#include "tests/unit/reporters/verdict_builders.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

using namespace leakgate;

namespace {

std::size_t
occurrences(const std::string& text, const std::string& part)
{
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

nlohmann::json
data_of(const Verdict& verdict)
{
  return nlohmann::json::parse(html::page_data(verdict, verdicts::context()));
}

// One leak, in a package that was measured for two seconds.
Verdict
measured()
{
  Verdict verdict = verdicts::one_leak();
  for (int i = 0; i < 40; ++i) {
    Sample sample;
    sample.at_ms = 100 + i * 50;
    sample.goroutines = i < 10 ? 3 + i % 3 : i;
    sample.heap_live_bytes = (1 << 20) + i * 10000;
    sample.gc_cycles = i / 8;
    verdict.packages.front().samples.push_back(sample);
  }
  return verdict;
}

TestCase
timed(const std::string& name, std::optional<double> started, std::optional<double> ended)
{
  using Seconds = std::chrono::duration<double>;
  TestCase test{name, TestOutcome::pass, {}, {}};
  test.started = started ? std::optional(Seconds(*started)) : std::nullopt;
  test.ended = ended ? std::optional(Seconds(*ended)) : std::nullopt;
  return test;
}

// Where the checks by a parser and a browser read the page.
void
keep(const std::string& page, const std::string& name)
{
  if (const char* folder = std::getenv("LEAKGATE_HTML_PAGES")) {
    std::filesystem::create_directories(folder);
    std::ofstream(std::filesystem::path(folder) / (name + ".html")) << page;
  }
}

} // namespace

TEST_CASE("html escape: text ends neither an element nor a quoted value")
{
  CHECK(escape_html::text("<a href=\"x\" id='y'>&amp;") ==
        "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;");
  CHECK(escape_html::text("a\nb\x1b[31mc\xff\u202E") == "a bc\uFFFD\uFFFD");
}

TEST_CASE("html escape: what HTML calls no character is replaced, in every plane")
{
  CHECK(escape_html::text("a\uFFFE\uFFFF\U0001FFFE\U0010FFFFb") == "a\uFFFD\uFFFD\uFFFD\uFFFDb");
  CHECK(escape_html::text("\uFFFD\uFFFC\U0001F7FE\U0003FFFDé") ==
        "\uFFFD\uFFFC\U0001F7FE\U0003FFFDé");
}

TEST_CASE("html escape: lines keep their breaks and indentation")
{
  CHECK(escape_html::lines("a\n\tb\x1b[1m\n") == "a\n    b\n");
  CHECK(escape_html::lines("") == "");
}

TEST_CASE("html escape: JSON in a script element cannot end it and means the same")
{
  const std::string value = "</script><!--<script>&\u2028\u2029\u2027é";
  const std::string json = escape_html::script(nlohmann::json(value).dump());
  CHECK(json ==
        "\"\\u003c/script\\u003e\\u003c!--\\u003cscript\\u003e\\u0026\\u2028\\u2029\u2027é\"");
  CHECK(nlohmann::json::parse(json) == value);
}

TEST_CASE("html data: a finding refers to frames, stacks and sources")
{
  const nlohmann::json data = data_of(verdicts::one_leak());
  const nlohmann::json& finding = data["findings"][0];
  CHECK(finding["test"] == "TestSubscribe/slow_reader");
  CHECK(finding["rounds"] == nlohmann::json({1, 1, 1}));
  CHECK(data["frames"][finding["blocked"].get<std::size_t>()] ==
        nlohmann::json({"broker.(*Hub).Subscribe.func1",
                        "example.com/app/broker.(*Hub).Subscribe.func1", "broker/hub.go", 143}));
  // Lines 140 to 146, of which the context knows two.
  const nlohmann::json& source = data["sources"][finding["blocked"].dump()];
  CHECK(source[0] == 140);
  CHECK(source[1] ==
        nlohmann::json({"", "    go func() {", "", "        for m := range ch {", "", "", ""}));
}

TEST_CASE("html: the entry that would allow a finding stands beside it, while it fails")
{
  Verdict verdict = verdicts::one_leak();
  CHECK(
      data_of(verdict)["findings"][0]["allow"] ==
      nlohmann::json({"- function: example.com/app/broker.(*Hub).Subscribe.func1", "  reason: …"}));
  const std::string entry = "- function: example.com/app/broker.(*Hub).Subscribe.func1\n  reason";
  const std::string page = render_html(verdict, verdicts::context());
  CHECK(page.substr(0, page.find("<script type=")).find(entry) != std::string::npos);
  verdict.findings[0].disposition = Disposition::allowed;
  CHECK(data_of(verdict)["findings"][0]["allow"].empty());
  CHECK(render_html(verdict, verdicts::context()).find(entry) == std::string::npos);
}

TEST_CASE("html: the headline names all that leaks, memory too")
{
  const auto headline = [](const Verdict& verdict) {
    const std::string page = render_html(verdict, verdicts::context());
    const std::string_view tag = "<h1 id=\"verdict-title\">";
    const std::size_t begin = page.find(tag) + tag.size();
    return page.substr(begin, page.find("</h1>") - begin);
  };
  Verdict verdict = verdicts::memory();
  CHECK(headline(verdict) == "1 goroutine leaked, memory grows in 1 place");
  verdict.findings.erase(verdict.findings.begin());
  CHECK(headline(verdict) == "Memory grows in 1 place");
  verdict.findings.front().kind = FindingKind::outlived;
  CHECK(headline(verdict) == "1 goroutine ended the process after its test");
  verdict.findings.clear();
  CHECK(headline(verdict) == "No leaks");
}

TEST_CASE("html: where a library waits, the entry is about that package's use of it")
{
  Verdict verdict = verdicts::one_leak();
  verdict.findings[0].blocked = {"net/http.(*persistConn).readLoop",
                                 "$GOROOT/src/net/http/transport.go", 2330};
  CHECK(data_of(verdict)["findings"][0]["allow"] ==
        nlohmann::json({"- function: net/http.(*persistConn).readLoop",
                        "  package: " + verdict.findings[0].package, "  reason: …"}));
}

TEST_CASE("html data: equal frames and stacks stand in it once")
{
  Verdict verdict = verdicts::one_leak();
  const nlohmann::json before = data_of(verdict);
  verdict.findings.push_back(verdict.findings.front());
  const nlohmann::json after = data_of(verdict);
  CHECK(after["findings"].size() == 2);
  CHECK(after["frames"] == before["frames"]);
  CHECK(after["stacks"] == before["stacks"]);
}

TEST_CASE("html: the page holds the findings without its script, 200 at most")
{
  const std::string page = render_html(verdicts::one_leak(), verdicts::context());
  const std::string fixed = page.substr(0, page.find("<script type="));
  for (const char* text : {"1 goroutine leaked", "TestSubscribe/slow_reader", "broker/hub.go:143",
                           "for m := range ch {", "goroutine blocked forever in chan receive"}) {
    CAPTURE(text);
    CHECK(fixed.find(text) != std::string::npos);
  }
  Verdict many = verdicts::many_findings();
  many.findings.resize(205, verdicts::broker_leak());
  const std::string large = render_html(many, verdicts::context());
  CHECK(large.find("5 more findings are shown with JavaScript only.") != std::string::npos);
}

TEST_CASE("html: nothing in a verdict opens an element or ends the data")
{
  Verdict verdict = verdicts::hostile();
  const std::string name = "</script><img src=x onerror=alert(1)><!--";
  verdicts::add_hostile_policy(verdict, name);
  verdict.findings.front().test = name;
  verdict.packages.front().import_path = name;
  verdict.packages.front().heap->sites.front().site = {name, name, 1};
  verdict.reason = name;
  verdict.go_version = name;
  verdict.problems = {{name, name}};
  const std::string page = render_html(verdict, verdicts::context());
  CHECK(occurrences(page, "<img") == 0);
  CHECK(occurrences(page, "<!--") == 0);
  CHECK(occurrences(page, "</script>") == 2); // the data's own and the script's
  CHECK(page.find('\x1b') == std::string::npos);
}

TEST_CASE("html data: what is left out is counted")
{
  Verdict verdict = verdicts::one_leak();
  Finding& finding = verdict.findings.front();
  finding.stack.resize(103, finding.stack.front());
  finding.ancestors.resize(12, {7, finding.stack, {}});
  const nlohmann::json data = data_of(verdict)["findings"][0];
  CHECK(data["moreFrames"] == 3);
  CHECK(data["ancestors"].size() == 10);
  CHECK(data["ancestors"][9]["moreFrames"] == 3);
  CHECK(data["ancestorCount"] == 12);
  CHECK_FALSE(data_of(verdicts::one_leak())["findings"][0].contains("moreFrames"));
  CHECK(data_of(verdict)["withSource"] == 1000);
}

TEST_CASE("html: a package that was measured more than once has a timeline")
{
  Verdict verdict = measured();
  verdict.run.packages.front().tests = {
      timed("TestBefore", 0, 0.3), timed("TestSubscribe", 0.3, 1.8),
      timed("TestSubscribe/slow_reader", 0.55, 1.75), timed("TestHangs", 1.9, {}),
      timed("TestParallel", 0.4, 0.9)};
  const nlohmann::json data = data_of(verdict)["packages"][0];
  CHECK(data["judged"] == true);
  CHECK(data["samples"].size() == 40);
  CHECK(data["samples"][1] == nlohmann::json({150, 4, 1058576, 0}));
  keep(render_html(verdict, verdicts::context()), "timeline");
}

TEST_CASE("html data: tests with their times, those that leak first, then the longest")
{
  Verdict verdict = measured();
  verdict.run.packages.front().tests = {timed("TestShort", 0, 0.3), timed("TestLong", 0.3, 1.8),
                                        timed("TestSubscribe/slow_reader", 0.5504, 0.6),
                                        timed("TestHangs", 1.9, {}), timed("TestUnknown", {}, {})};
  const nlohmann::json data = data_of(verdict)["packages"][0];
  CHECK(data["tests"] == nlohmann::json::parse(R"([
    ["TestSubscribe/slow_reader", 550, 600, "high", 1], ["TestHangs", 1900, null, "", 0],
    ["TestLong", 300, 1800, "", 0], ["TestShort", 0, 300, "", 0]])"));
  CHECK(data["moreTests"] == 0);
  CHECK(data["cached"] == false);
}

TEST_CASE("html data: the findings that are let pass mark no test")
{
  Verdict verdict = measured();
  verdict.findings.front().disposition = Disposition::allowed;
  verdict.run.packages.front().tests = {timed("TestSubscribe/slow_reader", 0, 1)};
  CHECK(data_of(verdict)["packages"][0]["tests"][0][3] == "");
}

TEST_CASE("html data: 200 tests of a package have times, the rest is counted")
{
  Verdict verdict = measured();
  std::vector<TestCase>& tests = verdict.run.packages.front().tests;
  tests.assign(300, timed("TestShort", 1, 1.5));
  tests.push_back(timed("TestSubscribe/slow_reader", 1, 1));
  tests.push_back(timed("TestLong", 1, 9));
  const nlohmann::json data = data_of(verdict)["packages"][0];
  CHECK(data["tests"].size() == 200);
  CHECK(data["moreTests"] == 102);
  CHECK(data["tests"][0][0] == "TestSubscribe/slow_reader");
  CHECK(data["tests"][1][0] == "TestLong");
}

TEST_CASE("html data: times that cannot be are none")
{
  Verdict verdict = measured();
  verdict.run.packages.front().tests = {timed("TestA", 1e300, 1), timed("TestB", -1, 1),
                                        timed("TestC", std::nan(""), 1), timed("TestD", 2, 1),
                                        timed("TestE", 2, 1e300)};
  CHECK(data_of(verdict)["packages"][0]["tests"] ==
        nlohmann::json::parse(R"([["TestD", 2000, null, "", 0], ["TestE", 2000, null, "", 0]])"));
}

TEST_CASE("html data: a package without a timeline needs no times")
{
  Verdict verdict = verdicts::one_leak();
  verdict.run.packages.front().tests = {timed("TestA", 0, 1)};
  CHECK_FALSE(data_of(verdict)["packages"][0].contains("tests"));
}

TEST_CASE("html: ten thousand findings fit into a page")
{
  Verdict verdict = verdicts::many_findings();
  const std::vector<Finding> some = verdict.findings;
  for (std::size_t i = some.size(); i < 10000; ++i) {
    Finding finding = some[i % some.size()];
    finding.test += "/case_" + std::to_string(i);
    finding.fingerprint = "v1:" + std::to_string(i);
    verdict.findings.push_back(finding);
  }
  const std::string page = render_html(verdict, verdicts::context());
  CHECK(page.size() < (10 << 20));
  keep(page, "ten_thousand");
}

TEST_CASE("html: the same verdict gives the same bytes, and nothing is loaded")
{
  for (const verdicts::Named& verdict : verdicts::all()) {
    CAPTURE(verdict.name);
    const std::string page = render_html(verdict.make(), verdicts::context());
    CHECK(page == render_html(verdict.make(), verdicts::context()));
    CHECK(page.find("default-src 'none'") != std::string::npos);
    CHECK(page.find(" src=") == std::string::npos);
    CHECK(page.find("innerHTML") == std::string::npos);
    keep(page, verdict.name);
  }
}
