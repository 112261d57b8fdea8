#include "gate/base/file.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/secret.hpp"

#include <doctest/doctest.h>

#include <sys/prctl.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>

using namespace leakgate;

namespace {

// Taking a token makes the process one that nobody can look into; the sanitizers need to.
struct Dumpable
{
  ~Dumpable() { ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); }
};

constexpr std::array k_names = {"LEAKGATE_TEST_TOKEN_A", "LEAKGATE_TEST_TOKEN_B"};

} // namespace

TEST_CASE("Secret: copies share the value and keep it when the first is gone")
{
  std::optional<Secret> first(std::in_place, "ghp_abc");
  const Secret copy = *first;
  CHECK(copy.reveal().data() == first->reveal().data());
  first.reset();
  CHECK(copy.reveal() == "ghp_abc");
  CHECK(Secret("").reveal().empty());
  CHECK(Secret(std::string(10000, 'x')).reveal() == std::string(10000, 'x'));
}

TEST_CASE("take_secret: the first that is set and not empty, and none stays")
{
  const Dumpable after;
  ::setenv(k_names[0], "", 1);
  ::setenv(k_names[1], " ghp_second\n", 1);
  const std::optional<Secret> secret = take_secret(k_names);
  REQUIRE(secret);
  CHECK(secret->reveal() == "ghp_second");
  CHECK(std::getenv(k_names[0]) == nullptr);
  CHECK(std::getenv(k_names[1]) == nullptr);
  CHECK(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);

  ::setenv(k_names[0], "ghp_first", 1);
  ::setenv(k_names[1], "ghp_second", 1);
  CHECK(take_secret(k_names)->reveal() == "ghp_first");
  CHECK(std::getenv(k_names[1]) == nullptr);
}

TEST_CASE("take_secret: without a token nothing happens to the process")
{
  ::setenv(k_names[1], " \n", 1);
  CHECK_FALSE(take_secret(k_names));
  CHECK(std::getenv(k_names[1]) == nullptr);
  CHECK(::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 1);
}

// Run by the next one: the memory in question is the one that the process was started with.
TEST_CASE("take_secret: in a process that was started with a token" * doctest::skip())
{
  const Dumpable after;
  const auto before = read_file("/proc/self/environ");
  REQUIRE(before);
  REQUIRE(before->find("ghp_from_outside") != std::string::npos);
  const std::optional<Secret> secret = take_secret(k_names);
  REQUIRE(secret);
  CHECK(secret->reveal() == "ghp_from_outside");
  const auto child = capture_process({{"env"}, "", {}});
  REQUIRE(child);
  CHECK(child->out.find("LEAKGATE_TEST_TOKEN") == std::string::npos);
  ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); // only so that we can read it here
  const auto environment = read_file("/proc/self/environ");
  REQUIRE(environment);
  CHECK(environment->find("LEAKGATE_TEST_TOKEN_A=") != std::string::npos);
  CHECK(environment->find("ghp_from_outside") == std::string::npos);
}

TEST_CASE("take_secret: neither /proc/self/environ nor a child shows a token any more")
{
  const auto run =
      capture_process({{std::filesystem::read_symlink("/proc/self/exe").string(), "--no-skip",
                        "--test-case=take_secret: in a process that was started with a token"},
                       "",
                       {{k_names[0], "ghp_from_outside"}, {k_names[1], std::nullopt}}});
  REQUIRE(run);
  CHECK_MESSAGE(run->status.ok(), run->out);
  CHECK(run->out.find("test cases: 1 | 1 passed") != std::string::npos);
}
