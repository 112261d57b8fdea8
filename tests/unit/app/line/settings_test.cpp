#include "gate/app/line/settings.hpp"
#include "gate/base/file.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace leakgate;

namespace fs = std::filesystem;

namespace {

// A checkout with that configuration; messages name its files from the current folder.
struct Checkout
{
  TempFolder folder = TempFolder::make("leakgate-settings").value();
  std::string shown = shown_path(folder.path() / ".leakgate.yml");

  explicit Checkout(const std::string& yaml)
  {
    REQUIRE(write_file(folder.path() / ".leakgate.yml", yaml));
  }

  [[nodiscard]] TestOptions
  options() const
  {
    TestOptions options;
    options.go.directory = folder.path();
    return options;
  }
};

Messages
errors_of(const TestOptions& options)
{
  const auto settings = resolve_settings(options);
  return settings ? Messages{"no error"} : settings.error();
}

} // namespace

TEST_CASE("settings: what a flag decides is nothing that the checkout loosened")
{
  const Checkout checkout("fail_on: {tier: proven}\nsettle: 5s\n");
  TestOptions options = checkout.options();
  REQUIRE(resolve_settings(options));
  CHECK(resolve_settings(options)->policy.loosened.size() == 2);
  options.fail_tier = Tier::lingering;
  options.settle_given = true;
  CHECK(resolve_settings(options)->policy.loosened.empty());
  CHECK(resolve_settings(options)->policy.fail_tier == Tier::lingering);
}

TEST_CASE("settings: the command line says which heaps are looked at, whatever the file says")
{
  const Checkout checkout("heap: {check: off}\n");
  TestOptions options = checkout.options();
  REQUIRE(resolve_settings(options));
  CHECK(resolve_settings(options)->policy.heap.check == HeapChecking::off);
  CHECK(resolve_settings(options)->policy.loosened.size() == 1);
  options.heap = HeapChecking::on;
  CHECK(resolve_settings(options)->policy.heap.check == HeapChecking::on);
  CHECK(resolve_settings(options)->policy.loosened.empty());
}

TEST_CASE("settings: a gate that can only pass is refused")
{
  const Checkout checkout("");
  TestOptions options = checkout.options();
  options.fail_tier = Tier::growing;
  CHECK(resolve_settings(options));
  options.confirm_given = true;
  options.confirm_rounds = 0;
  CHECK(errors_of(options) ==
        Messages{"fail on tier growing: with one round nothing can be seen to grow, got confirm "
                 "off (leave the confirmation on, or give -count)"});
  options.go.count_given = true;
  CHECK(resolve_settings(options));
}

TEST_CASE("settings: a pattern of the user's needs a name of its own")
{
  const Checkout checkout("patterns:\n  - id: chan-send\n    match: {state: chan send}\n");
  CHECK(errors_of(checkout.options()) ==
        Messages{checkout.shown + ":2: the id of a pattern must be new, got \"chan-send\" "
                                  "(leakgate explain rules lists the built-in ones)"});
}

TEST_CASE("settings: a report of the checkout replaces no other file")
{
  const Checkout checkout("reports: {json: go.mod}\n");
  CHECK(errors_of(checkout.options()) ==
        Messages{checkout.shown + ":1: the report needs a file of its own, got \"go.mod\", which "
                                  "is a file of the project"});
  const Checkout twice("reports: {json: leaks.xml}\n");
  TestOptions options = twice.options();
  options.reports = {{"junit", (twice.folder.path() / "leaks.xml").string()}};
  CHECK(errors_of(options) ==
        Messages{twice.shown + ":1: the report needs a file of its own, got \"leaks.xml\", which "
                               "is that of report junit"});
}

TEST_CASE("settings: a link in the checkout does not lead a report into .git")
{
  const Checkout checkout("reports: {json: hooks/x.json}\n");
  REQUIRE(make_folder(checkout.folder.path() / ".git/hooks"));
  fs::create_directory_symlink(".git/hooks", checkout.folder.path() / "hooks");
  CHECK(errors_of(checkout.options()) ==
        Messages{checkout.shown + ":1: the report must stay in the folder of the file, got "
                                  "\"hooks/x.json\" (give it on the command line: --report "
                                  "json=PATH)"});
}

TEST_CASE("settings: a configuration that is a link to elsewhere is not read")
{
  const TempFolder folder = TempFolder::make("leakgate-settings").value();
  fs::create_symlink("/etc/passwd", folder.path() / ".leakgate.yml");
  TestOptions options;
  options.go.directory = folder.path();
  CHECK(errors_of(options) == Messages{shown_path(folder.path() / ".leakgate.yml") +
                                       ": is a link that leads out of its folder (make it a "
                                       "file)"});
}
