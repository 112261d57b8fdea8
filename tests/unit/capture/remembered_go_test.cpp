#include "gate/base/file.hpp"
#include "gate/capture/toolchain.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <map>
#include <string>

namespace {

namespace fs = std::filesystem;
using leakgate::Command;
using leakgate::ExitStatus;
using leakgate::OutputSink;
using leakgate::Result;
using leakgate::TempFolder;
using leakgate::write_file;

void
write_old(const fs::path& path, const std::string& content)
{
  REQUIRE(write_file(path, content));
  fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::minutes(1));
}

// A home with a Go tree and a module in it, and a go command that counts what it is asked.
class Home
{
public:
  Home() : m_folder(*TempFolder::make("leakgate-home-"))
  {
    for (const char* name : {"PATH", "HOME", "GOCACHE", "GOENV", "GOFLAGS", "XDG_CACHE_HOME",
                             "XDG_CONFIG_HOME", "GOWORK"}) {
      const char* value = std::getenv(name);
      m_before.emplace(name, value == nullptr ? "" : value);
      ::unsetenv(name);
    }
    ::setenv("HOME", path().c_str(), 1);
    ::setenv("PATH", (path() / "sdk/bin").c_str(), 1);
    write_go("\x7f"
             "ELF go");
    write_old(path() / "sdk/VERSION", "go1.26.8");
    write_old(path() / "module/go.mod", "module m");
    fs::create_directories(path() / ".cache/go-build/leakgate/snapshots");
  }
  ~Home()
  {
    for (const auto& [name, value] : m_before) {
      value.empty() ? ::unsetenv(name.c_str()) : ::setenv(name.c_str(), value.c_str(), 1);
    }
  }
  Home(const Home&) = delete;
  Home& operator=(const Home&) = delete;

  [[nodiscard]] const fs::path&
  path() const
  {
    return m_folder.path();
  }

  void
  write_go(const std::string& content) const
  {
    write_old(path() / "sdk/bin/go", content);
    fs::permissions(path() / "sdk/bin/go", fs::perms::owner_all);
  }

  // How often Go was asked in all; the answer is checked.
  int
  ask(const char* question = "env")
  {
    const std::string env = R"({"GOROOT":")" + (path() / "sdk").string() + R"(","GOMOD":"x"})";
    const std::string list = "m\t" + (path() / "module").string() + "\n";
    const bool is_env = question == std::string("env");
    const auto go = [&](const Command&, const OutputSink& out, const OutputSink&) {
      ++m_asked;
      out(is_env ? env : list);
      return Result<ExitStatus>(ExitStatus{});
    };
    std::string answer;
    const Command command{
        {"go", question, is_env ? "-json" : "-m"}, (path() / "module").string(), {}};
    const auto status = leakgate::remembering_go(go)(
        command, [&](std::string_view piece) { answer += piece; }, [](std::string_view) {});
    CHECK(status);
    CHECK(answer == (is_env ? env : list));
    return m_asked;
  }

private:
  TempFolder m_folder;
  std::map<std::string, std::string> m_before;
  int m_asked = 0;
};

} // namespace

TEST_CASE("what go env and go list -m say is remembered")
{
  Home home;
  CHECK(home.ask() == 1);
  CHECK(home.ask() == 1);
  CHECK(home.ask("list") == 2);
  CHECK(home.ask("list") == 2);
  CHECK(home.ask() == 2);
}

TEST_CASE("Go is asked again when something is another that its answer depends on")
{
  Home home;
  CHECK(home.ask() == 1);
  SUBCASE("go.mod")
  {
    write_old(home.path() / "module/go.mod", "module m2");
  }
  SUBCASE("a workspace above")
  {
    write_old(home.path() / "go.work", "go 1.26");
  }
  SUBCASE("settings of go env -w")
  {
    write_old(home.path() / ".config/go/env", "GOFLAGS=-v");
  }
  SUBCASE("a variable")
  {
    ::setenv("GOFLAGS", "-race", 1);
  }
  SUBCASE("the go command")
  {
    home.write_go("\x7f"
                  "ELF other");
  }
  SUBCASE("the tree")
  {
    write_old(home.path() / "sdk/go.env", "GOTOOLCHAIN=local");
  }
  CHECK(home.ask() == 2);
  CHECK(home.ask() == 2);
}

TEST_CASE("a go that is a script is asked each time, and so is one in no tree")
{
  Home home;
  SUBCASE("script")
  {
    home.write_go("#!/bin/sh");
  }
  SUBCASE("no tree")
  {
    fs::remove(home.path() / "sdk/VERSION");
  }
  SUBCASE("no cache of ours yet")
  {
    fs::remove_all(home.path() / ".cache");
  }
  CHECK(home.ask() == 1);
  CHECK(home.ask() == 2);
}
