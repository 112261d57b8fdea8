#include "tests/e2e/gate_run.hpp"

#include <doctest/doctest.h>

#include <sys/mount.h>

#include <csignal>
#include <fstream>
#include <thread>

namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;

void
write_program(const fs::path& path, const std::string& text)
{
  write_text(path, text);
  fs::permissions(path, fs::perms::owner_all);
}

/// A small module; `body` is what its only test does.
fs::path
make_module(const Scratch& scratch, const std::string& body, const std::string& imports = "")
{
  write_text(scratch.path() / "go.mod", "module example.com/faults\n\ngo 1.24\n");
  write_text(scratch.path() / "p_test.go", "package p\n\nimport (\n\t\"testing\"\n" + imports +
                                               ")\n\nfunc TestIt(t *testing.T) {\n" + body + "}\n");
  return scratch.path();
}

bool
shows(const Ended& ended, const std::string& words)
{
  return (ended.out + ended.err).find(words) != std::string::npos;
}

/// A tmpfs of a few pages, so that a disk can be full; `mounted` needs root.
struct TinyDisk
{
  bool mounted = false;

  explicit TinyDisk(const fs::path& at, const char* size = "size=16k") : m_at(at)
  {
    fs::create_directories(m_at);
    mounted = ::mount("tmpfs", m_at.c_str(), "tmpfs", 0, size) == 0;
  }
  ~TinyDisk()
  {
    if (mounted) {
      ::umount2(m_at.c_str(), MNT_DETACH);
    }
  }

private:
  fs::path m_at;
};

/// The process ids that the test wrote, one per line.
std::vector<pid_t>
written_pids(const fs::path& file)
{
  std::ifstream in(file);
  std::vector<pid_t> pids;
  for (pid_t pid = 0; in >> pid;) {
    pids.push_back(pid);
  }
  return pids;
}

/// Gone, or dead and waiting for a parent to notice, which is init's affair.
bool
has_ended(pid_t pid)
{
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(in, line);
  return line.empty() || line.find(") Z ") != std::string::npos;
}

} // namespace

TEST_CASE("fault: no go command")
{
  const Scratch scratch("module");
  const GateRun gate = run_gate(make_module(scratch, ""), {"./..."}, {{"PATH", "/nonexistent"}});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 2);
  CHECK(shows(gate.ended, "https://go.dev/dl"));
  CHECK(gate.result.is_null());
}

TEST_CASE("fault: a go command that is too old")
{
  const Scratch scratch("module");
  const Scratch bin("bin");
  write_program(
      bin.path() / "go",
      "#!/bin/sh\n"
      "case \"$*\" in\n"
      "*-json*) echo '{\"GOVERSION\":\"go1.22.1\",\"GOROOT\":\"/usr/lib/go\","
      "\"GOCACHE\":\"/tmp\",\"GOMODCACHE\":\"/tmp\",\"GOMOD\":\"go.mod\",\"GOFLAGS\":\"\"}';;\n"
      "env*) echo go1.22.1;;\n"
      "version) echo go version go1.22.1 linux/amd64;;\n"
      "*) echo ran >> \"$0.ran\"; exit 1;;\n"
      "esac\n");
  const GateRun gate = run_gate(make_module(scratch, ""), {"./..."},
                                {{"PATH", bin.path().string() + ":/usr/bin:/bin"}});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 2);
  CHECK(shows(gate.ended, "go1.22.1"));
  CHECK(shows(gate.ended, "1.24"));
  CHECK_FALSE(fs::exists(bin.path() / "go.ran"));
}

TEST_CASE("fault: a build cache that cannot be written")
{
  const Scratch scratch("module");
  const Scratch other("other");
  write_text(other.path() / "file", "a file, not a folder");
  const fs::path cache = other.path() / "file" / "cache";
  const GateRun gate = run_gate(make_module(scratch, ""), {"./..."}, {{"GOCACHE", cache.string()}});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 2);
  CHECK(shows(gate.ended, cache.string()));
  CHECK(gate.result.is_null());
}

TEST_CASE("fault: a report that cannot be written is refused before anything runs")
{
  const Scratch scratch("module");
  const fs::path folder =
      make_module(scratch, "\tos.WriteFile(\"ran\", nil, 0o600)\n", "\t\"os\"\n");
  write_text(folder / "file", "a file, not a folder");
  const GateRun gate = run_gate(folder, {"--report", "json=file/x.json", "./..."});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 2);
  CHECK(shows(gate.ended, "--report json: file: "));
  CHECK_FALSE(fs::exists(folder / "ran"));
}

TEST_CASE("fault: a package testing without the place where the probe goes in")
{
  const Scratch scratch("module");
  const Scratch shadow("goroot");
  Start where;
  where.argv = {"go", "env", "GOROOT"};
  where.directory = scratch.path();
  where.environment = base_environment();
  std::string found = run(where).out;
  found.pop_back();
  const fs::path real = found;
  const fs::path root = shadow.path();
  const auto link_all = [](const fs::path& from, const fs::path& to, const std::string& except) {
    fs::create_directories(to);
    for (const auto& entry : fs::directory_iterator(from)) {
      if (entry.path().filename() != except) {
        fs::create_symlink(entry.path(), to / entry.path().filename());
      }
    }
  };
  link_all(real, root, "src");
  link_all(real / "src", root / "src", "testing");
  link_all(real / "src/testing", root / "src/testing", "testing.go");
  std::string source = slurp(real / "src/testing/testing.go");
  const std::string anchor = "func tRunner(t *T, fn func(t *T)) {";
  REQUIRE(source.find(anchor) != std::string::npos);
  source.replace(source.find(anchor), anchor.size(), "func tRunner(t *T,\n\tfn func(t *T)) {");
  write_text(root / "src/testing/testing.go", source);
  const GateRun gate = run_gate(make_module(scratch, ""), {"./..."},
                                {{"GOROOT", root.string()}, {"GOTOOLCHAIN", "local"}});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 3);
  CHECK(shows(gate.ended, options().go.toolchain));
  CHECK(shows(gate.ended, "tRunner"));
}

TEST_CASE("fault: an interrupt ends the children and leaves nothing half-written")
{
  const Scratch scratch("module");
  const Scratch temp("tmp");
  const fs::path folder = make_module(
      scratch,
      "\tcmd := exec.Command(\"sleep\", \"100\")\n\tcmd.Start()\n"
      "\tos.WriteFile(\"pids.new\", []byte(fmt.Sprintln(os.Getpid(), cmd.Process.Pid)), 0o600)\n"
      "\tos.Rename(\"pids.new\", \"pids\")\n\ttime.Sleep(100 * time.Second)\n",
      "\t\"fmt\"\n\t\"os\"\n\t\"os/exec\"\n\t\"time\"\n");
  Start start;
  start.argv = {options().leakgate,    "test", "--report", "json=out/result.json", "--report",
                "junit=out/junit.xml", "./..."};
  start.directory = folder;
  start.environment = base_environment();
  start.environment["TMPDIR"] = temp.path().string();
  start.interrupt_when = folder / "pids";
  start.limit = std::chrono::seconds(90);
  const Ended ended = run(start);
  INFO(shown(ended));
  CHECK(ended.code == 130);
  CHECK_FALSE(ended.timed_out);
  CHECK(shows(ended, "interrupted"));
  const std::vector<pid_t> pids = written_pids(folder / "pids");
  CHECK(pids.size() == 2);
  for (const pid_t pid : pids) {
    CHECK_MESSAGE(has_ended(pid), "still running: ", pid);
  }
  CHECK_MESSAGE(fs::is_empty(temp.path()), "left behind in TMPDIR");
  if (fs::exists(folder / "out")) {
    CHECK_MESSAGE(fs::is_empty(folder / "out"), "left behind beside the reports");
  }
}

namespace {

/// A module whose first package leaks and whose second sleeps; both in one run at a time.
void
make_sleeper(const fs::path& folder)
{
  write_text(folder / "go.mod", "module example.com/faults\n\ngo 1.24\n");
  write_text(folder / "a/a_test.go", "package a\n\nimport \"testing\"\n\n"
                                     "func TestLeaks(t *testing.T) {\n\tin := make(chan int)\n"
                                     "\tgo func() {\n\t\tfor range in {\n\t\t}\n\t}()\n}\n");
  write_text(
      folder / "b/b_test.go",
      "package b\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\t\"testing\"\n\t\"time\"\n)\n\n"
      "func TestSleeps(t *testing.T) {\n"
      "\tos.WriteFile(\"../pids.new\", []byte(fmt.Sprintln(os.Getpid(), os.Getppid())), 0o600)\n"
      "\tos.Rename(\"../pids.new\", \"../pids\")\n\ttime.Sleep(100 * time.Second)\n}\n");
}

Ended
run_sleeper(const fs::path& folder, int signal)
{
  Start start;
  start.argv = {options().leakgate, "test", "--report", "json=result.json", "-p=1", "./..."};
  start.directory = folder;
  start.environment = base_environment();
  start.interrupt_when = folder / "pids";
  start.signal = signal;
  start.limit = std::chrono::seconds(90);
  return run(start);
}

} // namespace

TEST_CASE("fault: an interrupt before the tests started is one too")
{
  const Scratch scratch("module");
  const Scratch bin("bin");
  write_program(bin.path() / "go", "#!/bin/sh\ntouch \"$0.asked\"\nexec sleep 100\n");
  Start start;
  start.argv = {options().leakgate, "test", "--report", "json=result.json", "./..."};
  start.directory = make_module(scratch, "");
  start.environment = base_environment();
  start.environment["PATH"] = bin.path().string() + ":/usr/bin:/bin";
  start.interrupt_when = bin.path() / "go.asked";
  start.limit = std::chrono::seconds(90);
  const Ended ended = run(start);
  INFO(shown(ended));
  CHECK(ended.code == 130);
  CHECK(shows(ended, "interrupted: go test was not started, no report was written"));
  CHECK_FALSE(shows(ended, "failed"));
  CHECK_FALSE(fs::exists(scratch.path() / "result.json"));
}

TEST_CASE("fault: when go env is killed the signal is named")
{
  const Scratch scratch("module");
  const Scratch bin("bin");
  write_program(bin.path() / "go", "#!/bin/sh\nkill -KILL $$\n");
  const GateRun gate = run_gate(make_module(scratch, ""), {"./..."},
                                {{"PATH", bin.path().string() + ":/usr/bin:/bin"}});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 3); // as for every child of ours: nothing is wrong with the command line
  CHECK(shows(gate.ended, "go env: was ended by SIGKILL before it answered (run it again)"));
}

TEST_CASE("fault: what was captured before an interrupt is written, and says that it is a part")
{
  for (const int signal : {SIGINT, SIGTERM}) {
    CAPTURE(signal);
    const Scratch scratch("module");
    make_sleeper(scratch.path());
    const Ended ended = run_sleeper(scratch.path(), signal);
    INFO(shown(ended));
    CHECK(ended.code == 130);
    CHECK(shows(ended, "interrupted: go test was ended, the reports say what came before"));
    const auto result = nlohmann::json::parse(slurp(scratch.path() / "result.json"));
    CHECK(result["partial"] == true);
    CHECK(result["outcome"] == "no_verdict");
    REQUIRE(result["findings"].size() == 1);
    CHECK(result["findings"][0]["rule"] == "chan-range"); // the source tells that it is a loop
  }
}

TEST_CASE("fault: SIGQUIT asks the tests where they are, and the gate ends as interrupted")
{
  const Scratch scratch("module");
  make_sleeper(scratch.path());
  const Ended ended = run_sleeper(scratch.path(), SIGQUIT);
  INFO(shown(ended));
  CHECK(ended.code == 130);
  CHECK(shows(ended, "SIGQUIT: quit"));
  CHECK(shows(ended, "b.TestSleeps"));
  const auto result = nlohmann::json::parse(slurp(scratch.path() / "result.json"));
  CHECK(result["partial"] == true);
  for (const pid_t pid : written_pids(scratch.path() / "pids")) {
    CHECK_MESSAGE(has_ended(pid), "still running: ", pid);
  }
}

TEST_CASE("fault: nothing that the gate has started outlives it, also when it is killed")
{
  const Scratch scratch("module");
  make_sleeper(scratch.path());
  const Ended ended = run_sleeper(scratch.path(), SIGKILL);
  CHECK(ended.code == 128 + SIGKILL);
  const std::vector<pid_t> pids = written_pids(scratch.path() / "pids");
  CHECK(pids.size() == 2);
  for (const pid_t pid : pids) {
    for (int i = 0; i < 200 && !has_ended(pid); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    CHECK_MESSAGE(has_ended(pid), "still running: ", pid);
  }
}

TEST_CASE("fault: when go itself is killed the signal is named and its tests are ended")
{
  const Scratch scratch("module");
  write_text(scratch.path() / "go.mod", "module example.com/faults\n\ngo 1.24\n");
  write_text(scratch.path() / "p_test.go",
             "package p\n\nimport (\n\t\"os\"\n\t\"syscall\"\n\t\"testing\"\n\t\"time\"\n)\n\n"
             "func TestKills(t *testing.T) {\n\tsyscall.Kill(os.Getppid(), syscall.SIGKILL)\n"
             "\ttime.Sleep(100 * time.Second)\n}\n");
  const GateRun gate = run_gate(scratch.path(), {"./..."});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 4);
  CHECK(shows(gate.ended, "go test was ended by SIGKILL"));
}

TEST_CASE("fault: a test process that is killed gets advice that fits")
{
  const Scratch scratch("module");
  const fs::path folder = make_module(scratch, "\tsyscall.Kill(os.Getpid(), syscall.SIGKILL)\n",
                                      "\t\"os\"\n\t\"syscall\"\n");
  const GateRun gate = run_gate(folder, {"./..."});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 4);
  CHECK(shows(gate.ended, "killed by a signal that no program can answer"));
  CHECK_FALSE(shows(gate.ended, "GOTRACEBACK"));
}

TEST_CASE("fault: what a test process that died had started is ended with the run")
{
  const std::string start =
      "\tcmd := exec.Command(\"sleep\", \"100\")\n\tcmd.Start()\n"
      "\tos.WriteFile(\"pids\", []byte(fmt.Sprint(cmd.Process.Pid)), 0o600)\n";
  for (const char* end : {"\tsyscall.Kill(os.Getpid(), syscall.SIGKILL)\n",
                          "\tsyscall.Kill(os.Getpid(), syscall.SIGTERM)\n\tselect {}\n",
                          "\tdefer func() { _ = syscall.SIGINT }()\n\tpanic(\"dies\")\n"}) {
    CAPTURE(end);
    const Scratch scratch("module");
    const fs::path folder =
        make_module(scratch, start + end, "\t\"fmt\"\n\t\"os\"\n\t\"os/exec\"\n\t\"syscall\"\n");
    const GateRun gate = run_gate(folder, {"./..."});
    INFO(shown(gate.ended));
    CHECK(gate.ended.code == 4);
    const std::vector<pid_t> pids = written_pids(folder / "pids");
    REQUIRE(pids.size() == 1);
    CHECK_MESSAGE(has_ended(pids[0]), "still running: ", pids[0]);
  }
}

TEST_CASE("fault: a report that grows over the limit of files is said, not the end of the gate")
{
  const Scratch scratch("module");
  const fs::path folder = make_module(scratch, "");
  REQUIRE(run_gate(folder, {"--report", "json=result.json", "./..."}).ended.code == 0);
  Start start;
  start.argv = {"sh",
                "-c",
                "ulimit -f 1; exec \"$@\"",
                "sh",
                options().leakgate,
                "report",
                "result.json",
                "--report",
                "html=page.html"};
  start.directory = folder;
  start.environment = base_environment();
  const Ended ended = run(start);
  INFO(shown(ended));
  CHECK(ended.code == 3);
  CHECK(shows(ended, "File too large"));
  CHECK_FALSE(fs::exists(folder / "page.html"));
}

TEST_CASE("fault: a report on a full disk is said, and no half of it stays")
{
  const Scratch scratch("module");
  const fs::path disk = scratch.path() / "disk";
  const TinyDisk tiny(disk);
  if (!tiny.mounted) {
    MESSAGE("skipped: needs root to mount a small disk");
    return;
  }
  const fs::path folder = make_module(scratch, "");
  write_text(disk / "filler", std::string(64 * 1024, 'x'));
  const GateRun gate = run_gate(folder, {"--report", "json=disk/result.json", "./..."});
  INFO(shown(gate.ended));
  CHECK(gate.ended.code != 0);
  CHECK(shows(gate.ended, "No space left on device"));
  CHECK(shows(gate.ended, "disk/result.json"));
  CHECK(std::distance(fs::directory_iterator(disk), fs::directory_iterator()) == 1);
}

TEST_CASE("fault: no room for the snapshots is no verdict")
{
  const Scratch scratch("module");
  const BuildCache cache;
  const fs::path folder = make_module(scratch, "\tgo func() { select {} }()\n");
  REQUIRE(run_gate(folder, {"./..."}, {{"GOCACHE", cache.path().string()}}).ended.code == 1);
  const TinyDisk tiny(cache.path() / "leakgate", "size=64k");
  if (!tiny.mounted) {
    MESSAGE("skipped: needs root to mount a small disk");
    return;
  }
  write_text(cache.path() / "leakgate/filler", std::string(256 * 1024, 'x'));
  const GateRun gate =
      run_gate(folder, {"--no-cache", "./..."}, {{"GOCACHE", cache.path().string()}});
  INFO(shown(gate.ended));
  CHECK((gate.ended.code == 2 || gate.ended.code == 3));
  CHECK(shows(gate.ended, "No space left on device"));
  CHECK(shows(gate.ended, "make room there, or set GOCACHE"));
}

} // namespace leakgate::e2e
