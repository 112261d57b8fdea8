#include "gate/app/line/options.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace leakgate;

namespace {

std::string
error_of(std::vector<std::string> words)
{
  words.insert(words.begin(), "report");
  const auto line = parse_command_line(words);
  return line ? "no error" : line.error();
}

} // namespace

TEST_CASE("report options: results and options in any order, values joined or behind")
{
  const auto line = parse_command_line({"report", "--base=main.json", "a.json", "--report",
                                        "junit=x.xml", "b.json", "--attach", "page.html",
                                        "--comment-key=linux", "--require-delivery", "--quiet"});
  REQUIRE(line);
  const ReportOptions& options = line->report;
  CHECK(options.results == std::vector<std::string>{"a.json", "b.json"});
  CHECK(options.reports == std::vector<ReportRequest>{{"junit", "x.xml"}});
  CHECK(options.attachments == std::vector<std::string>{"page.html"});
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
  const auto line = parse_command_line({"report", "a.json", "--help"});
  REQUIRE(line);
  CHECK(line->command == CommandLine::Command::help);
  for (const char* option : {"--report NAME[=PATH]", "--attach FILE", "--base RESULT.json",
                             "--comment-key KEY", "--require-delivery", "--quiet", "--verbose"}) {
    CAPTURE(option);
    CHECK(line->print.find(option) != std::string::npos);
  }
}
