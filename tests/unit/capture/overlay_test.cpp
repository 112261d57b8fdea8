#include "gate/base/file.hpp"
#include "gate/capture/embedded.hpp"
#include "gate/capture/insertions.hpp"
#include "gate/capture/overlay.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace {

namespace fs = std::filesystem;
using leakgate::apply_insertions;
using leakgate::Overlay;
using leakgate::read_file;
using leakgate::Result;
using leakgate::TempFolder;
using leakgate::Toolchain;
using leakgate::write_file;
using leakgate::write_overlay;

using Files = std::map<std::string, std::string>;

leakgate::ReadGoFile
reader(Files files)
{
  return [files = std::move(files)](const std::string& file) -> Result<std::string> {
    const auto found = files.find(file);
    if (found == files.end()) {
      return leakgate::failure(file + ": cannot read, got \"No such file or directory\"");
    }
    return found->second;
  };
}

// A GOROOT that holds just the lines that insertions.txt asks for.
Files
minimal_sources()
{
  Files files;
  const auto record = [&](const std::string& file) -> Result<std::string> {
    files.emplace(file, "package x\n");
    return "";
  };
  std::string_view table = leakgate::probe_insertions();
  while (!table.empty()) {
    const std::string_view row = table.substr(0, table.find('\n'));
    table.remove_prefix(std::min(table.size(), row.size() + 1));
    if (!row.starts_with("insert ") && !row.starts_with("expect ") && !row.starts_with("from-1.")) {
      continue;
    }
    const std::size_t file_end = row.find(" | ");
    const std::size_t line_end = row.rfind(" |");
    std::string line(row.substr(file_end + 3, line_end - file_end - 3));
    for (std::size_t at = 0; (at = line.find("\\t")) != std::string::npos;) {
      line.replace(at, 2, "\t");
    }
    const std::size_t file_start = row.find(' ') + 1;
    const std::string file(row.substr(file_start, file_end - file_start));
    (void)record(file);
    files[file] += line + "\n";
  }
  return files;
}

class Fixture
{
public:
  Fixture() : m_folder(TempFolder::make("overlay-test").value())
  {
    for (const auto& [file, text] : minimal_sources()) {
      REQUIRE(write_file(goroot() / "src" / file, text));
    }
  }

  fs::path
  goroot() const
  {
    return path("go");
  }
  fs::path
  path(std::string_view name) const
  {
    return m_folder.path() / name;
  }
  Toolchain
  toolchain() const
  {
    Toolchain toolchain;
    toolchain.goroot = goroot().string();
    toolchain.version = "go1.26.8";
    toolchain.mod_cache = path("modcache").string();
    return toolchain;
  }
  fs::path
  write(std::string_view name, std::string_view text) const
  {
    REQUIRE(write_file(path(name), text));
    return path(name);
  }

private:
  TempFolder m_folder;
};

std::map<std::string, std::string>
replacements(const Overlay& overlay)
{
  const auto text = read_file(overlay.file);
  REQUIRE(text);
  return nlohmann::json::parse(*text).at("Replace");
}

} // namespace

TEST_CASE("an insertion is appended to its line, so that no line number changes")
{
  const auto changed = apply_insertions(
      "# note\n\ninsert testing/a.go | func f() { | leakgateF()\n",
      reader({{"testing/a.go", "package a\nfunc f() {\n\treturn\n}\n"}}), "go1.26");
  REQUIRE(changed);
  CHECK(*changed == Files{{"testing/a.go", "package a\nfunc f() { leakgateF();\n\treturn\n}\n"}});
}

TEST_CASE("two insertions into one file are both carried out")
{
  const auto changed =
      apply_insertions("insert testing/a.go | func f() { | leakgateF()\n"
                       "insert testing/a.go | \\tg() | leakgateG()\n",
                       reader({{"testing/a.go", "p\nfunc f() {\n\tg()\n}\n"}}), "go1.26");
  REQUIRE(changed);
  CHECK(changed->at("testing/a.go") == "p\nfunc f() { leakgateF();\n\tg() leakgateG();\n}\n");
}

TEST_CASE("a missing insertion point names the file, the release and the line")
{
  const auto changed =
      apply_insertions("insert testing/testing.go | func tRunner() { | f()\n",
                       reader({{"testing/testing.go", "package testing\n"}}), "go1.29");
  REQUIRE_FALSE(changed);
  CHECK(changed.error() ==
        "testing.go: insertion point not found in go1.29, got no line \"func tRunner() {\" "
        "(this leakgate does not know that Go release; report it)");
}

TEST_CASE("an insertion point that occurs twice is refused")
{
  const auto changed =
      apply_insertions("insert testing/a.go | func f() { | f()\n",
                       reader({{"testing/a.go", "p\nfunc f() {\nfunc f() {\n"}}), "go1.29");
  REQUIRE_FALSE(changed);
  CHECK(changed.error() ==
        "a.go: insertion point not found in go1.29, got more than one line \"func f() {\" "
        "(this leakgate does not know that Go release; report it)");
}

TEST_CASE("a line that merely contains the insertion point is not taken for it")
{
  const auto changed = apply_insertions("insert testing/a.go | func f() { | f()\n",
                                        reader({{"testing/a.go", "p\n// func f() {\n"}}), "go1.29");
  CHECK_FALSE(changed);
}

TEST_CASE("a line that the probe relies on is checked and not changed")
{
  const std::string table = "expect runtime/a.go | type dbgVar struct { |\n";
  const auto there =
      apply_insertions(table, reader({{"runtime/a.go", "p\ntype dbgVar struct {\n"}}), "go1.26");
  REQUIRE(there);
  CHECK(there->empty());
  const auto gone = apply_insertions(table, reader({{"runtime/a.go", "p\n"}}), "go1.29");
  REQUIRE_FALSE(gone);
  CHECK(gone.error() == "a.go: a line that the probe relies on not found in go1.29, got no line "
                        "\"type dbgVar struct {\" (this leakgate does not know that Go release; "
                        "report it)");
}

TEST_CASE("an insertion from a release on is not looked for in older ones")
{
  const std::string table = "from-1.25 testing/a.go | func f() { | f()\n";
  const auto old = apply_insertions(table, reader({{"testing/a.go", "p\n"}}), "go1.24.10");
  REQUIRE(old);
  CHECK(old->empty());
  for (const char* version : {"go1.25", "go1.26.8", "devel go1.28-0123456"}) {
    CAPTURE(version);
    const auto changed =
        apply_insertions(table, reader({{"testing/a.go", "p\nfunc f() {\n"}}), version);
    REQUIRE(changed);
    CHECK(changed->at("testing/a.go") == "p\nfunc f() { f();\n");
    CHECK_FALSE(apply_insertions(table, reader({{"testing/a.go", "p\n"}}), version));
  }
}

TEST_CASE("a damaged table is an error and not an empty overlay")
{
  const auto changed = apply_insertions("insert testing/a.go\n", reader({}), "go1.26");
  REQUIRE_FALSE(changed);
  CHECK(changed.error() == "insertions.txt: not an entry, got \"insert testing/a.go\"");
}

TEST_CASE("the embedded probe is Go source of package testing, sorted by name")
{
  const auto files = leakgate::probe_files();
  REQUIRE(files.size() > 5);
  CHECK(std::is_sorted(files.begin(), files.end(),
                       [](const auto& a, const auto& b) { return a.name < b.name; }));
  for (const auto& file : files) {
    CAPTURE(file.name);
    CHECK(file.name.ends_with(".go"));
    CHECK(("\n" + std::string(file.content)).find("\npackage testing\n") != std::string::npos);
  }
}

TEST_CASE("the overlay replaces the changed files and adds the probe's, all of which exist")
{
  const Fixture fixture;
  const auto overlay = write_overlay(fixture.toolchain(), fixture.path("cache"));
  REQUIRE(overlay);
  CHECK(overlay->goroot.empty());
  std::set<std::string> replaced;
  for (const auto& [from, to] : replacements(*overlay)) {
    CHECK(fs::exists(to));
    const bool early = fs::path(from).filename() == "leakgate_early.go";
    CHECK(fs::path(from).parent_path() ==
          fixture.goroot() / "src" / (early ? "container/ring" : "testing"));
    replaced.insert(fs::path(from).filename().string());
  }
  for (const char* name : {"testing.go", "fuzz.go", "run_example.go", "benchmark.go", "allocs.go",
                           "leakgate_hooks.go", "leakgate_exit.go"}) {
    CHECK(replaced.count(name) == 1);
  }
  CHECK(replaced.size() == 6 + leakgate::probe_files().size());
}

TEST_CASE("the same toolchain gives the same overlay without writing it again")
{
  const Fixture fixture;
  const auto first = write_overlay(fixture.toolchain(), fixture.path("cache"));
  REQUIRE(first);
  const auto written = fs::last_write_time(first->file);
  const auto second = write_overlay(fixture.toolchain(), fixture.path("cache"));
  REQUIRE(second);
  CHECK(second->file == first->file);
  CHECK(fs::last_write_time(second->file) == written);
}

TEST_CASE("a damaged file of the overlay is written anew")
{
  const Fixture fixture;
  const auto first = write_overlay(fixture.toolchain(), fixture.path("cache"));
  REQUIRE(first);
  const std::string copy =
      replacements(*first).at((fixture.goroot() / "src/testing/testing.go").string());
  const auto good = read_file(copy);
  REQUIRE(write_file(copy, "package broken\n"));
  REQUIRE(write_overlay(fixture.toolchain(), fixture.path("cache")));
  CHECK(read_file(copy) == good);
}

TEST_CASE("an overlay that cannot be written is told with what to do")
{
  const Fixture fixture;
  const fs::path file = fixture.write("file", "");
  const auto overlay = write_overlay(fixture.toolchain(), file);
  REQUIRE_FALSE(overlay);
  CHECK(overlay.error().starts_with((file / "overlay").string()));
  CHECK(overlay.error().ends_with(
      ", got \"Not a directory\" (leakgate's files go below Go's build cache: make room there, or "
      "set GOCACHE to another folder)"));
}

TEST_CASE("a toolchain in the module cache is reached through a link outside it")
{
  const Fixture fixture;
  fs::create_directories(fixture.path("modcache/golang.org"));
  const fs::path downloaded = fixture.path("modcache/golang.org/toolchain@v0.0.1-go1.27.1");
  fs::rename(fixture.goroot(), downloaded);
  Toolchain toolchain = fixture.toolchain();
  toolchain.goroot = downloaded.string();
  toolchain.version = "go1.27.1";
  const auto overlay = write_overlay(toolchain, fixture.path("cache"));
  REQUIRE(overlay);
  const fs::path link = fixture.path("cache/goroot/go1.27.1");
  CHECK(overlay->goroot == link.string());
  CHECK(fs::read_symlink(link) == downloaded);
  for (const auto& [from, to] : replacements(*overlay)) {
    CHECK(from.starts_with((link / "src").string() + "/"));
  }
}

TEST_CASE("a link that points to another toolchain is turned")
{
  const Fixture fixture;
  fs::create_directories(fixture.path("modcache"));
  const fs::path downloaded = fixture.path("modcache/go");
  fs::rename(fixture.goroot(), downloaded);
  fs::create_directories(fixture.path("cache/goroot"));
  fs::create_directory_symlink("/nowhere", fixture.path("cache/goroot/go1.26.8"));
  Toolchain toolchain = fixture.toolchain();
  toolchain.goroot = downloaded.string();
  REQUIRE(write_overlay(toolchain, fixture.path("cache")));
  CHECK(fs::read_symlink(fixture.path("cache/goroot/go1.26.8")) == downloaded);
}

TEST_CASE("the user's overlay is kept, its relative paths made absolute")
{
  const Fixture fixture;
  const fs::path user = fixture.write("work/mine.json", R"({"Replace": {
    "pkg/a.go": "other/a.go", "/abs/b.go": "/abs/c.go", "pkg/gone.go": ""}})");
  const auto overlay =
      write_overlay(fixture.toolchain(), fixture.path("cache"), "mine.json", fixture.path("work"));
  REQUIRE(overlay);
  const auto all = replacements(*overlay);
  CHECK(all.at(fixture.path("work/pkg/a.go").string()) == fixture.path("work/other/a.go").string());
  CHECK(all.at("/abs/b.go") == "/abs/c.go");
  CHECK(all.at(fixture.path("work/pkg/gone.go").string()).empty());
  CHECK(all.count((fixture.goroot() / "src/testing/testing.go").string()) == 1);
}

TEST_CASE("another user overlay does not move our files")
{
  const Fixture fixture;
  const fs::path user = fixture.write("mine.json", R"({"Replace": {"/a.go": "/b.go"}})");
  const auto plain = write_overlay(fixture.toolchain(), fixture.path("cache"));
  const auto merged = write_overlay(fixture.toolchain(), fixture.path("cache"), user);
  REQUIRE(plain);
  REQUIRE(merged);
  CHECK(plain->file != merged->file);
  CHECK(plain->file.parent_path() == merged->file.parent_path());
}

TEST_CASE("a user overlay that replaces a file of ours is refused")
{
  const Fixture fixture;
  const std::string theirs = (fixture.goroot() / "src/testing/testing.go").string();
  const fs::path user =
      fixture.write("mine.json", R"({"Replace": {")" + theirs + R"(": "/x.go"}})");
  const auto overlay = write_overlay(fixture.toolchain(), fixture.path("cache"), user);
  REQUIRE_FALSE(overlay);
  CHECK(overlay.error() == user.string() +
                               ": replaces a file that leakgate changes itself, got \"" + theirs +
                               "\" (take that entry out of your -overlay)");
}

TEST_CASE("a user overlay that is none says so")
{
  const Fixture fixture;
  const auto error = [&](std::string_view text) {
    const auto overlay =
        write_overlay(fixture.toolchain(), fixture.path("cache"), fixture.write("mine.json", text));
    return overlay ? std::string() : overlay.error();
  };
  const std::string path = fixture.path("mine.json").string();
  CHECK(error("[]") == path + R"(: not an overlay, got "[]" (expected {"Replace": {…}}))");
  CHECK(error("{") == path + R"(: not an overlay, got "{" (expected {"Replace": {…}}))");
  CHECK(error(R"({"Replace": 1})") ==
        path + R"(: not an overlay, got "{\"Replace\": 1}" (expected {"Replace": {…}}))");
  CHECK(error(R"({"Replace": {"a": 1}})") ==
        path + R"(: not a path for "a", got "number" (expected a string))");
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  CHECK(error(R"({"Replace": {"a": )" + deep + "}}") ==
        path + R"(: not a path for "a", got "array" (expected a string))");
}

TEST_CASE("a missing user overlay is named with where it was asked for")
{
  const Fixture fixture;
  const auto overlay =
      write_overlay(fixture.toolchain(), fixture.path("cache"), fixture.path("none.json"));
  REQUIRE_FALSE(overlay);
  CHECK(overlay.error() == fixture.path("none.json").string() +
                               ": cannot read, got \"No such file or directory\" (it is the "
                               "-overlay of your go test flags or GOFLAGS)");
}

TEST_CASE("a GOROOT without sources is an error that names the file")
{
  const Fixture fixture;
  fs::remove(fixture.goroot() / "src/testing/testing.go");
  const auto overlay = write_overlay(fixture.toolchain(), fixture.path("cache"));
  REQUIRE_FALSE(overlay);
  CHECK(overlay.error() == (fixture.goroot() / "src/testing/testing.go").string() +
                               ": cannot read, got \"No such file or directory\"");
}
