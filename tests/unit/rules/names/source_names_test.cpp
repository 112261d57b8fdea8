#include "rules/names/source_names.hpp"

#include <doctest/doctest.h>

using namespace leakgate;
using leakgate::rules::SourceNames;

namespace {

SourceRoots
roots()
{
  SourceRoots out;
  out.modules = {{"example.com/app", "/src/app"}};
  out.goroots = {"/tmp/overlay/goroot", "/usr/local/go"};
  out.mod_cache = "/home/u/go/pkg/mod";
  return out;
}

struct Names
{
  SourceRoots known = roots();
  SourceNames names{known};

  std::string
  shown(const char* file)
  {
    return names.file(file).shown;
  }
  std::string
  package(const char* file)
  {
    return names.file(file).package;
  }
};

} // namespace

TEST_CASE("a file of the module is shown relative to its root, with or without -trimpath")
{
  Names n;
  CHECK(n.shown("/src/app/broker/hub.go") == "broker/hub.go");
  CHECK(n.shown("example.com/app/broker/hub.go") == "broker/hub.go");
  CHECK(n.shown("/src/app/main.go") == "main.go");
  CHECK(n.package("/src/app/broker/hub.go") == "example.com/app/broker");
  CHECK(n.package("example.com/app/broker/hub.go") == "example.com/app/broker");
  CHECK(n.package("/src/app/main.go") == "example.com/app");
  CHECK(n.shown("/src/apple/hub.go") == "/src/apple/hub.go");
}

TEST_CASE("a file of the Go distribution starts with $GOROOT under each of its spellings")
{
  Names n;
  CHECK(n.shown("/usr/local/go/src/net/http/server.go") == "$GOROOT/src/net/http/server.go");
  CHECK(n.shown("/tmp/overlay/goroot/src/testing/testing.go") == "$GOROOT/src/testing/testing.go");
  CHECK(n.shown("testing/testing.go") == "$GOROOT/src/testing/testing.go");
  CHECK(
      n.shown("/other/pkg/mod/golang.org/toolchain@v0.0.1-go1.27.1.linux-amd64/src/sync/cond.go") ==
      "$GOROOT/src/sync/cond.go");
  CHECK(n.package("net/http/server.go") == "net/http");
  CHECK(n.names.file("net/http/server.go").standard);
  CHECK_FALSE(n.names.file("/src/app/broker/hub.go").standard);
}

TEST_CASE("a dependency is shown as module@version, and its package has no version")
{
  Names n;
  CHECK(n.shown("/home/u/go/pkg/mod/golang.org/x/sync@v0.10.0/errgroup/errgroup.go") ==
        "golang.org/x/sync@v0.10.0/errgroup/errgroup.go");
  CHECK(n.shown("golang.org/x/sync@v0.10.0/errgroup/errgroup.go") ==
        "golang.org/x/sync@v0.10.0/errgroup/errgroup.go");
  CHECK(n.package("golang.org/x/sync@v0.10.0/errgroup/errgroup.go") ==
        "golang.org/x/sync/errgroup");
  CHECK(n.package("/home/u/go/pkg/mod/github.com/!burnt!sushi/toml@v1.3.2/lex.go") ==
        "github.com/BurntSushi/toml");
  CHECK(n.shown("/home/u/go/pkg/mod/github.com/!burnt!sushi/toml@v1.3.2/!lex.go") ==
        "github.com/BurntSushi/toml@v1.3.2/!lex.go");
}

TEST_CASE("a vendored file keeps its place in the module and belongs to the vendored package")
{
  Names n;
  CHECK(n.shown("/src/app/vendor/github.com/x/y/z.go") == "vendor/github.com/x/y/z.go");
  CHECK(n.package("/src/app/vendor/github.com/x/y/z.go") == "github.com/x/y");
}

TEST_CASE("the modules of a workspace are named from the first one's folder")
{
  SourceRoots known = roots();
  known.modules.push_back({"example.com/app/tools", "/src/app/tools"});
  known.modules.push_back({"example.com/lib", "/src/lib"});
  SourceNames names(known);
  CHECK(names.file("/src/app/tools/x.go").shown == "tools/x.go");
  CHECK(names.file("/src/app/tools/x.go").package == "example.com/app/tools");
  CHECK(names.file("example.com/lib/sub/y.go").shown == "../lib/sub/y.go");
  CHECK(names.file("/src/lib/sub/y.go").shown == "../lib/sub/y.go");
}

TEST_CASE("a file that fits nowhere stays as Go printed it")
{
  Names n;
  CHECK(n.shown("_testmain.go") == "_testmain.go");
  CHECK(n.shown("/elsewhere/x.go") == "/elsewhere/x.go");
  CHECK(n.shown("").empty());
  CHECK(n.names.place({"f", "/elsewhere/x.go", 3}) == Place{"f", "/elsewhere/x.go", 3});
}

TEST_CASE("without a file the symbol tells whether code is the standard library's")
{
  Names n;
  CHECK(n.names.is_standard({"net/http.(*Server).Serve", "", 0}));
  CHECK_FALSE(n.names.is_standard({"example.com/dep.F", "", 0}));
  CHECK_FALSE(n.names.is_standard({"main.main", "", 0}));
  SourceRoots dotless;
  dotless.modules = {{"app", "/src/app"}};
  SourceNames names(dotless);
  CHECK_FALSE(names.is_standard({"app/broker.F", "", 0}));
  CHECK_FALSE(names.is_standard({"app.F", "", 0}));
}

TEST_CASE("the frames of a stack take the files that people know, in place")
{
  Names names;
  std::vector<Frame> stack = {{"example.com/app/a.F", "/src/app/a/b.go", 1},
                              {"net/http.G", "/usr/local/go/src/net/http/h.go", 2},
                              {"x.org/y.H", "/home/u/go/pkg/mod/x.org/y@v1.2.0/z.go", 3},
                              {"example.com/app/a.J", "/elsewhere/j.go", 4},
                              {"gone", "", 0}};
  names.names.rename_files(stack);
  CHECK(stack == std::vector<Frame>{{"example.com/app/a.F", "a/b.go", 1},
                                    {"net/http.G", "$GOROOT/src/net/http/h.go", 2},
                                    {"x.org/y.H", "x.org/y@v1.2.0/z.go", 3},
                                    {"example.com/app/a.J", "/elsewhere/j.go", 4},
                                    {"gone", "", 0}});
}
