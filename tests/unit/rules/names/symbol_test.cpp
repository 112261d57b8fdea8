#include "rules/names/symbol.hpp"

#include <doctest/doctest.h>

using namespace leakgate::rules;

TEST_CASE("a symbol is cut behind the last path element, whatever its type arguments hold")
{
  CHECK(split_symbol("example.com/app/broker.(*Hub).Run").package == "example.com/app/broker");
  CHECK(split_symbol("example.com/app/broker.(*Hub).Run").name == "(*Hub).Run");
  CHECK(split_symbol("gopkg.in/yaml%2ev3.Unmarshal").package == "gopkg.in/yaml%2ev3");
  CHECK(split_symbol("main.Map[go.shape.*example.com/x/y.T].func1").package == "main");
  CHECK(split_symbol("main.Map[go.shape.*example.com/x/y.T].func1").name ==
        "Map[go.shape.*example.com/x/y.T].func1");
  CHECK(split_symbol("nodot").package.empty());
  CHECK(split_symbol("nodot").name == "nodot");
}

TEST_CASE("an import path is spelled in symbols with its last dots escaped")
{
  CHECK(symbol_package("gopkg.in/yaml.v3") == "gopkg.in/yaml%2ev3");
  CHECK(symbol_package("example.com/app") == "example.com/app");
  CHECK(symbol_package("app") == "app");
}

TEST_CASE("the outer function of a closure is the one in whose source it stands")
{
  CHECK(outer_function("example.com/app.TestSub.(*Hub).Nested.func3.1") == "TestSub");
  CHECK(outer_function("example.com/app.TestSub.func2") == "TestSub");
  CHECK(outer_function("example.com/app.Each-range1") == "Each");
  CHECK(outer_function("example.com/app.(*Hub).Run-fm") == "(*Hub)");
  CHECK(outer_function("").empty());
}

TEST_CASE("a closure has one canonical name, inlined by Go 1.26 or named by Go 1.27")
{
  const char* package = "example.com/app/broker";
  // The left ones are what 1.24 and 1.26 print, the right ones what 1.27 prints.
  CHECK(canonical_function("example.com/app/broker.TestSub.(*Hub).Nested.func3.1", package) ==
        "example.com/app/broker.(*Hub).Nested.func");
  CHECK(canonical_function("example.com/app/broker.(*Hub).Nested.func1.1", package) ==
        "example.com/app/broker.(*Hub).Nested.func");
  CHECK(canonical_function("example.com/app/other_test.TestCross.SpawnDeep.func4.1.1", package) ==
        "example.com/app/broker.SpawnDeep.func");
  CHECK(canonical_function("example.com/app/broker.SpawnDeep.func1.1.1", package) ==
        "example.com/app/broker.SpawnDeep.func");
  CHECK(canonical_function("example.com/app/broker.TestSpawn.RangeFunc-range1", package) ==
        "example.com/app/broker.RangeFunc.func");
  CHECK(canonical_function("example.com/app/broker.RangeFunc-range1.1", package) ==
        "example.com/app/broker.RangeFunc.func");
  CHECK(canonical_function("os/signal.Notify.func1.1", "os/signal") == "os/signal.Notify.func");
  CHECK(canonical_function("os/signal.Notify.func2.1", "os/signal") == "os/signal.Notify.func");
}

TEST_CASE("what is not a closure keeps its whole name")
{
  CHECK(canonical_function("a/b.(*Hub).Run", "a/b") == "a/b.(*Hub).Run");
  CHECK(canonical_function("a/b.Hub.Run", "a/b") == "a/b.Hub.Run");
  CHECK(canonical_function("a/b.(*Box[go.shape.int]).Run", "a/b") == "a/b.(*Box[...]).Run");
  CHECK(canonical_function("a/b.(*Hub).Run-fm", "a/b") == "a/b.(*Hub).Run");
  CHECK(canonical_function("a/b.func1", "a/b") == "a/b.func1");
  CHECK(canonical_function("", "").empty());
}

TEST_CASE("numbers that change when code is added elsewhere are not part of a canonical name")
{
  CHECK(canonical_function("a/b.init.0", "a/b") == "a/b.init");
  CHECK(canonical_function("a/b.init.3.func2", "a/b") == "a/b.init.func");
  CHECK(canonical_function("a/b.F.gowrap2", "a/b") == "a/b.F.func");
  CHECK(canonical_function("a/b.F.deferwrap1", "a/b") == "a/b.F.func");
  CHECK(canonical_function("a/b.F.func1.G.func2", "a/b") == "a/b.G.func");
}

TEST_CASE("the external test package counts as the package itself")
{
  CHECK(canonical_function("a/b_test.TestX", "a/b") == "a/b.TestX");
  CHECK(canonical_function("a/b_test.TestX.func1", "a/b") == "a/b.TestX.func");
}

TEST_CASE("names with stray brackets are taken as they come")
{
  CHECK(name_parts("(*A.B") == std::vector<std::string_view>{"(*A.B"});
  CHECK(name_parts("A).B.C") == std::vector<std::string_view>{"A)", "B", "C"});
  CHECK(name_parts("..A..").size() == 1);
}

TEST_CASE("a function is in a package by its whole import path, not by how its name starts")
{
  CHECK(in_package("testing.(*T).Run", "testing"));
  CHECK(in_package("testing.Map[go.shape.*example.com/x.T].func1", "testing"));
  CHECK_FALSE(in_package("testing.example.com/x.Run", "testing"));
  CHECK_FALSE(in_package("testing%2ehelpers.Run", "testing"));
  CHECK_FALSE(in_package("testing/synctest.Test", "testing"));
}

TEST_CASE("the type whose method a function is, and its name as source declares it")
{
  CHECK(receiver_of("(*Cache[...]).Close") == "Cache");
  CHECK(receiver_of("Cache.Close.func1") == "Cache");
  CHECK(receiver_of("TestSub.(*Hub).Run.func2") == "Hub");
  CHECK(receiver_of("New.func1.2").empty());
  CHECK(receiver_of("New").empty());
  CHECK(receiver_of("").empty());
  CHECK(declared_name("(*Cache[...]).Close.func1") == "(*Cache).Close");
  CHECK(declared_name("New[...].func1") == "New");
  CHECK(declared_name("TestSub.(*Hub).Run.func2") == "(*Hub).Run");
  CHECK(declared_name("(*Hub).Run-fm") == "(*Hub).Run");
}
