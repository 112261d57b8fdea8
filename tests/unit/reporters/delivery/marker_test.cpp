#include "reporters/delivery/marker.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>

using leakgate::CiRun;
using leakgate::is_older;
using leakgate::is_same_job;
using leakgate::Marker;
using leakgate::read_marker;
using leakgate::write_marker;

namespace {

CiRun
run(std::string key, std::uint64_t id, std::uint64_t attempt = 1)
{
  CiRun out;
  out.key = std::move(key);
  out.id = id;
  out.attempt = attempt;
  return out;
}

Marker
marker(std::string key)
{
  Marker out{"comment", run(std::move(key), 7), "", "leaks"};
  out.run.commit = "0123abcd";
  return out;
}

} // namespace

TEST_CASE("marker: what is written is what GitHub hides and what is read back")
{
  const std::string line = write_marker(marker("ci/test"));
  CHECK(line == "<!-- leakgate v1 kind=comment key=ci%2Ftest run=7 attempt=1 commit=0123abcd "
                "state=leaks -->\n");
  CHECK(read_marker(line + "text") == marker("ci/test"));
  CHECK(read_marker("<!-- leakgate v1 kind=comment run=7 attempt=1 -->").value().run == run("", 7));
}

TEST_CASE("marker: no value can end the comment or the line")
{
  for (const char* key : {"a -->b", "--", "a--b->", "---->", "x\n-->\r\n", "<!--", "% =&", "é 💥",
                          "state=clear", "- - -", "-", "\t\v"}) {
    CAPTURE(key);
    const std::string line = write_marker(marker(key));
    CHECK(line.find("-->") == line.size() - 4);
    CHECK(line.find("--", 4) == line.size() - 4);
    CHECK(line.find('\n') == line.size() - 1);
    CHECK(read_marker(line) == marker(key));
  }
}

TEST_CASE("marker: a long key is cut, and the job is found again all the same")
{
  const CiRun job = run(std::string(5000, 'x'), 1);
  const std::string line = write_marker({"comment", job, "", "leaks"});
  CHECK(line.size() < 500);
  CHECK(is_same_job(job, read_marker(line).value()));
  CHECK_FALSE(is_same_job(run("x", 1), read_marker(line).value()));
}

TEST_CASE("marker: line ends of the server's own are read")
{
  CHECK(read_marker("<!-- leakgate v1 kind=line run=1 attempt=2 fingerprint=v1%3Aab -->\r\ntext")
            .value()
            .fingerprint == "v1:ab");
}

TEST_CASE("marker: names of a later version are left out")
{
  CHECK(read_marker("<!-- leakgate v1 kind=comment colour=red run=7 attempt=1 -->\n")
            .value()
            .run.id == 7);
}

TEST_CASE("marker: what is none, or damaged, is not read")
{
  for (const char* body : {
           "",
           "text\n<!-- leakgate v1 kind=comment run=7 attempt=1 -->",
           " <!-- leakgate v1 kind=comment run=7 attempt=1 -->",
           "> <!-- leakgate v1 kind=comment run=7 attempt=1 -->",
           "<!-- leakgate v2 kind=comment run=7 attempt=1 -->",
           "<!-- leakgate v10 kind=comment run=7 attempt=1 -->",
           "<!-- leakgate v1 -->",
           "<!-- leakgate v1  -->",
           "<!-- leakgate v1",
           "<!-- leakgate v1 kind=comment run=7 attempt=1",
           "<!-- leakgate v1 kind=comment run=7 attempt=1 --> text",
           "<!-- leakgate v1 kind=comment run=7 attempt=1 --> <b> -->",
           "<!-- leakgate v1 kind=comment run=7\nattempt=1 -->",
           "<!-- leakgate v1 run=7 attempt=1 -->",
           "<!-- leakgate v1 kind=comment attempt=1 -->",
           "<!-- leakgate v1 kind=comment run=7 -->",
           "<!-- leakgate v1 kind=comment run= attempt=1 -->",
           "<!-- leakgate v1 kind=comment run=-7 attempt=1 -->",
           "<!-- leakgate v1 kind=comment run=+7 attempt=1 -->",
           "<!-- leakgate v1 kind=comment run=7x attempt=1 -->",
           "<!-- leakgate v1 kind=comment run=99999999999999999999 attempt=1 -->",
           "<!-- leakgate v1 kind=comment run=7 run=8 attempt=1 -->",
           "<!-- leakgate v1 kind=comment key=%g1 run=7 attempt=1 -->",
           "<!-- leakgate v1 kind=comment run=7 attempt=1 key=% -->",
           "<!-- leakgate v1 kind=comment run=7 attempt=1 key=%2 -->",
           "<!-- leakgate v1 kind=comment run=7 attempt=1 word -->",
       }) {
    CAPTURE(body);
    CHECK_FALSE(read_marker(body));
  }
}

TEST_CASE("marker: a run is older by its number, then by its attempt")
{
  const Marker seven{"comment", run("k", 7, 2), "", ""};
  CHECK(is_older(run("k", 6, 9), seven));
  CHECK(is_older(run("k", 7, 1), seven));
  CHECK_FALSE(is_older(run("k", 7, 2), seven));
  CHECK_FALSE(is_older(run("k", 7, 3), seven));
  CHECK_FALSE(is_older(run("k", 8, 1), seven));
  const std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  CHECK_FALSE(is_older(run("k", most), {"comment", run("k", most), "", ""}));
}
