#include "gate/base/text.hpp"
#include "reporters/markdown/report.hpp"
#include "reporters/text/escape_markdown.hpp"
#include "tests/unit/reporters/verdict_builders.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;
using leakgate::escape_markdown::code;
using leakgate::escape_markdown::fence;

namespace {

bool
holds(const std::string& text, std::string_view part)
{
  return text.find(part) != std::string::npos;
}

std::size_t
position(const std::string& text, std::string_view part)
{
  CAPTURE(std::string(part));
  REQUIRE(holds(text, part));
  return text.find(part);
}

std::string
words(std::string_view input)
{
  return escape_markdown::text(input);
}

std::string
rendered(const Verdict& verdict)
{
  return render_markdown(verdict, verdicts::context());
}

} // namespace

TEST_CASE("escape_markdown: words keep what they say and lose what they would do")
{
  CHECK(words("plain words, 3 of 4 (all)") == "plain words, 3 of 4 (all)");
  CHECK(words("a*b_c`d[e]{f}~g\\h") == "a\\*b\\_c\\`d\\[e\\]\\{f\\}\\~&#8203;g\\\\h");
  CHECK(words("<b>&amp;|") == "&lt;b&gt;&amp;&#8203;amp;&#124;");
  CHECK(words("say @org/team") == "say @&#8203;org/team");
  CHECK(words("org/repo#1 GH-12") == "org/repo\\#&#8203;1 GH-&#8203;12");
  CHECK(words("http://x www.x :+1: a: b x.go:4") ==
        "http:&#8203;//x www&#8203;.x :&#8203;+1: a: b x.go:4");
  // Ids of commits have at least seven digits.
  CHECK(words("abcdef1 abcdef") == "abcdef&#8203;1 abcdef");
  CHECK(words("1234567890abc") == "123456&#8203;7890ab&#8203;c");
}

TEST_CASE("escape_markdown: no words begin a list, a heading or a quote")
{
  CHECK(words("  - item") == "\\- item");
  CHECK(words("+ item") == "\\+ item");
  CHECK(words("12. item") == "12\\. item");
  CHECK(words("3) item") == "3\\) item");
  CHECK(words("# heading") == "\\# heading");
  CHECK(words("> quote") == "&gt; quote");
  CHECK(words("=== under") == "\\=== under");
}

TEST_CASE("escape_markdown: one line without control bytes, cut at a character")
{
  CHECK(words("a\r\nb\tc\x1b[31md\x07") == "a b cd");
  CHECK(words("x\xe2\x80\xaey") == "x\xef\xbf\xbdy");
  CHECK(escape_markdown::text("aäb", 2) == "a…");
  CHECK(words("").empty());
}

TEST_CASE("escape_markdown: a code span is longer quoted than what is inside")
{
  CHECK(code("TestX/a_b|c") == "`TestX/a_b|c`");
  CHECK(code("a`b") == "``a`b``");
  CHECK(code("`a``") == "``` `a`` ```");
  CHECK(code("a\nb") == "`a b`");
  CHECK(code("").empty());
  CHECK(code(" \n").empty());
}

TEST_CASE("escape_markdown: a fence is longer than any inside and keeps one line a line")
{
  CHECK(fence("go", {"a", "    b"}) == "```go\na\n    b\n```\n");
  CHECK(fence("", {"```", "x\n````"}) == "`````\n```\nx ````\n`````\n");
  CHECK(fence("go", {"abcdef"}, 3) == "```go\nabc…\n```\n");
  // What would be a command to a bot or to GitLab does not begin its line.
  CHECK(fence("", {"/close", "\t/a", "// b", "  /c"}) == "```\n /close\n /a\n// b\n  /c\n```\n");
}

TEST_CASE("markdown: what leaked, why, what to do and where come in this order")
{
  const std::string text = rendered(verdicts::growing());
  CHECK(text.starts_with("## ❌ leakgate: 8 leaked goroutines of 2 causes\n"));
  const std::size_t message = position(
      text, "### 1. `TestSubscribe/slow_reader` leaves 3 goroutines · `broker/hub.go:143` · "
            "`chan receive`\n\ngoroutine blocked forever in chan receive in "
            "`broker.(*Hub).Subscribe.func1`, in `example.com/app/broker`  \n");
  const std::size_t evidence =
      position(text, "**growing · +1 each round (3 of 3) · 3 goroutines**");
  const std::size_t test = position(text, "// test     TestSubscribe/slow_reader       "
                                          "broker/broker_test.go:88\n    ch := hub.Subscribe");
  const std::size_t started = position(text, "// started  broker.(*Hub).Subscribe");
  const std::size_t blocked = position(text, "// blocked  broker.(*Hub).Subscribe.func1");
  const std::size_t why = position(text, "- **Why:** range over a channel nobody closes\n");
  const std::size_t fix = position(text, "- **Fix:** close it in Unsubscribe");
  CHECK(message < evidence);
  CHECK(evidence < why);
  CHECK(why < fix);
  CHECK(fix < test);
  CHECK(test < started);
  CHECK(started < blocked);
  CHECK(blocked < position(text, "### 2."));
  CHECK(holds(text, "**Not failing:** 1 goroutine below a threshold\n"));
}

TEST_CASE("markdown: memory alone is told as what it is")
{
  Verdict verdict = verdicts::memory();
  verdict.findings.erase(verdict.findings.begin());
  const std::string text = rendered(verdict);
  CHECK(holds(text, "## ❌ leakgate: memory that grows in 1 place\n\nEach time these tests run they "
                    "keep more memory, "));
  CHECK(holds(text, "Hub.seen"));
  CHECK(!holds(text, "the goroutine that started it"));
}

TEST_CASE("markdown: headings tell leaks of one kind apart, also folded, also without a test")
{
  Verdict v = verdicts::many_findings();
  v.findings.resize(4);
  v.findings[1].count = 2;
  v.findings[2].test = "";
  v.findings[2].phase = Phase::init;
  const std::string text = rendered(v);
  CHECK(holds(text, "<summary>1. <code>TestCase00</code> leaves 1 goroutine · "
                    "<code>pkg0/s.go:11</code> · <code>chan send</code></summary>"));
  CHECK_FALSE(holds(text, "### 1."));
  CHECK(holds(text, "<summary>3. 1 goroutine left, no test: started in init · <code>pkg0/s.go:13"));
  v.findings.resize(3);
  const std::string open = rendered(v);
  CHECK(holds(open, "### 2. `TestShared` leaves 2 goroutines · `pkg0/s.go:12` · `chan send`\n"));
  CHECK(holds(open, "### 3. 1 goroutine left, no test: started in init · `pkg0/s.go:13` · "));
}

TEST_CASE("markdown: files are named from the root of the repository, lines come from the module")
{
  Verdict v = verdicts::one_leak();
  v.roots = {{{"example.com/app", "/src/services/app"}}, {"/go"}, "/mod", "/src"};
  const std::string text = rendered(v);
  CHECK(holds(text, "services/app/broker/hub.go:141\n    go func() {"));
}

TEST_CASE("markdown: each outcome has a headline of its own")
{
  const std::string clean = rendered(verdicts::clean());
  CHECK(clean.starts_with("## ✅ leakgate: no leaks\n"));
  CHECK_FALSE(holds(clean, "###"));
  CHECK(rendered(verdicts::several()).starts_with("## ❌ leakgate: go test failed: 2 tests, "));
  CHECK(
      holds(rendered(verdicts::several()), "### Failed tests\n\n- `TestSubscribe/slow_reader` in"));
  const std::string none = rendered(verdicts::no_verdict());
  CHECK(none.starts_with("## ⚠️ leakgate: no verdict\n"));
  CHECK(holds(none, "**This is not a pass.**"));
  CHECK(holds(none, "**Why:** no snapshot of"));
}

TEST_CASE("markdown: limits, entries and what was let pass are all named")
{
  const std::string limits = rendered(verdicts::limits());
  CHECK(holds(limits, "// ≈ grew   broker.(*Hub).grow   broker/hub.go:77"));
  CHECK(holds(limits, "· 3 limits exceeded"));
  const std::string loosened = rendered(verdicts::loosened());
  CHECK(holds(loosened, "**Not failing:** 3 goroutines allowed · 4 goroutines below a threshold · "
                        "1 limit exceeded · 2 loosened settings · 2 notes on the configuration\n"));
  const std::string known = rendered(verdicts::with_baseline());
  CHECK(holds(known, "<summary>Baseline: 500 known, 7 gone, 1 fewer</summary>"));
  CHECK(holds(known, "- **Reported because:** baseline has 1, now 3\n"));
}

TEST_CASE("markdown: what does not fit is left out from the back and counted")
{
  const Verdict v = verdicts::many_findings();
  const std::string whole = render_step_summary(v, verdicts::context());
  CHECK_FALSE(holds(whole, "Left out"));
  CHECK(render_markdown(v, verdicts::context()).size() <= k_comment_limit_bytes);
  std::size_t before = whole.size();
  for (const std::size_t limit : {std::size_t{80000}, k_comment_limit_bytes, std::size_t{20000},
                                  std::size_t{3000}, std::size_t{1200}, std::size_t{60}}) {
    CAPTURE(limit);
    const std::string text = render_markdown_within(v, verdicts::context(), limit);
    CHECK(text.size() <= limit);
    CHECK(text.size() < before);
    CHECK(holds(text, "200 leaked goroutines of 200 causes"));
    CHECK((limit < 1000 || holds(text, " of the 200 findings")));
    before = text.size();
  }
}

TEST_CASE("markdown: source lines go first, then stacks, then findings")
{
  Verdict v = verdicts::one_leak();
  v.findings.assign(9, verdicts::broker_leak());
  const std::size_t whole = rendered(v).size();
  const std::string sources = render_markdown_within(v, verdicts::context(), whole - 1);
  CHECK(holds(sources, "too long: the source lines of 2 of the 9 findings."));
  const std::string stacks = render_markdown_within(v, verdicts::context(), whole * 3 / 4);
  CHECK_FALSE(holds(stacks, "go func() {"));
  CHECK(holds(stacks, "too long: the source lines of 9, the stacks of "));
  CHECK(holds(stacks, "<summary>9. "));
  const std::string findings = render_markdown_within(v, verdicts::context(), whole * 2 / 5);
  CHECK(holds(findings, "the source lines of 9, the stacks of 9, everything about "));
  CHECK(holds(findings, "<summary>2. "));
  CHECK_FALSE(holds(findings, "<summary>9. "));
}

TEST_CASE("markdown: of more than three findings there is a table, and each is folded")
{
  Verdict v = verdicts::many_findings();
  v.findings.resize(60);
  for (std::size_t i = 0; i < v.findings.size(); ++i) {
    v.findings[i].fix = "close number " + std::to_string(i);
  }
  const std::string text = rendered(v);
  CHECK(text.size() <= k_comment_limit_bytes);
  CHECK(position(text, "| # | severity, evidence | what, and where | fix |") <
        position(text, "<details><summary>1. <code>"));
  CHECK(holds(text, "\n| 1 | high<br>lingering | goroutine blocked forever in chan send<br>"));
  CHECK(position(text, "| 50 | ") < position(text, "… and 10 more\n"));
  CHECK(holds(text, "<details><summary>2. <code>"));
  // Those with the same fix are one line.
  v.findings.resize(5);
  v.findings[3].fix = v.findings[1].fix;
  CHECK(position(rendered(v), "| 2, 4 | ") < position(rendered(v), "| 3 | "));
  CHECK(holds(rendered(v), "and 1 more with the same fix | close number 1 | 2 | "));
  v.findings.resize(3);
  CHECK_FALSE(holds(rendered(v), "| # |"));
  CHECK(position(rendered(v), "### 1. ") < position(rendered(v), "### 2. "));
}

TEST_CASE("markdown: what follows from a finding stands below it, not beside it")
{
  Verdict v = verdicts::one_leak();
  Finding second = v.findings.front();
  second.fingerprint = "v2:ffffffffffffffffffffffffffffffff";
  second.caused_by = v.findings.front().fingerprint;
  second.cause_reason = "started by the same call";
  second.blocked.line += 10;
  v.findings.push_back(second);
  const std::string text = rendered(v);
  CHECK(holds(text, "- **With it** (1 finding):\n  - broker.(\\*Hub).Subscribe.func1 at "));
  CHECK(holds(text, ": started by the same call\n"));
  CHECK_FALSE(holds(text, "### 2."));
  // A cause that is not there explains nothing.
  v.findings.erase(v.findings.begin());
  CHECK(holds(rendered(v), "### `TestSubscribe/slow_reader` leaves "));
}

TEST_CASE("markdown: no line begins with words of the code under test")
{
  const std::string text =
      render_markdown(verdicts::hostile_markdown(), verdicts::hostile_context());
  for (const std::string_view line : text::split(text, '\n')) {
    CAPTURE(std::string(line));
    CHECK_FALSE(line.starts_with("/close"));
    CHECK_FALSE(line.starts_with("/approve"));
    CHECK_FALSE(line.starts_with("@"));
  }
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK_FALSE(holds(text, "\xe2\x80\xae"));
}

TEST_CASE("markdown: each line is a link to the commit's, where its address is known")
{
  Verdict verdict = verdicts::several();
  ReportContext context = verdicts::context();
  CHECK_FALSE(holds(render_markdown(verdict, context), "](https://"));
  context.line_url = "https://git.example.com/o/r/blob/abc/{file}#L{line}";
  const std::string text = render_markdown(verdict, context);
  CHECK(holds(text, "[broker/broker\\_test.go:88](https://git.example.com/o/r/blob/abc/broker/"
                    "broker_test.go#L88)"));
  CHECK(
      holds(text, "[broker/hub.go:141](https://git.example.com/o/r/blob/abc/broker/hub.go#L141)"));
  // Names that would end the link, or the cell of a table, do neither.
  verdict.findings.resize(1);
  verdict.findings[0].started.file = "a|b) [x](y)/{line}.go";
  const std::string hostile = render_markdown(verdict, context);
  CHECK(holds(hostile, "/blob/abc/a%7Cb%29%20%5Bx%5D%28y%29/%7Bline%7D.go#L141)"));
}
