#include "tests/unit/reporters/verdict_builders.hpp"
#include "tests/unit/reporters/verdicts.hpp"

/// What tries to become more than text in a comment.
namespace verdicts {

using namespace leakgate;

const std::string&
hostile_words()
{
  static const std::string words =
      "`` @octocat @org/team #12 GH-12 org/repo#1 org/repo@abcdef1 deadbeefcafe "
      "<img src=x onerror=alert(1)> <script>x</script> </details></summary> <!-- -- "
      "[l](http://evil.example) ![i](http://evil.example/i.png) [r]: http://evil.example "
      "https://evil.example www.evil.example ftp://evil.example a@evil.example "
      "mailto:a@evil.example <http://evil.example> "
      "`code` ``` ~~~ |cell| **b** __b__ ~~s~~ $x$ $`y`$ :smile: &lt;b&gt; &#64;octocat "
      "\\@octocat \\` [^1] !3 %4 ~bug &5 \xe2\x80\xae" // turns the writing direction
      "evil\n# heading\n\n- item\n1. one\n> quote\n---\n/close\n```\n    code `";
  return words;
}

Verdict
hostile_markdown()
{
  const std::string& words = hostile_words();
  Verdict v = several();
  v.reason = words;
  v.go_version = words;
  Finding& f = v.findings.front();
  f.rule = words;
  f.test = words;
  f.leakers = {{words, 1}, {"- [ ] " + words, 2}};
  f.package = words;
  f.message = "1. " + words;
  f.fix = "- " + words;
  f.fingerprint = words;
  f.at = {words, words, 1};
  f.started = {words, "broker/" + words, 2};
  f.blocked = {words, "$GOROOT/" + words, 3};
  f.stack = {{words, words, 3}};
  v.findings[1].disposition = Disposition::baseline;
  v.findings[1].message = words;
  v.findings[1].disposition_reason = words;
  v.problems = {{words, words}};
  v.packages.front().import_path = words;
  v.packages.front().note = words;
  v.packages.back().judged = false;
  v.packages.back().note = words;
  v.run.packages.front().import_path = words;
  v.run.packages.front().tests.front().name = words;
  add_hostile_policy(v, words);
  v.metrics[words] = 1;
  v.rules.clear();
  return v;
}

ReportContext
hostile_context()
{
  return {[](const std::string&, int) { return "\t/approve " + hostile_words(); }};
}

} // namespace verdicts
