#include "reporters/ci/github_output.hpp"
#include "reporters/html/page.hpp"
#include "reporters/wording/delta.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

std::string
text_of(const Verdict& verdict)
{
  const std::optional<Delta> delta = delta_of(verdict);
  return delta ? std::string(delta->against) + ": " + to_text(*delta) : "none";
}

} // namespace

TEST_CASE("delta: against the base, else against the baseline")
{
  CHECK(text_of(verdicts::one_leak()) == "none");
  CHECK(text_of(verdicts::with_baseline()) ==
        "baseline: 1 grown, 3 known, 7 gone, 1 with fewer goroutines");
  CHECK(text_of(verdicts::with_base()) == "base: 1 new, 1 grown, 102 gone");
  Verdict both = verdicts::with_baseline();
  both.base = BaseComparison();
  both.findings.front().base = BaseMark::known;
  CHECK(text_of(both) == "base: nothing new, 1 known");
}

TEST_CASE("delta: a leak that the baseline does not have is new")
{
  Verdict v = verdicts::with_baseline();
  v.findings.front().baseline_count.reset();
  CHECK(text_of(v) == "baseline: 1 new, 3 known, 7 gone, 1 with fewer goroutines");
}

TEST_CASE("delta: outputs of a step say nothing where there is nothing to compare with")
{
  CHECK(github_output(verdicts::one_leak()).find("\nnew=\ngrown=\ngone=\n") != std::string::npos);
  CHECK(github_output(verdicts::with_base()).find("\nnew=1\ngrown=1\ngone=102\n") !=
        std::string::npos);
}

TEST_CASE("delta: the HTML page says it, marks each finding and lists what is gone")
{
  const std::string page = render_html(verdicts::with_base(), verdicts::context());
  CHECK(page.find("Against the base: <strong>1 new, 1 grown, 102 gone</strong>") !=
        std::string::npos);
  CHECK(page.find("\"base\":\"new\"") != std::string::npos);
  CHECK(page.find("\"base\":\"grown\"") != std::string::npos);
  CHECK(page.find("Reported in <code>main.json</code>") != std::string::npos);
  CHECK(page.find("broker/publish_test.go:109") != std::string::npos);
  CHECK(page.find("and 2 more") != std::string::npos);
  CHECK(render_html(verdicts::one_leak(), verdicts::context()).find("class=\"delta\"") ==
        std::string::npos);
}
