#include "gate/app/line/terminal.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <memory>
#include <string>

using namespace leakgate;

namespace {

// A stream that keeps what is written to it.
class Kept
{
public:
  [[nodiscard]] std::FILE*
  stream() const
  {
    return m_file.get();
  }

  [[nodiscard]] std::string
  text() const
  {
    std::string out;
    std::rewind(m_file.get());
    for (int c = std::fgetc(m_file.get()); c != EOF; c = std::fgetc(m_file.get())) {
      out += static_cast<char>(c);
    }
    return out;
  }

private:
  struct Close
  {
    void
    operator()(std::FILE* file) const
    {
      std::fclose(file);
    }
  };
  std::unique_ptr<std::FILE, Close> m_file{std::tmpfile()};
};

CiLog
github()
{
  return {CiLog::System::github, "f00d"};
}

} // namespace

TEST_CASE("terminal: the fence ends with the terminal, also when a command stops early")
{
  const Kept out;
  const Kept err;
  {
    const Terminal terminal(out.stream(), err.stream(), Loudness::normal, github());
    terminal.print("::error ::from a test\n");
    terminal.diagnose("it went wrong\n::error ::x ##[error]y");
  }
  CHECK(out.text() == "::stop-commands::f00d\n::error ::from a test\n::f00d::\n");
  CHECK(err.text() == "leakgate: it went wrong\n: :error ::x ## [error]y\n");
}

TEST_CASE("terminal: what is handed on to a reader stays as it is")
{
  const Kept out;
  const Kept err;
  {
    const Terminal terminal(out.stream(), err.stream(), Loudness::normal, github());
    terminal.pass_on("{\"Action\":\"output\",\"Output\":\"##[error]\"}\n");
    terminal.diagnose("a");
  }
  CHECK(out.text() == "{\"Action\":\"output\",\"Output\":\"##[error]\"}\n");
}

TEST_CASE("terminal: on the error stream alone there is no fence and no fold")
{
  const Kept err;
  {
    const Terminal terminal(err.stream(), err.stream(), Loudness::normal, github());
    CHECK_FALSE(terminal.print_folded("title", "text"));
    terminal.print("::error ::x\n");
    terminal.command("::notice ::mine\n");
  }
  CHECK(err.text() == ": :error ::x\n::notice ::mine\n");
}

TEST_CASE("terminal: the go command's errors come in whole lines without control bytes")
{
  const Kept out;
  const Kept err;
  {
    const Terminal terminal(out.stream(), err.stream(), Loudness::normal, github());
    terminal.pass_on_error("a.go:1: x\n:");
    terminal.pass_on_error(":error ::\x1b[31my");
    terminal.pass_on_error("\rz\nlast");
    terminal.diagnose("told");
    terminal.pass_on_error("end");
  }
  CHECK(err.text() == "a.go:1: x\n: :error ::yz\nlast\nleakgate: told\nend\n");
}

TEST_CASE("terminal: the details are folded where the log can, and open where it cannot")
{
  const ConsoleText text{"\nLEAK\n\n", "title", "heap\n", "leakgate: FAIL\n"};
  const Kept out;
  const Kept plain;
  const Kept err;
  {
    const Terminal terminal(out.stream(), err.stream(), Loudness::normal, github());
    terminal.print(text);
    const Terminal other(plain.stream(), err.stream());
    other.print(text);
  }
  CHECK(out.text() == "::stop-commands::f00d\n\nLEAK\n\n::f00d::\n::group::title\n"
                      "::stop-commands::f00d\nheap\n::f00d::\n::endgroup::\n"
                      "::stop-commands::f00d\nleakgate: FAIL\n::f00d::\n");
  CHECK(plain.text() == "\nLEAK\n\nheap\nleakgate: FAIL\n");
  CHECK(err.text().empty());
}
