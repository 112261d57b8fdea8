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

TEST_CASE("html: the same verdict gives the same bytes, and nothing is loaded")
{
  for (const verdicts::Named& verdict : verdicts::all()) {
    CAPTURE(verdict.name);
    const std::string page = render_html(verdict.make(), verdicts::context());
    CHECK(page == render_html(verdict.make(), verdicts::context()));
    CHECK(page.find("default-src 'none'") != std::string::npos);
    CHECK(page.find(" src=") == std::string::npos);
    CHECK(page.find("innerHTML") == std::string::npos);
    // Where the checks by a parser and a browser read them.
    if (const char* folder = std::getenv("LEAKGATE_HTML_PAGES")) {
      std::filesystem::create_directories(folder);
      std::ofstream(std::filesystem::path(folder) / (verdict.name + ".html")) << page;
    }
  }
}
