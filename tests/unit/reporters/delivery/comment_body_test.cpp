#include "gate/base/text.hpp"
#include "reporters/delivery/comment_body.hpp"
#include "reporters/delivery/comment_footer.hpp"
#include "reporters/delivery/marker.hpp"
#include "reporters/markdown/report.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace leakgate;

namespace {

constexpr std::size_t k_limit = 65536;

CiRun
run()
{
  return {"ci / test",
          7,
          2,
          "0123456789abcdef0123456789abcdef01234567",
          "https://github.com/o/r/actions/runs/7",
          "https://github.com/o/r/commit/0123456"};
}

CiRun
hostile_run()
{
  CiRun out;
  out.key = "--> @everyone <img src=x> | `a` ](javascript:x)\n# k";
  out.id = 1;
  out.commit = "<b>--></b>";
  out.url = "javascript:alert(1)";
  out.commit_url = "https://x.example/)<script>";
  return out;
}

std::string
body(const Verdict& verdict, const CiRun& of, std::size_t limit = k_limit)
{
  return comment_body(verdict, verdicts::context(), of, CommentState::speaks, limit);
}

bool
holds(const std::string& text, std::string_view part)
{
  return text.find(part) != std::string::npos;
}

std::size_t
count(const std::string& text, std::string_view part)
{
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

constexpr std::string_view k_footer =
    "\n<sub>ci / test · commit [`0123456`](https://github.com/o/r/commit/0123456) · "
    "[run](https://github.com/o/r/actions/runs/7)";

} // namespace

TEST_CASE("comment_body: marker, verdict, footer")
{
  Verdict verdict = verdicts::one_leak();
  verdict.roots.modules = {{"example.com/app", "/src/app"}};
  CHECK(body(verdict, run()) ==
        "<!-- leakgate v1 kind=comment key=ci%20%2F%20test run=7 attempt=2 "
        "commit=0123456789abcdef0123456789abcdef01234567 state=leaks -->\n" +
            render_markdown(verdict, verdicts::context()) + std::string(k_footer) +
            " · to see it locally: `leakgate test ./broker -run '^TestSubscribe$'`</sub>\n");
}

TEST_CASE("comment_body: the state is in the marker")
{
  CHECK(read_marker(body(verdicts::no_verdict(), run()))->state == "no_verdict");
  CHECK(read_marker(body(verdicts::one_leak(), run()))->run.id == 7);
}

TEST_CASE("comment_body: all clear is three lines")
{
  const std::string text =
      comment_body(verdicts::clean(), verdicts::context(), run(), CommentState::all_clear, k_limit);
  const std::size_t begin = text.find('\n') + 1;
  CHECK(read_marker(text)->state == "clear");
  CHECK(text.substr(begin) ==
        "## ✅ leakgate: all clear\n\n"
        "An earlier run had something to report here, this one has nothing: 2 packages judged · 4 "
        "tests.\n" +
            std::string(k_footer) + "</sub>\n");
}

TEST_CASE("comment_body: what the environment says cannot break out either")
{
  const std::string text = body(verdicts::one_leak(), hostile_run());
  const std::string footer = text.substr(text.rfind("\n<sub>") + 1);
  CHECK(count(footer, "\n") == 1);
  CHECK(count(footer, "<") == 2);
  CHECK_FALSE(holds(footer, "@e"));
  CHECK(count(footer, "](") == count(footer, "\\]("));
  CHECK_FALSE(holds(footer, "run]"));
  CHECK_FALSE(holds(footer, "commit"));
  CHECK(text.find("-->") == text.find('\n') - 3);
}

TEST_CASE("comment_body: a hostile verdict leaves the marker and the footer as they are")
{
  for (const Verdict& verdict : {verdicts::hostile(), verdicts::hostile_markdown()}) {
    const std::string text =
        comment_body(verdict, verdicts::hostile_context(), run(), CommentState::speaks, k_limit);
    CHECK(read_marker(text)->run.key == "ci / test");
    CHECK(text.ends_with("</sub>\n"));
    CHECK(count(text, "\n<sub>") == 1);
    CHECK(text::valid_utf8(text) == text);
  }
}

TEST_CASE("comment_body: never longer than the limit, whole at its end")
{
  const Verdict verdict = verdicts::many_findings();
  for (const std::size_t limit : {800, 1000, 1500, 3000, 10'000, 65'536}) {
    const std::string text = body(verdict, run(), limit);
    CAPTURE(limit);
    CHECK(text.size() <= limit);
    CHECK(read_marker(text));
    CHECK(text.ends_with("</sub>\n"));
    CHECK(text::valid_utf8(text) == text);
    CHECK(count(text, "<details>") == count(text, "</details>"));
    CHECK(count(text, "\n```") % 2 == 0);
  }
}

TEST_CASE("comment_body: without an address there is no link, without a commit no commit")
{
  CiRun plain;
  plain.key = "test";
  plain.id = 1;
  CHECK(comment_footer(plain, "") == "\n<sub>test</sub>\n");
  plain.commit = "0123456789";
  CHECK(comment_footer(plain, "") == "\n<sub>test · commit `0123456`</sub>\n");
  CHECK(comment_footer(CiRun(), "").empty());
}

TEST_CASE("local_command: only what means nothing to a shell")
{
  SourceRoots roots;
  roots.modules = {{"example.com/app", "/src/app"}};
  Finding finding;
  finding.package = "example.com/app/a-b/c.d";
  finding.test = "TestX/sub test";
  CHECK(local_command(finding, roots) == "leakgate test ./a-b/c.d -run '^TestX$'");
  finding.package = "example.com/app";
  CHECK(local_command(finding, roots) == "leakgate test . -run '^TestX$'");
  finding.package = "example.com/apple";
  CHECK(local_command(finding, roots) == "leakgate test example.com/apple -run '^TestX$'");
  finding.test.clear();
  CHECK(local_command(finding, {}) == "leakgate test example.com/apple");
  for (const char* package : {"", "-exec=sh", "a b", "a;b", "$(x)", "a'b", "a\nb", "`x`", "a&b"}) {
    CAPTURE(package);
    finding.package = package;
    CHECK(local_command(finding, roots).empty());
  }
  finding.package = "a";
  for (const char* test : {"Test'; rm", "Test$(x)", "Test X", "Test\"", "Test`x`"}) {
    CAPTURE(test);
    finding.test = test;
    CHECK(local_command(finding, roots).empty());
  }
}

TEST_CASE("line_comment_body: one finding, cut from the back")
{
  const Verdict verdict = verdicts::one_leak();
  const Finding& finding = verdict.findings.front();
  const auto cut = [&](std::size_t limit) {
    return line_comment_body(finding, verdict, verdicts::context(), run(), limit);
  };
  const std::string whole = cut(k_limit);
  const Marker marker = read_marker(whole).value();
  CHECK(marker.kind == "line");
  CHECK(marker.fingerprint == finding.fingerprint);
  CHECK(marker.state == "leaks");
  CHECK(holds(whole, "\n### leakgate: `TestSubscribe/slow_reader` leaves 1 goroutine"));
  CHECK(holds(whole, "for m := range ch {"));
  CHECK(holds(whole, k_footer));

  const std::string no_sources = cut(whole.size() - 1);
  CHECK_FALSE(holds(no_sources, "for m := range ch {"));
  CHECK(holds(no_sources, "Evidence"));
  const std::string no_stack = cut(no_sources.size() - 1);
  CHECK_FALSE(holds(no_stack, "Evidence"));
  CHECK(holds(no_stack, "started"));
  const std::string least = cut(no_stack.size() - 1);
  CHECK_FALSE(holds(least, "started"));
  CHECK(holds(least, "goroutine blocked"));
  CHECK(least.ends_with("</sub>\n"));
}

TEST_CASE("line_clear_body: gone, with what it was")
{
  const Verdict verdict = verdicts::one_leak();
  const std::string old = line_comment_body(verdict.findings.front(), verdict, verdicts::context(),
                                            hostile_run(), k_limit);
  const std::string text = line_clear_body(old, run(), k_limit);
  const Marker marker = read_marker(text).value();
  CHECK(marker.kind == "line");
  CHECK(marker.fingerprint == verdict.findings.front().fingerprint);
  CHECK(marker.state == "clear");
  CHECK(marker.run.id == 7);
  CHECK(holds(text, "✅ **leakgate: gone** as of commit "
                    "[`0123456`](https://github.com/o/r/commit/0123456)\n\n"
                    "<details><summary>What it was</summary>\n\n### leakgate: "
                    "`TestSubscribe/slow_reader` leaves 1 goroutine"));
  CHECK(count(text, "<!--") == 1);
  CHECK(count(text, "<sub>") == 1);
  CHECK(text.ends_with("</sub>\n"));

  SUBCASE("again, it does not grow")
  {
    CHECK(line_clear_body(text, run(), k_limit) == text);
  }
  SUBCASE("a server's line ends")
  {
    std::string with_cr = old;
    for (std::size_t at = 0; (at = with_cr.find('\n', at)) != std::string::npos; at += 2) {
      with_cr.replace(at, 1, "\r\n");
    }
    CHECK(line_clear_body(with_cr, run(), k_limit) == text);
  }
  SUBCASE("what does not fit is left out whole")
  {
    const std::string cut = line_clear_body(old, run(), text.size() - 1);
    CHECK_FALSE(holds(cut, "<details>"));
    CHECK(holds(cut, "leakgate: gone"));
  }
  SUBCASE("bodies that are not ours to understand")
  {
    for (const char* odd : {"", "text", "<!-- leakgate v1 kind=line run=1 attempt=1 -->",
                            "<!-- leakgate v1 kind=line run=1 attempt=1 state=clear -->\nx"}) {
      CHECK(read_marker(line_clear_body(odd, run(), k_limit))->state == "clear");
    }
  }
}
