#include "reporters/escape_html.hpp"
#include "reporters/html.hpp"
#include "reporters/html_parts.hpp"
#include "tests/unit/reporters/verdict_builders.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

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

TEST_CASE("html data: paths of frames are those people know")
{
  SourceRoots roots;
  roots.modules = {{"example.com/app", "/src/app"}};
  roots.goroots = {"/go"};
  roots.mod_cache = "/mod";
  CHECK(html::short_file("/src/app/a/b.go", roots) == "a/b.go");
  CHECK(html::short_file("/go/src/net/http/h.go", roots) == "$GOROOT/src/net/http/h.go");
  CHECK(html::short_file("/mod/x.org/y@v1.2.0/z.go", roots) == "x.org/y@v1.2.0/z.go");
  CHECK(html::short_file("/src/application/b.go", roots) == "/src/application/b.go");
  CHECK(html::short_file("", roots).empty());
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
  Verdict verdict = verdicts::one_leak();
  for (int i = 0; i < 40; ++i) {
    Sample sample;
    sample.at_ms = 100 + i * 50;
    sample.goroutines = i < 10 ? 3 + i % 3 : i;
    sample.heap_live_bytes = (1 << 20) + i * 10000;
    sample.gc_cycles = i / 8;
    verdict.packages.front().samples.push_back(sample);
  }
  const nlohmann::json data = data_of(verdict)["packages"][0];
  CHECK(data["judged"] == true);
  CHECK(data["samples"].size() == 40);
  CHECK(data["samples"][1] == nlohmann::json({150, 4, 1058576, 0}));
  keep(render_html(verdict, verdicts::context()), "timeline");
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
