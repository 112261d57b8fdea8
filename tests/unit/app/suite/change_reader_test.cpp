#include "gate/app/suite/change_reader.hpp"
#include "gate/app/suite/changed_lines.hpp"
#include "gate/base/file.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace leakgate;
namespace fs = std::filesystem;

namespace {

const LineRanges k_nothing;

// A checkout with a module `app` in it, of which findings name files from `app`.
struct Checkout
{
  TempFolder folder = TempFolder::make("leakgate-test").value();
  fs::path root = fs::canonical(folder.path()) / "repo";
  SourceRoots roots;
  ChangedLines change{"main", {}};

  Checkout()
  {
    roots.modules = {{"example.com/app", (root / "app").string()}};
    roots.repository = root.string();
    roots.mod_cache = (root / "../cache").lexically_normal().string();
    roots.goroots = {(root / "../go").lexically_normal().string()};
  }

  fs::path
  write(const std::string& name, const std::string& text = "package p\n") const
  {
    REQUIRE(write_file(root / name, text));
    return (root / name).lexically_normal();
  }

  void
  track(const std::string& name, LineRanges parts = {})
  {
    change.files[write(name).string()] = std::move(parts);
  }

  [[nodiscard]] LineRanges
  touched(const std::string& name, const Result<LineRanges>& functions = LineRanges()) const
  {
    return ChangeReader(change, roots, [&](const fs::path&) { return functions; }).touched(name);
  }
};

} // namespace

TEST_CASE("change: a function that has a changed line, or a gap, in it is touched as a whole")
{
  Checkout checkout;
  checkout.track("app/hub.go", {{8, 8}, {30, 29}});
  const LineRanges functions = {{3, 9}, {11, 29}, {30, 40}};
  CHECK(checkout.touched("hub.go", functions) == LineRanges{{3, 9}, {8, 8}});
  CHECK(checkout.touched("hub.go", LineRanges{{25, 35}}) == LineRanges{{25, 35}, {8, 8}});
  // Nobody knows the functions: all of the file.
  CHECK(checkout.touched("hub.go", tl::unexpected<std::string>("no Go")) == whole_file());
  checkout.track("app/same.go");
  CHECK(checkout.touched("same.go", tl::unexpected<std::string>("no Go")) == k_nothing);
}

TEST_CASE("change: what git does not track, or does not find, counts as touched")
{
  Checkout checkout;
  (void)checkout.write("app/made_gen.go");
  (void)checkout.write("../elsewhere/x.go");
  checkout.track("app/expr.y");
  CHECK(checkout.touched("made_gen.go") == whole_file());
  CHECK(checkout.touched("gone.go") == whole_file());
  CHECK(checkout.touched((checkout.root / "../elsewhere/x.go").string()) == whole_file());
  CHECK(checkout.touched("expr.y") == whole_file()); // a directive names it
  CHECK(checkout.touched("_cgo_gotypes.go") == k_nothing);
}

TEST_CASE("change: a module beside this one, by whatever name findings have for its files")
{
  Checkout checkout;
  (void)checkout.write("app/go.mod", "module example.com/app\n\nreplace (\n"
                                     "\t// example.com/lib => ./no\n"
                                     "\texample.com/lib v1.2.3 => ../lib // here\n)\n");
  checkout.track("lib/l.go", {{1, 4}});
  checkout.track("lib/old.go");
  CHECK(checkout.touched((checkout.root / "lib/l.go").string()) == LineRanges{{1, 4}});
  CHECK(checkout.touched("example.com/lib@v1.2.3/l.go") == LineRanges{{1, 4}});
  CHECK(checkout.touched("example.com/lib@v1.2.3/old.go") == k_nothing);
  CHECK(checkout.touched("example.com/other@v1.2.3/l.go") == whole_file());
  // As it is published, too.
  (void)checkout.write("../cache/example.com/lib@v1.2.3/l.go");
  (void)checkout.write("../cache/example.com/other@v1.0.0/o.go");
  CHECK(checkout.touched("example.com/lib@v1.2.3/l.go") == LineRanges{{1, 4}});
  CHECK(checkout.touched("example.com/other@v1.0.0/o.go") == k_nothing);
  CHECK(checkout.touched("$GOROOT/src/net/n.go") == k_nothing);
}

TEST_CASE("change: a link counts as changed with itself, and with what it leads to")
{
  Checkout checkout;
  checkout.track("shared/x_test.go", {{5, 5}});
  checkout.track("shared/y_test.go");
  fs::create_directories(checkout.root / "app/b");
  const auto link = [&](const std::string& name, const std::string& to) {
    fs::create_symlink(to, checkout.root / name);
    return (checkout.root / name).string();
  };
  checkout.change.files[link("app/b/x_test.go", "../../shared/x_test.go")];
  checkout.change.files[link("app/b/y_test.go", "../../shared/y_test.go")];
  CHECK(checkout.touched("b/x_test.go") == LineRanges{{5, 5}});
  CHECK(checkout.touched("b/y_test.go") == k_nothing);
  checkout.change.files[link("app/b/new_test.go", "y_test.go")] = whole_file();
  CHECK(checkout.touched("b/new_test.go") == whole_file());
  (void)link("app/b/untracked_test.go", "y_test.go");
  CHECK(checkout.touched("b/untracked_test.go") == whole_file());
  (void)link("app/b/round_test.go", "round_test.go");
  CHECK(checkout.touched("b/round_test.go") == whole_file());
  // A link to the whole checkout is no part of it.
  (void)link("../entry", "repo");
  checkout.roots.modules = {{"example.com/app", (checkout.root / "../entry/app").string()}};
  CHECK(checkout.touched("b/x_test.go") == LineRanges{{5, 5}});
}

TEST_CASE("change: a leak whose test has no known line is touched with any test of its package")
{
  Checkout checkout;
  checkout.track("app/hub/hub.go", {{1, 1}});
  checkout.track("app/hub/hub_test.go");
  std::string package = "example.com/app/hub";
  const auto learned = [&] {
    const ChangeReader reader(checkout.change, checkout.roots, [](const fs::path&) {
      return LineRanges{{9, 9}};
    });
    Policy policy;
    policy.changed = {"main", {}};
    CHECK(reader.learn({{"hub.Start", "hub/hub.go", 9}}, {package}, policy));
    CHECK_FALSE(reader.learn({{"hub.Start", "hub/hub.go", 9}}, {package}, policy));
    return policy.changed->files;
  };
  CHECK(learned() ==
        std::map<std::string, LineRanges>{{"hub/hub.go", {{1, 1}}}, {"example.com/app/hub", {}}});
  checkout.track("app/hub/more_test.go", {{3, 3}});
  CHECK(learned().at("example.com/app/hub") == whole_file());
  package = "example.com/elsewhere";
  CHECK(learned().at("example.com/elsewhere") == whole_file());
}
