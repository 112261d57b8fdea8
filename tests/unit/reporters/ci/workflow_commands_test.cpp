#include "gate/base/text.hpp"
#include "reporters/ci/github_output.hpp"
#include "reporters/ci/workflow_commands.hpp"
#include "tests/unit/reporters/verdicts.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace leakgate;

namespace {

struct Command
{
  std::string name;
  std::map<std::string, std::string> properties;
  std::string message;
};

std::string
replaced(std::string text, const std::vector<std::pair<std::string, std::string>>& pairs)
{
  for (const auto& [from, to] : pairs) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  }
  return text;
}

// As TryParseV2 of the runner's ActionCommand reads a line.
Command
parse(std::string_view line)
{
  Command command;
  REQUIRE(line.starts_with("::"));
  const std::size_t end = line.find("::", 2);
  REQUIRE(end != std::string_view::npos);
  const std::string_view info = line.substr(2, end - 2);
  const std::size_t space = info.find(' ');
  command.name = info.substr(0, space);
  for (const std::string_view property : text::split(info.substr(space + 1), ',')) {
    const std::size_t equals = property.find('=');
    REQUIRE(equals != std::string_view::npos);
    command.properties[std::string(property.substr(0, equals))] =
        replaced(std::string(property.substr(equals + 1)),
                 {{"%0D", "\r"}, {"%0A", "\n"}, {"%3A", ":"}, {"%2C", ","}, {"%25", "%"}});
  }
  command.message =
      replaced(std::string(line.substr(end + 2)), {{"%0D", "\r"}, {"%0A", "\n"}, {"%25", "%"}});
  return command;
}

std::vector<Command>
commands(const Verdict& verdict)
{
  const std::string text = render_workflow_commands(verdict, {});
  std::vector<Command> out;
  for (const std::string_view line : text::split(text, '\n')) {
    if (!line.empty()) {
      out.push_back(parse(line));
    }
  }
  return out;
}

} // namespace

TEST_CASE("workflow commands: escaped as the runner turns back")
{
  CHECK(workflow_commands::escape_message("100% a:b,c\r\n") == "100%25 a:b,c%0D%0A");
  CHECK(workflow_commands::escape_property("100% a:b,c\r\n") == "100%25 a%3Ab%2Cc%0D%0A");
  CHECK(workflow_commands::escape_message("%0A") == "%250A");
}

TEST_CASE("workflow commands: an error at the line of the test, with the places in its message")
{
  const std::vector<Command> all = commands(verdicts::one_leak());
  REQUIRE(all.size() == 1);
  CHECK(all[0].name == "error");
  CHECK(all[0].properties ==
        std::map<std::string, std::string>{{"file", "broker/broker_test.go"},
                                           {"line", "88"},
                                           {"endLine", "88"},
                                           {"title", "leakgate: goroutine leak"}});
  CHECK(all[0].message.starts_with("goroutine blocked forever in chan receive (proven · "));
  CHECK(all[0].message.find("\nblocked: broker.(*Hub).Subscribe.func1 at broker/hub.go:143\n") !=
        std::string::npos);
}

TEST_CASE("workflow commands: the ten worst, and how many more there are")
{
  const std::vector<Command> all = commands(verdicts::many_findings());
  REQUIRE(all.size() == 11);
  CHECK(all[9].name == "error");
  CHECK(all[10].name == "notice");
  CHECK(all[10].properties.at("title") == "leakgate: 200 leaked goroutines of 200 causes");
  CHECK(all[10].message.starts_with("190 more findings without a mark"));
}

TEST_CASE("workflow commands: never more than ten of a kind")
{
  Verdict v = verdicts::many_findings();
  const Finding entry = verdicts::loosened().findings.front();
  for (int i = 0; i < 10; ++i) {
    v.findings.push_back(entry);
  }
  const std::vector<Command> all = commands(v);
  CHECK(all.size() == 20);
  CHECK(all.back().message.starts_with("190 more findings and 1 more note without"));
}

TEST_CASE("workflow commands: notes are notices, a run without a verdict is an error")
{
  const std::vector<Command> notes = commands(verdicts::loosened());
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].name == "notice");
  CHECK(notes[0].properties.at("file") == ".leakgate.yml");
  CHECK(notes[0].properties.at("line") == "31");
  const std::vector<Command> none = commands(verdicts::no_verdict());
  REQUIRE(none.size() == 1);
  CHECK(none[0].name == "error");
  CHECK(none[0].message.starts_with("no snapshot of "));
  CHECK(render_workflow_commands(verdicts::clean(), {}).empty());
}

TEST_CASE("workflow commands: hostile names start no command and stay below what is kept")
{
  for (const Verdict& v : {verdicts::hostile(), verdicts::hostile_markdown()}) {
    for (const Command& command : commands(v)) {
      CHECK((command.name == "error" || command.name == "notice"));
      CHECK(command.message.size() < 4096);
      CHECK(command.message.find_first_of("\r\x1b") == std::string::npos);
      for (const auto& [name, value] : command.properties) {
        CHECK((name == "file" || name == "line" || name == "endLine" || name == "title"));
        CHECK(value.find('\n') == std::string::npos);
      }
    }
  }
}

TEST_CASE("github output: values a workflow can test")
{
  const std::string text = github_output(verdicts::growing());
  CHECK(text.starts_with(
      "outcome=leaks\nleaks=8\nfindings=2\nallowed=0\nbaseline=0\n"
      "below-threshold=1\nnew=\ngrown=\ngone=\nheadline=8 leaked goroutines of 2 causes\nreason=\n"
      "places<<leakgate_end\nbroker/broker_test.go:88: goroutine"));
  CHECK(text.ends_with("\nleakgate_end\n"));
  CHECK(github_output(verdicts::clean()).ends_with("reason=\nplaces=\n"));
  CHECK(github_output(verdicts::no_verdict()).find("\nreason=no snapshot of ") !=
        std::string::npos);
}

TEST_CASE("github output: no value ends before its end")
{
  CHECK(github_output_value("x", "a=b<<c") == "x=a=b<<c\n");
  CHECK(github_output_value("x", "a\nleakgate_end\ny=1") ==
        "x<<leakgate_end_0\na\nleakgate_end\ny=1\nleakgate_end_0\n");
}

namespace {

// A leak of three tests, two of them with one line.
Verdict
of_three_tests()
{
  Verdict v = verdicts::one_leak();
  Finding& f = v.findings[0];
  const Place second{"example.com/app/broker.TestB", "broker/broker_test.go", 31};
  f.leakers = {{f.test, 2}, {"TestB", 1}, {"TestB/again", 1}};
  f.leakers[0].at = f.at;
  f.leakers[1].at = second;
  f.leakers[2].at = second;
  return v;
}

} // namespace

TEST_CASE("workflow commands: a leak of several tests has a mark at the line of each")
{
  const std::vector<Command> all = commands(of_three_tests());
  REQUIRE(all.size() == 2);
  CHECK(all[0].properties.at("line") == "88");
  CHECK(all[0].message.find("TestB (1 at broker/broker_test.go:31) · TestB/again") !=
        std::string::npos);
  CHECK(all[1].name == "error");
  CHECK(all[1].properties.at("file") == "broker/broker_test.go");
  CHECK(all[1].properties.at("line") == "31");
  CHECK(all[1].message.find("\ntest: TestB at broker/broker_test.go:31\n") != std::string::npos);
}

TEST_CASE("workflow commands: each leak has its mark before a further test of another has")
{
  Verdict v = of_three_tests();
  const Finding one = verdicts::one_leak().findings[0];
  v.findings.insert(v.findings.end(), 8, one);
  std::vector<Command> all = commands(v);
  REQUIRE(all.size() == 10);
  CHECK(all[8].properties.at("line") == "88");
  CHECK(all[9].properties.at("line") == "31");
  v.findings.push_back(one);
  all = commands(v);
  REQUIRE(all.size() == 10);
  CHECK(all[9].properties.at("line") == "88");
}
