#include "gate/app/line/printed_pages.hpp"
#include "tests/unit/app/line/given.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace leakgate;
using namespace leakgate::test;

namespace {

std::string
error_of(std::vector<std::string> words)
{
  words.insert(words.begin(), "report");
  const auto line = parse(words);
  return line ? "no error" : line.error();
}

} // namespace

TEST_CASE("report options: results and options in any order, values joined or behind")
{
  const auto line =
      parse({"report", "--base=main.json", "a.json", "--report", "junit=x.xml", "b.json",
             "--attach", "page.html", "--comment-key=linux", "--require-delivery", "--quiet"});
  REQUIRE(line);
  const ReportingOptions& options = line->options;
  CHECK(line->operands == std::vector<std::string>{"a.json", "b.json"});
  CHECK(options.reports == std::vector<ReportRequest>{{"junit", "x.xml"}});
  CHECK(given(*line, "--attach") == std::vector<std::string>{"page.html"});
  CHECK(options.base == "main.json");
  CHECK(options.comment_key == "linux");
  CHECK(options.require_delivery);
  CHECK(options.loudness == Loudness::quiet);
}

TEST_CASE("report options: slips are told with what to do")
{
  CHECK(error_of({}) == "report: expected RESULT.json, got nothing (write it with leakgate test "
                        "--report json=PATH)");
  CHECK(error_of({"a.json", "--repotr=x"}) ==
        "report: unknown option \"--repotr=x\" (did you mean \"--report\"?)");
  CHECK(error_of({"a.json", "-x"}) ==
        "report: unknown option \"-x\" (it knows --report, --base, --attach, --comment-key, "
        "--require-delivery, --quiet, --verbose)");
  CHECK(error_of({"a.json", "--base"}) ==
        "report: expected RESULT.json behind --base, got nothing");
  CHECK(error_of({"a.json", "--quiet", "--verbose"}) == "--quiet and --verbose: choose one");
  CHECK(error_of({"a.json", "--attach", "a]b"}) ==
        "--attach: expected a path without [, ] and |, got \"a]b\" (CI systems read it as "
        "[[ATTACHMENT|path]])");
  CHECK(error_of({"a.json", "--report", "github-comment=x"}) ==
        "--report: github-comment goes to a server and takes no file, got \"github-comment=x\"");
}

TEST_CASE("report options: the help names every option")
{
  const auto line = parse({"report", "a.json", "--help"});
  REQUIRE(line);
  CHECK(line->command == &k_help_command);
  for (const char* option : {"--report NAME[=PATH]", "--attach FILE", "--base RESULT.json",
                             "--comment-key KEY", "--require-delivery", "--quiet", "--verbose"}) {
    CAPTURE(option);
    CHECK(help_page(k_report_command).find(option) != std::string::npos);
  }
}
