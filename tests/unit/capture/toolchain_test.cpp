#include "gate/capture/toolchain.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <optional>
#include <string>

using namespace leakgate;

namespace {

// Variables as a test wants them, and as they were behind it. Empty: not set.
class Variables
{
public:
  explicit Variables(const std::map<std::string, std::string>& wanted)
  {
    for (const char* name : {"GOCACHE", "XDG_CACHE_HOME", "HOME"}) {
      const char* value = std::getenv(name);
      m_before[name] = value == nullptr ? "" : value;
      const auto found = wanted.find(name);
      set(name, found == wanted.end() ? "" : found->second);
    }
  }
  ~Variables()
  {
    for (const auto& [name, value] : m_before) {
      set(name, value);
    }
  }
  Variables(const Variables&) = delete;
  Variables& operator=(const Variables&) = delete;

private:
  static void
  set(const std::string& name, const std::string& value)
  {
    if (value.empty()) {
      ::unsetenv(name.c_str());
    } else {
      ::setenv(name.c_str(), value.c_str(), 1);
    }
  }
  std::map<std::string, std::string> m_before;
};

// What is wrong where go env says that there is no build cache, with these variables.
std::string
error_with(const std::map<std::string, std::string>& wanted)
{
  const Variables variables(wanted);
  const auto go = [](const Command&, const OutputSink& out, const OutputSink&) {
    out(R"({"GOVERSION":"go1.26.8","GOMOD":"/m/go.mod","GOCACHE":"off"})");
    return Result<ExitStatus>(ExitStatus{});
  };
  const auto toolchain = find_toolchain("", go);
  REQUIRE_FALSE(toolchain);
  return toolchain.error().message;
}

} // namespace

TEST_CASE("toolchain: why Go has no build cache is told by what was set")
{
  CHECK(error_with({{"GOCACHE", "off"}}) ==
        "GOCACHE: no build cache, got \"off\" (unset GOCACHE: snapshots live there)");
  CHECK(
      error_with({{"GOCACHE", "cache"}, {"HOME", "/h"}}) ==
      "GOCACHE: expected an absolute path, got \"cache\" (put the folder's whole path before it)");
  CHECK(
      error_with({{"XDG_CACHE_HOME", "cache"}}) ==
      "XDG_CACHE_HOME: expected an absolute path, got \"cache\" (Go's build cache goes there, and "
      "snapshots with it; or set GOCACHE)");
  CHECK(error_with({{"HOME", "/h"}}) ==
        "GOCACHE: no build cache, got \"off\" (go env -w has switched it off, or set it to what is "
        "no absolute path: go env -u GOCACHE)");
  CHECK(error_with({}) ==
        "build cache is required, but could not be located: GOCACHE is not defined and neither "
        "$XDG_CACHE_HOME nor $HOME are defined (set one of them)");
}
