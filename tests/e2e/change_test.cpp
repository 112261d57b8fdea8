#include "tests/e2e/gate_run.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <algorithm>

// What fails with --new-from-rev: leaks that a change has brought, and no older ones.
namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* k_worker = R"(package worker

type W struct{ quit, jobs chan int }

func New() *W {
	w := &W{make(chan int), make(chan int)}
	go w.loop()
	return w
}

func (w *W) loop() {
	for {
		select {
		case <-w.jobs:
		case <-w.quit:
			return
		}
	}
}

func (w *W) Close() { close(w.quit) }
)";

constexpr const char* k_worker_test = R"(package worker

import "testing"

func TestW(t *testing.T) {
	w := New()
	t.Log("works")
	w.Close()
}
)";

// A leak of its own, of which nothing ever changes.
constexpr const char* k_old_test = R"(package old

import "testing"

func TestOld(t *testing.T) { go func() { select {} }() }
)";

constexpr const char* k_no_leak_test = "package new\n\nimport \"testing\"\n\n"
                                       "func TestNone(t *testing.T) {}\n";
constexpr const char* k_leak = "\nfunc TestNew(t *testing.T) { go func() { select {} }() }\n";

using Files = std::map<std::string, std::string>;

// A repository with an old leak in `old`, and with what a test adds; the change is judged against
// the branch `base`.
struct Repository
{
  Scratch scratch{"repository"};
  fs::path root = scratch.path() / "r";

  explicit Repository(const Files& files)
  {
    write("go.mod", "module example.com/r\n\ngo 1.24\n");
    write("old/old_test.go", k_old_test);
    for (const auto& [name, text] : files) {
      write(name, text);
    }
    git("init -q -b base");
    commit();
    git("checkout -qb change");
  }

  void
  write(const std::string& name, const std::string& text) const
  {
    fs::create_directories((root / name).parent_path());
    write_text(root / name, text);
  }

  void
  change(const std::string& name, const std::string& from, const std::string& to) const
  {
    std::string text = slurp(root / name);
    REQUIRE(text.find(from) != std::string::npos);
    write(name, text.replace(text.find(from), from.size(), to));
  }

  void
  shell(const std::string& words) const
  {
    Start start;
    start.argv = {"sh", "-c", words};
    start.directory = root;
    const Ended ended = run(start);
    REQUIRE_MESSAGE(ended.code == 0, shown(ended));
  }

  void
  git(const std::string& words) const
  {
    shell("git -c user.name=n -c user.email=e@x -c commit.gpgsign=false "
          "-c protocol.file.allow=always " +
          words);
  }

  void
  commit() const
  {
    git("add -A");
    git("commit -qm change");
  }

  [[nodiscard]] GateRun
  gate(const std::string& folder = ".", const std::vector<std::string>& args = {},
       const std::map<std::string, std::string>& env = {}) const
  {
    std::vector<std::string> all = {"--new-from-rev=base", "--settle=200ms", "--confirm=off",
                                    "./..."};
    all.insert(all.end(), args.begin(), args.end());
    return run_gate(root / folder, all, env);
  }
};

// Of each test what became of the leak that it left.
std::map<std::string, std::string>
dispositions(const GateRun& gate)
{
  std::map<std::string, std::string> out;
  for (const json& finding : gate.result.value("findings", json::array())) {
    if (finding.value("kind", "") == "goroutine") {
      out[finding.value("test", "")] = finding.value("disposition", "");
    }
  }
  return out;
}

using Dispositions = std::map<std::string, std::string>;
const Dispositions k_new_only = {{"TestNew", "reported"}, {"TestOld", "below_threshold"}};

void
check_new_only(const GateRun& gate)
{
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 1);
  CHECK(dispositions(gate) == k_new_only);
}

} // namespace

TEST_CASE("change: only leaks that it brought fail, and the older ones are shown")
{
  const Repository repository(Files{{"new/new_test.go", k_no_leak_test}});
  const GateRun before = repository.gate();
  INFO(shown(before.ended));
  CHECK(before.ended.code == 0);
  CHECK(before.ended.out.find("older     old/old_test.go:5 goroutine still blocked") !=
        std::string::npos);
  CHECK(before.ended.out.find("a change elsewhere makes older code leak") != std::string::npos);
  // In a file that was there, in one that git does not know yet, and in one that it ignores.
  repository.write("new/new_test.go", std::string(k_no_leak_test) + k_leak);
  check_new_only(repository.gate());
  repository.write("new/new_test.go", k_no_leak_test);
  repository.write("new/gen_test.go", "package new\n\nimport \"testing\"\n" + std::string(k_leak));
  check_new_only(repository.gate());
  repository.write(".gitignore", "gen_test.go\n");
  check_new_only(repository.gate());
  const GateRun unknown = repository.gate(".", {"--new-from-rev=no-such-branch"});
  CHECK(unknown.ended.code == 2);
  CHECK(unknown.ended.err.find("expected a revision that shares history with HEAD") !=
        std::string::npos);
}

TEST_CASE("change: one function of a file changes, and what leaks in the others is older")
{
  const std::string other = "package new\n\nimport \"testing\"\n\nfunc TestOther(t *testing.T) { "
                            "go func() { select {} }() }\n\nvar x = 1\n";
  const Repository repository(Files{{"new/new_test.go", other}});
  repository.write("new/new_test.go", other + k_leak);
  const GateRun gate = repository.gate();
  INFO(shown(gate.ended));
  CHECK(dispositions(gate) == Dispositions{{"TestNew", "reported"},
                                           {"TestOld", "below_threshold"},
                                           {"TestOther", "below_threshold"}});
}

TEST_CASE("change: neither attributes of the checkout nor settings of git hide changed lines")
{
  const Repository repository(Files{{"new/new_test.go", k_no_leak_test}});
  repository.write("new/new_test.go", std::string(k_no_leak_test) + k_leak);
  SUBCASE("files that are not to be compared")
  {
    repository.write(".gitattributes", "*_test.go -diff\n");
    repository.commit();
  }
  SUBCASE("files that git compares in another form")
  {
    repository.git("config filter.own.clean 'head -n 3'");
    repository.write(".gitattributes", "new_test.go filter=own\n");
    repository.commit();
  }
  SUBCASE("files that git compares by another program")
  {
    repository.git("config diff.own.command true");
    repository.git("config diff.own.textconv true");
    repository.write(".gitattributes", "*_test.go diff=own\n");
    repository.commit();
  }
  SUBCASE("settings of the user")
  {
    repository.commit();
    for (const char* setting : {"noprefix true", "mnemonicPrefix true", "relative true",
                                "orderFile /none", "external true", "context 9"}) {
      repository.git("config diff." + std::string(setting));
    }
    repository.git("config color.diff always");
  }
  check_new_only(repository.gate());
  check_new_only(repository.gate("new", {"../old"}));
}

TEST_CASE("change: the environment does not say which repository, and how names are meant")
{
  const Repository repository(Files{{"new/new_test.go", k_no_leak_test}});
  repository.write("new/new_test.go", std::string(k_no_leak_test) + k_leak);
  repository.git("init -q ../other");
  const std::string other = (repository.root / "../other/.git").string();
  for (const auto& [name, value] :
       std::map<std::string, std::string>{{"GIT_DIR", other},
                                          {"GIT_EXTERNAL_DIFF", "true"},
                                          {"GIT_LITERAL_PATHSPECS", "1"},
                                          {"GIT_GLOB_PATHSPECS", "1"},
                                          {"GIT_INDEX_FILE", other + "/index"}}) {
    INFO(name);
    check_new_only(repository.gate(".", {}, {{name, value}}));
  }
}

TEST_CASE("change: a module beside this one that it is built with")
{
  const std::string lib = "package lib\n\nfunc New() chan int {\n\treturn make(chan int)\n}\n";
  const Repository repository(Files{
      {"app/go.mod", "module example.com/app\n\ngo 1.24\n\nrequire example.com/lib v0.0.0\n\n"
                     "replace example.com/lib => ../lib\n"},
      {"app/app_test.go", "package app\n\nimport (\n\t\"testing\"\n\n\t\"example.com/lib\"\n)\n\n"
                          "func TestNew(t *testing.T) { lib.New() }\n\n"
                          "func TestOld(t *testing.T) { lib.Old() }\n"},
      {"lib/go.mod", "module example.com/lib\n\ngo 1.24\n"},
      {"lib/old.go", "package lib\n\nfunc Old() {\n\tgo func() { select {} }()\n}\n"},
      {"lib/lib.go", lib}});
  repository.change("lib/lib.go", "\treturn make(chan int)",
                    "\tc := make(chan int)\n\tgo func() { c <- 1 }()\n\treturn c");
  repository.commit();
  check_new_only(repository.gate("app"));
  check_new_only(repository.gate("app", {"-trimpath"}));
}

TEST_CASE("change: what the goroutine runs, also where lines were only taken out")
{
  const Repository repository(Files{{"new/w.go", k_worker}, {"new/w_test.go", k_worker_test}});
  SUBCASE("lines of the loop")
  {
    repository.change("new/w.go", "\t\tcase <-w.quit:\n\t\t\treturn\n", "");
  }
  SUBCASE("a line of the test below the one that started it")
  {
    repository.change("new/w_test.go", "\tw.Close()\n", "\t_ = w\n");
  }
  repository.commit();
  const GateRun gate = repository.gate();
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 1);
  CHECK(dispositions(gate) == Dispositions{{"TestW", "reported"}, {"TestOld", "below_threshold"}});
}

TEST_CASE("change: files that are links, of a submodule, or named by a directive")
{
  const Repository repository(
      Files{{"_shared/x_test.go", k_no_leak_test},
            {"new/new.go", "package new\n"},
            {"new/x_test.go", k_no_leak_test},
            {"new/doc.go", "package new\n\n// Of another file.\nvar _ = 1\n"}});
  const std::string leaking = std::string(k_no_leak_test) + k_leak;
  SUBCASE("what a link leads to")
  {
    fs::remove(repository.root / "new/x_test.go");
    fs::create_symlink("../_shared/x_test.go", repository.root / "new/x_test.go");
    repository.commit();
    repository.git("branch -f base");
    repository.write("_shared/x_test.go", leaking);
    repository.commit();
    check_new_only(repository.gate());
  }
  SUBCASE("a new commit of a submodule")
  {
    const Repository other(Files{{"sub/sub_test.go", k_no_leak_test}});
    other.git("checkout -q base");
    repository.git("submodule add -q " + other.root.string() + " sub");
    repository.commit();
    repository.git("branch -f base");
    other.write("sub/sub_test.go", leaking);
    other.commit();
    repository.shell("cd sub && git pull -q && rm go.mod && rm -r old");
    repository.git("commit -qam bump");
    check_new_only(repository.gate());
  }
  SUBCASE("a directive that names a line of another file")
  {
    repository.write("new/x_test.go", std::string(k_no_leak_test) + "\n//line doc.go:4" + k_leak);
    repository.commit();
    check_new_only(repository.gate());
  }
  SUBCASE("a directive that names what is not written in Go")
  {
    repository.write("new/a.y", "\n\n\n\n\n");
    repository.commit();
    repository.git("branch -f base");
    repository.write("new/x_test.go", std::string(k_no_leak_test) + "\n//line a.y:3" + k_leak);
    repository.commit();
    check_new_only(repository.gate());
  }
}

TEST_CASE("change: a shallow clone, a checkout of somebody else, and none say what to do")
{
  const Repository repository(Files{});
  repository.write("more.go", "package r\n");
  repository.commit();
  const Scratch clone("clone");
  repository.git("clone -q --depth 1 file://" + repository.root.string() + " " +
                 (clone.path() / "c").string());
  const auto refused = [](const fs::path& folder, const std::string& words) {
    const GateRun gate = run_gate(folder, {"--new-from-rev=HEAD~1", "./..."});
    INFO(shown(gate.ended));
    CHECK(gate.ended.code == 2);
    CHECK(gate.ended.err.find(words) != std::string::npos);
  };
  refused(clone.path() / "c", "this clone is shallow");
  fs::remove_all(clone.path() / "c/.git");
  refused(clone.path() / "c", "expected a git repository here, got \"fatal: not a git repository");
  if (::geteuid() == 0) {
    REQUIRE(::chown(repository.root.c_str(), 65534, 65534) == 0);
    REQUIRE(::chown((repository.root / ".git").c_str(), 65534, 65534) == 0);
    refused(repository.root, "(git config --global --add safe.directory " +
                                 fs::canonical(repository.root).string() + ")");
  }
}

} // namespace leakgate::e2e
