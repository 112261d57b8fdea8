#include "tests/e2e/gate_run.hpp"

#include <doctest/doctest.h>

namespace leakgate::e2e {

namespace {

namespace fs = std::filesystem;

const fs::path&
own_cache()
{
  static const BuildCache cache;
  return cache.path();
}

/// A module with one package that leaks and one that does not.
struct Module
{
  Scratch scratch{"module"};

  Module()
  {
    write_text(scratch.path() / "go.mod", "module example.com/cached\n\ngo 1.24\n");
    write_text(scratch.path() / "leaky/leaky_test.go",
               "package leaky\n\nimport \"testing\"\n\n"
               "func TestLeaks(t *testing.T) { go func() { select {} }() }\n");
    write_text(scratch.path() / "clean/clean_test.go",
               "package clean\n\nimport \"testing\"\n\nfunc TestClean(t *testing.T) {}\n");
  }

  [[nodiscard]] GateRun
  gate(std::vector<std::string> args = {}) const
  {
    args.emplace_back("./...");
    return run_gate(scratch.path(), args, {{"GOCACHE", own_cache().string()}});
  }
};

/// Package → where its evidence came from, in the result's words.
std::map<std::string, std::string>
sources(const GateRun& run)
{
  std::map<std::string, std::string> result;
  for (const auto& package : run.result.value("packages", nlohmann::json::array())) {
    result[package.value("import_path", "")] = package.value("source", "");
  }
  return result;
}

using Sources = std::map<std::string, std::string>;
const Sources k_both_run = {{"example.com/cached/clean", "probe"},
                            {"example.com/cached/leaky", "probe"}};
const Sources k_both_cached = {{"example.com/cached/clean", "cache"},
                               {"example.com/cached/leaky", "cache"}};

/// The kept snapshots.
std::vector<fs::path>
kept_files()
{
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(own_cache() / "leakgate/snapshots")) {
    if (entry.file_size() > 0) {
      files.push_back(entry.path());
    }
  }
  REQUIRE(files.size() >= 2);
  return files;
}

} // namespace

TEST_CASE("cache: an unchanged module is judged from the cache and stays red")
{
  const Module module;
  const GateRun first = module.gate();
  INFO("first run: ", shown(first.ended));
  CHECK(first.ended.code == 1);
  CHECK(sources(first) == k_both_run);
  for (int repeat = 0; repeat < 2; ++repeat) {
    const GateRun again = module.gate();
    INFO("again: ", shown(again.ended));
    CHECK(again.ended.code == 1);
    CHECK(sources(again) == k_both_cached);
    CHECK(again.result["findings"] == first.result["findings"]);
  }
}

TEST_CASE("cache: changed code runs again, the other package does not")
{
  const Module module;
  (void)module.gate();
  write_text(module.scratch.path() / "leaky/leaky_test.go",
             "package leaky\n\nimport \"testing\"\n\nfunc TestLeaks(t *testing.T) {}\n");
  const GateRun second = module.gate();
  INFO(shown(second.ended));
  CHECK(second.ended.code == 0);
  CHECK(sources(second) ==
        Sources{{"example.com/cached/clean", "cache"}, {"example.com/cached/leaky", "probe"}});
}

TEST_CASE("cache: other probe options run again")
{
  const Module module;
  (void)module.gate();
  const GateRun other = module.gate({"--settle=1s"});
  INFO(shown(other.ended));
  CHECK(other.ended.code == 1);
  CHECK(sources(other) == k_both_run);
}

TEST_CASE("cache: --no-cache runs everything again")
{
  const Module module;
  (void)module.gate();
  CHECK(sources(module.gate({"--no-cache"})) == k_both_run);
}

TEST_CASE("cache: a plain go test before the gate does not hide the leak")
{
  const Module module;
  Start plain;
  plain.argv = {"go", "test", "./..."};
  plain.directory = module.scratch.path();
  plain.environment = base_environment();
  plain.environment["GOCACHE"] = own_cache().string();
  CHECK(run(plain).code == 0);
  const GateRun gate = module.gate();
  INFO(shown(gate.ended));
  CHECK(gate.ended.code == 1);
  // And the other way round: the gate's runs leave no mark in what plain go test prints.
  const Ended after = run(plain);
  CHECK(after.out.find("leakgate") == std::string::npos);
}

TEST_CASE("cache: lost snapshots are taken again")
{
  const Module module;
  (void)module.gate();
  for (const fs::path& file : kept_files()) {
    fs::remove(file);
  }
  const GateRun second = module.gate();
  INFO(shown(second.ended));
  CHECK(second.ended.code == 1);
  CHECK(sources(second) == k_both_run);
}

TEST_CASE("cache: a package that never leaves a snapshot costs nobody but itself")
{
  const Module module;
  write_text(module.scratch.path() / "bad/bad_test.go",
             "package bad\n\nimport (\n\t\"syscall\"\n\t\"testing\"\n)\n\n"
             "func TestMain(m *testing.M) {\n\tm.Run()\n\tsyscall.Exit(0)\n}\n\n"
             "func TestBad(t *testing.T) {}\n");
  (void)module.gate();
  const Module other;
  (void)other.gate();
  for (int repeat = 0; repeat < 2; ++repeat) {
    const GateRun again = module.gate();
    INFO("again: ", shown(again.ended));
    const Sources all = sources(again);
    CHECK(all.at("example.com/cached/clean") == "cache");
    CHECK(all.at("example.com/cached/leaky") == "cache");
    CHECK(all.at("example.com/cached/bad") == "none");
    CHECK(sources(other.gate()) == k_both_cached);
  }
}

TEST_CASE("cache: why a package has no snapshot is still said when others run again")
{
  const Module module;
  write_text(module.scratch.path() / "bad/bad_test.go",
             "package bad\n\nimport (\n\t\"fmt\"\n\t\"syscall\"\n\t\"testing\"\n)\n\n"
             "func TestMain(m *testing.M) {\n\tm.Run()\n"
             "\tfmt.Print(\"\\x01leakgate ! no room here\\n\")\n\tsyscall.Exit(0)\n}\n\n"
             "func TestBad(t *testing.T) {}\n");
  (void)module.gate();
  for (const fs::path& file : kept_files()) {
    fs::remove(file);
  }
  for (int repeat = 0; repeat < 2; ++repeat) { // all run again, then only this package
    const GateRun again = module.gate();
    INFO("again: ", shown(again.ended));
    CHECK(again.ended.err.find("running again") != std::string::npos);
    CHECK(shown(again.ended).find("could not write its snapshot, got \"no room here\"") !=
          std::string::npos);
  }
}

TEST_CASE("cache: after a lost snapshot was taken again the result is replayed")
{
  const Module module;
  (void)module.gate();
  for (const fs::path& file : kept_files()) {
    fs::remove(file);
  }
  CHECK(sources(module.gate()) == k_both_run);
  CHECK(sources(module.gate()) == k_both_cached);
}

TEST_CASE("cache: damaged snapshots are taken again")
{
  for (const std::string damage : {"cut", "flipped", "emptied"}) {
    CAPTURE(damage);
    const Module module;
    (void)module.gate();
    for (const fs::path& file : kept_files()) {
      std::string bytes = slurp(file);
      REQUIRE(bytes.size() > 10);
      bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x55);
      const std::size_t size = damage == "cut" ? bytes.size() / 2 : bytes.size();
      write_text(file, damage == "emptied" ? "" : bytes.substr(0, size));
    }
    const GateRun second = module.gate();
    INFO(shown(second.ended));
    CHECK(second.ended.code == 1);
    CHECK(sources(second) == k_both_run);
  }
}

} // namespace leakgate::e2e
