#include "tests/e2e/gate_run.hpp"

#include <doctest/doctest.h>

// `leakgate flags`, `leakgate doctor` and --self-check, each with what makes them say no.
namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;

// A module whose test leaks, or not, as its argument says.
struct Module
{
  Scratch scratch{"module"};

  explicit Module(bool leaks)
  {
    write_text(scratch.path() / "go.mod", "module example.com/m\n\ngo 1.24\n");
    write_text(scratch.path() / "m_test.go",
               std::string("package m\n\nimport (\n\t\"fmt\"\n\t\"testing\"\n)\n\n"
                           "func TestIt(t *testing.T) {\n\tfmt.Println(\"a word\")\n") +
                   (leaks ? "\tgo func() { select {} }()\n}\n" : "}\n"));
    write_text(scratch.path() / ".leakgate.yml",
               "version: 1\nsettle: 200ms\nconfirm:\n  rounds: 2\n");
  }

  [[nodiscard]] Ended
  run_here(const std::vector<std::string>& argv,
           const std::map<std::string, std::string>& environment = {}) const
  {
    Start start;
    start.argv = argv;
    start.directory = scratch.path();
    start.environment = base_environment();
    for (const auto& [name, value] : environment) {
      start.environment[name] = value;
    }
    return run(start);
  }

  [[nodiscard]] Ended
  go_test(const std::string& more = "") const
  {
    return run_here(
        {"sh", "-c", "go test " + more + " $(" + options().leakgate.string() + " flags) ./..."});
  }
};

// A GOROOT whose go command takes no overlay: a gate that sees nothing.
std::map<std::string, std::string>
blind_go(const Module& module, const Scratch& folder)
{
  const Ended env = module.run_here({"go", "env", "GOROOT"});
  const std::string real = env.out.substr(0, env.out.find('\n'));
  const fs::path root = folder.path() / "go";
  fs::create_directories(root / "bin");
  for (const auto& entry : fs::directory_iterator(real)) {
    if (entry.path().filename() != "bin") {
      fs::create_symlink(entry.path(), root / entry.path().filename());
    }
  }
  write_text(root / "bin/go",
             "#!/bin/sh\nif [ \"$1\" = env ]; then\n  " + real + "/bin/go \"$@\" | sed 's#" + real +
                 "#" + root.string() +
                 "#'; exit\nfi\nfor word; do\n  shift\n  case $word in -overlay=*) ;;"
                 " *) set -- \"$@\" \"$word\" ;; esac\ndone\nexec " +
                 real + "/bin/go \"$@\"\n");
  fs::permissions(root / "bin/go", fs::perms::owner_all);
  const char* const path = std::getenv("PATH");
  return {{"PATH", (root / "bin").string() + ":" + (path == nullptr ? "" : path)}};
}

} // namespace

TEST_CASE("doctor: flags make plain go test fail for a leak, and only for one")
{
  const Module leaky(true);
  const Ended red = leaky.go_test();
  INFO(shown(red));
  CHECK(red.code == 1);
  CHECK(red.out.find("a word") != std::string::npos);
  CHECK(red.out.find("m_test.go:10") != std::string::npos);
  CHECK(red.out.find("growing") != std::string::npos); // it ran again, in the same binary
  CHECK(red.out.find("FAIL\texample.com/m") != std::string::npos);
  CHECK(red.out.find('\x01') == std::string::npos);
  const Ended events = leaky.go_test("-json");
  CHECK(events.code == 1);
  CHECK(events.out.find(R"("Action":"pass","Package":"example.com/m","Test":"TestIt")") !=
        std::string::npos);
  CHECK(events.out.find("\\u0001") == std::string::npos);
  const Module clean(false);
  const Ended green = clean.go_test();
  INFO(shown(green));
  CHECK(green.code == 0);
  CHECK(green.out.find("ok  \texample.com/m") == 0);
  // What is no test binary is run as it is, and what fails fails as it did.
  write_text(clean.scratch.path() / "cmd/main.go",
             "package main\n\nfunc main() { println(\"ran\") }\n");
  const std::string flags = "$(" + options().leakgate.string() + " flags) ";
  CHECK(clean.run_here({"sh", "-c", "go run " + flags + "./cmd"}).err.find("ran") !=
        std::string::npos);
  CHECK(clean.go_test("-list .").out.find("TestIt") != std::string::npos);
}

TEST_CASE("doctor: flags need a module")
{
  const Scratch nowhere("nowhere");
  Start start;
  start.argv = {options().leakgate, "flags"};
  start.directory = nowhere.path();
  start.environment = base_environment();
  const Ended ended = run(start);
  CHECK(ended.code == 2);
  CHECK(ended.out.empty());
}

TEST_CASE("doctor: plants a leak of each kind, sees it, and sees that it is gone")
{
  const Module module(false);
  const Ended ended = module.run_here({options().leakgate, "doctor"});
  INFO(shown(ended));
  CHECK(ended.code == 0);
  for (const char* line :
       {"ok    go ", "ok    insertion points", "ok    configuration    .leakgate.yml",
        "ok    goroutine leak   planted, and the gate turned red (exit code 1)",
        "ok    goroutine leak   taken out, and the gate turned green (exit code 0)",
        "ok    heap leak        planted, and the gate turned red (exit code 1)",
        "ok    heap leak        taken out, and the gate turned green (exit code 0)"}) {
    CHECK(ended.out.find(line) != std::string::npos);
  }
}

TEST_CASE("doctor: says what is wrong, and never a token")
{
  const Module module(false);
  write_text(module.scratch.path() / ".leakgate.yml", "version: 1\ntreshold: 3\n");
  const Ended ended =
      module.run_here({options().leakgate, "doctor"}, {{"GITHUB_ACTIONS", "true"},
                                                       {"GITHUB_REPOSITORY", "o/r"},
                                                       {"GITHUB_API_URL", "http://127.0.0.1:1"},
                                                       {"GITHUB_TOKEN", "secret-of-mine"},
                                                       {"GOTOOLCHAIN", "go0.1"}});
  INFO(shown(ended));
  CHECK(ended.code == 3);
  CHECK(ended.out.find("fail  configuration") != std::string::npos);
  CHECK(ended.out.find("fail  token") != std::string::npos);
  CHECK(ended.out.find("fail  go ") != std::string::npos);
  CHECK(shown(ended).find("secret-of-mine") == std::string::npos);
}

TEST_CASE("doctor: a gate that sees nothing is told, before a suite could look green")
{
  const Module module(false);
  const Scratch folder("goroot");
  const auto blind = blind_go(module, folder);
  const Ended ended = module.run_here({options().leakgate, "doctor"}, blind);
  INFO(shown(ended));
  CHECK(ended.code == 3);
  CHECK(ended.out.find("fail  goroutine leak   planted, and not seen") != std::string::npos);
  const Ended checked =
      module.run_here({options().leakgate, "test", "--self-check", "./..."}, blind);
  INFO(shown(checked));
  CHECK(checked.code == 3);
  CHECK(checked.err.find("--self-check: the planted leak was not seen") != std::string::npos);
  CHECK(checked.out.find("a word") == std::string::npos);
  const Ended seen = module.run_here({options().leakgate, "test", "--self-check", "./..."});
  INFO(shown(seen));
  CHECK(seen.code == 0);
  CHECK(seen.out.find("checked   a planted leak turned the gate red\n") != std::string::npos);
}

TEST_CASE("doctor: an option of ours with one dash is told behind the failure that it makes")
{
  const Module module(false);
  const Ended refused =
      module.run_here({options().leakgate, "test", "./...", "-settle=300ms", "--confirm=off"});
  INFO(shown(refused));
  CHECK(refused.code == 4);
  CHECK(refused.err.find("leakgate: -settle: went to go test, as it has one dash (leakgate's own "
                         "option is --settle)") != std::string::npos);
  // A flag of the tests' own is nobody's slip.
  write_text(module.scratch.path() / "flag_test.go",
             "package m\n\nimport \"flag\"\n\nvar _ = flag.String(\"config\", \"\", \"\")\n");
  const Ended taken =
      module.run_here({options().leakgate, "test", "./...", "-config=x", "--confirm=off"});
  INFO(shown(taken));
  CHECK(taken.code == 0);
  CHECK(taken.err.find("-config") == std::string::npos);
}

} // namespace leakgate::e2e
