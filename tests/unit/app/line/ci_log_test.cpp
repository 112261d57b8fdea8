#include "gate/app/line/ci_log.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using leakgate::CiLog;

namespace {

using System = CiLog::System;

constexpr std::chrono::system_clock::time_point k_now{std::chrono::seconds(1'700'000'000)};

CiLog
github()
{
  return {System::github, "f00d"};
}

} // namespace

TEST_CASE("ci log: outside of a CI system nothing is added")
{
  CiLog log;
  CHECK(log.foreign("::error ::x\n ##[group]y\n") == "::error ::x\n ##[group]y\n");
  CHECK(log.command("::notice ::mine\n") == "::notice ::mine\n");
  CHECK(log.harmless("::error ::x\n") == "::error ::x\n");
  CHECK_FALSE(log.folds());
  CHECK(log.end().empty());
}

TEST_CASE("ci log: what tests print stands behind a fence, which is put up once")
{
  CiLog log = github();
  CHECK(log.foreign("").empty());
  CHECK(log.end().empty());
  CHECK(log.foreign("::error ::x\n") == "::stop-commands::f00d\n::error ::x\n");
  CHECK(log.foreign("  ::add-mask::y\n") == "  ::add-mask::y\n");
  CHECK(log.end() == "::f00d::\n");
  CHECK(log.end().empty());
}

TEST_CASE("ci log: commands of our own count, and what follows is fenced again")
{
  CiLog log = github();
  CHECK(log.command("::notice ::a\n") == "::notice ::a\n");
  CHECK(log.foreign("x\n") == "::stop-commands::f00d\nx\n");
  CHECK(log.command("").empty());
  CHECK(log.command("::notice ::b\n::notice ::c\n") == "::f00d::\n::notice ::b\n::notice ::c\n");
  CHECK(log.foreign("y\n") == "::stop-commands::f00d\ny\n");
}

TEST_CASE("ci log: the fence ends on a line of its own")
{
  CiLog log = github();
  CHECK(log.foreign("no line end") == "::stop-commands::f00d\nno line end");
  CHECK(log.end() == "\n::f00d::\n");
  CHECK(log.foreign("x\n") == "::stop-commands::f00d\nx\n");
  CHECK(log.end() == "::f00d::\n");
}

TEST_CASE("ci log: a fold of foreign text cannot be opened or closed by it")
{
  CiLog log = github();
  CHECK(log.foreign("a\n##[endgroup]\nb ##[error]c ##[\n##") ==
        "::stop-commands::f00d\na\n## [endgroup]\nb ## [error]c ## [\n##");
}

TEST_CASE("ci log: beside the fence commands are broken wherever the runner would find them")
{
  const CiLog log = github();
  CHECK(log.harmless("::error ::x") == ": :error ::x");
  CHECK(log.harmless("a\n \t::error ::x\n\n") == "a\n \t: :error ::x\n\n");
  CHECK(log.harmless("\u00a0\u3000::error ::x\n") == "\u00a0\u3000: :error ::x\n");
  CHECK(log.harmless("x ##[add-mask]a\n::##[error]\n") == "x ## [add-mask]a\n: :## [error]\n");
  CHECK(log.harmless(":::error ::x") == ": ::error ::x");
  CHECK(log.harmless("std::string has no ::\n") == "std::string has no ::\n");
  CHECK(log.harmless("").empty());
}

TEST_CASE("ci log: GitHub folds by commands around fenced text")
{
  CiLog log = github();
  CHECK(log.folds());
  CHECK(log.foreign("x\n") == "::stop-commands::f00d\nx\n");
  CHECK(log.folded("a\n::b 100%", "::error ::y\n", k_now) ==
        "::f00d::\n::group::a ::b 100%25\n::stop-commands::f00d\n::error ::y\n::f00d::\n"
        "::endgroup::\n");
  CHECK(log.folded("next", "z\n", k_now) ==
        "::group::next\n::stop-commands::f00d\nz\n::f00d::\n::endgroup::\n");
  CHECK(log.end().empty());
}

TEST_CASE("ci log: GitLab folds by sections, each with a name of its own")
{
  CiLog log(System::gitlab, "f00d");
  CHECK(log.folds());
  CHECK(log.foreign("::error ::x\n") == "::error ::x\n");
  CHECK(log.folded("\x1b[31mtitle\nof\r two", "text\n", k_now) ==
        "\x1b[0Ksection_start:1700000000:leakgate_f00d_1[collapsed=true]\r\x1b[0Ktitle of two\n"
        "text\n\x1b[0Ksection_end:1700000000:leakgate_f00d_1\r\x1b[0K\n");
  CHECK(log.folded("b", "", k_now) ==
        "\x1b[0Ksection_start:1700000000:leakgate_f00d_2[collapsed=true]\r\x1b[0Kb\n"
        "\x1b[0Ksection_end:1700000000:leakgate_f00d_2\r\x1b[0K\n");
}
