#include "gate/capture/go_flags.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using Words = std::vector<std::string>;

TEST_CASE("go flags: a value flag keeps its value, whatever it looks like")
{
  const auto parsed = parse_go_test_arguments({"-run", "TestA|./b", "-race", "./...", "-tags=x"});
  REQUIRE(parsed);
  CHECK(parsed->flags == Words{"-run", "TestA|./b", "-race", "-tags=x"});
  CHECK(parsed->packages == Words{"./..."});
}

TEST_CASE("go flags: what the gate must merge is taken out of the flags")
{
  const auto parsed = parse_go_test_arguments({"-overlay", "o.json", "-ldflags=-X main.v=1",
                                               "-json", "-v", "-C", "sub", "-count=3", "pkg"});
  REQUIRE(parsed);
  CHECK(parsed->overlay == "o.json");
  CHECK(parsed->ldflags == Words{"-X main.v=1"});
  CHECK(parsed->json);
  CHECK(parsed->verbose);
  CHECK(parsed->directory == "sub");
  CHECK(parsed->count_given);
  CHECK(parsed->flags == Words{"-v", "-count=3"});
}

TEST_CASE("go flags: -args ends the flags, and all behind it is the test binary's")
{
  const auto parsed = parse_go_test_arguments({"./a", "-args", "-run", "x"});
  REQUIRE(parsed);
  CHECK(parsed->packages == Words{"./a"});
  CHECK(parsed->rest == Words{"-args", "-run", "x"});
}

TEST_CASE("go flags: from a flag of the test binary on, all is left as it stands")
{
  const auto parsed = parse_go_test_arguments({"-race", ".", "-want", "v1", "-v"});
  REQUIRE(parsed);
  CHECK(parsed->packages == Words{"."});
  CHECK(parsed->flags == Words{"-race"});
  CHECK(parsed->rest == Words{"-want", "v1", "-v"});
  CHECK(parse_go_test_arguments({".", "-want=v1", "-v"})->verbose);
}

TEST_CASE("go flags: the spellings --flag and -test.flag are the same flag")
{
  CHECK(go_flag_name("--run=X") == "run");
  CHECK(go_flag_name("-test.run") == "run");
  CHECK(parse_go_test_arguments({"--test.v=true"})->verbose);
  CHECK_FALSE(parse_go_test_arguments({"-v=false"})->verbose);
}

TEST_CASE("go flags: what runs no test is refused")
{
  CHECK(parse_go_test_arguments({"-c"}).error() ==
        "-c: cannot be gated, it only compiles (use go test itself)");
  CHECK(parse_go_test_arguments({"-list", "."}).error() ==
        "-list: cannot be gated, it only lists tests (use go test itself)");
}

TEST_CASE("go flags: coverage of package testing itself is refused")
{
  CHECK(parse_go_test_arguments({"-coverpkg=./...,all"}).error() ==
        "-coverpkg: cannot be gated, got \"all\" which takes in package testing (name your own "
        "packages, for example -coverpkg=./...)");
  CHECK(parse_go_test_arguments({"-coverpkg", "./..."}));
}

TEST_CASE("go flags: a value that is missing is said")
{
  CHECK(parse_go_test_arguments({"-run"}).error() ==
        "-run: expected a value, got the end of the line");
}

TEST_CASE("split_goflags: words with quotes around them, as the go command reads them")
{
  CHECK(split_goflags(" -mod=mod  '-ldflags=-X a=b c' \"-tags=x y\"\n").value() ==
        Words{"-mod=mod", "-ldflags=-X a=b c", "-tags=x y"});
  CHECK(split_goflags("").value().empty());
  CHECK(split_goflags("'-a").error() == "GOFLAGS: unterminated ' string, got \"'-a\"");
}
