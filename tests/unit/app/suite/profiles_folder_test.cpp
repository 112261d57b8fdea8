#include "gate/app/suite/profiles_folder.hpp"
#include "gate/base/digest.hpp"
#include "gate/base/file.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace leakgate;
namespace fs = std::filesystem;

namespace {

std::string
section(const std::string& name, const std::string& content)
{
  return fmt::format("{} {}\n{}\n", name, content.size(), content);
}

// Puts a snapshot into the store, and gives its id.
std::string
put(const SnapshotStore& store, const std::string& sections)
{
  const std::string snapshot =
      "leakgate-snapshot 1\n" + section("head", "{}") + sections + section("end", "");
  const std::string id = sha256_hex(snapshot);
  REQUIRE(write_file(store.folder() / (id + ".snapshot"), snapshot));
  return id;
}

} // namespace

TEST_CASE("profiles: of each package what go tool pprof reads, and the dumps, also of rounds")
{
  const auto temp = TempFolder::make("leakgate-profiles-");
  REQUIRE(temp);
  const auto store = SnapshotStore::open(temp->path() / "cache");
  REQUIRE(store);
  Evidence evidence;
  evidence.run.packages.resize(2);
  PackageRun& run = evidence.run.packages[0];
  run.import_path = "example.com/shop/../stock";
  run.snapshot_ids = {put(*store, section("before.heap", "B") + section("after.heap", "A") +
                                      section("after.dump", "goroutine 1") +
                                      section("sample", "{}"))};
  PackageRun& gone = evidence.run.packages[1];
  gone.import_path = "example.com/gone";
  gone.snapshot_ids = {std::string(64, 'a')};
  HeapPackage again{run.import_path, {{{"TestA"}, {}, {}}}};
  again.runs[0].run.snapshot_ids = {put(*store, section("round.3.heap", "R"))};
  evidence.heap = HeapCheck{2, {again}};

  const fs::path folder = temp->path() / "kept";
  REQUIRE(keep_profiles(folder, evidence, *store));
  const fs::path stock = folder / "example.com" / "shop" / "_" / "stock";
  CHECK(read_file(stock / "before.heap.pb.gz").value_or("") == "B");
  CHECK(read_file(stock / "after.heap.pb.gz").value_or("") == "A");
  CHECK(read_file(stock / "after.dump.txt").value_or("") == "goroutine 1");
  CHECK(read_file(stock / "again-1" / "round.3.heap.pb.gz").value_or("") == "R");
  CHECK(std::distance(fs::directory_iterator(stock), {}) == 4);
  CHECK(!fs::exists(folder / "example.com" / "gone"));
}

TEST_CASE("profiles: a folder that cannot be written to is told")
{
  const auto temp = TempFolder::make("leakgate-profiles-");
  REQUIRE(temp);
  const auto store = SnapshotStore::open(temp->path() / "cache");
  REQUIRE(store);
  Evidence evidence;
  PackageRun& run = evidence.run.packages.emplace_back();
  run.import_path = "example.com/a";
  run.snapshot_ids = {put(*store, section("after.heap", "A"))};
  REQUIRE(write_file(temp->path() / "file", "x"));
  const auto kept = keep_profiles(temp->path() / "file", evidence, *store);
  REQUIRE(!kept);
  CHECK(kept.error().find("file") != std::string::npos);
}
