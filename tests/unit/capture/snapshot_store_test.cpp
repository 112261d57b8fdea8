#include "gate/base/digest.hpp"
#include "gate/base/file.hpp"
#include "gate/capture/probe_options.hpp"
#include "gate/capture/snapshot_store.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace leakgate;
namespace fs = std::filesystem;

TEST_CASE("snapshot store: gives back what has the hash it was asked for")
{
  const TempFolder cache = TempFolder::make("leakgate-test").value();
  const SnapshotStore store = SnapshotStore::open(cache.path()).value();
  const std::string id = sha256_hex("content");
  REQUIRE(write_file(store.folder() / (id + ".snapshot"), "content"));
  CHECK(store.read(id).value() == "content");
}

TEST_CASE("snapshot store: damage and loss are errors")
{
  const TempFolder cache = TempFolder::make("leakgate-test").value();
  const SnapshotStore store = SnapshotStore::open(cache.path()).value();
  const std::string id = sha256_hex("content");
  const std::string path = (store.folder() / (id + ".snapshot")).string();
  CHECK(store.read(id).error() == path + ": cannot read, got \"No such file or directory\"");
  REQUIRE(write_file(path, "other"));
  CHECK(store.read(id).error() == path + ": damaged, got content with hash " + sha256_hex("other"));
}

TEST_CASE("snapshot store: only a hash becomes a path")
{
  const TempFolder cache = TempFolder::make("leakgate-test").value();
  const SnapshotStore store = SnapshotStore::open(cache.path()).value();
  CHECK(store.read("../../etc/passwd").error() ==
        "snapshot: not a content hash, got \"../../etc/passwd\"");
}

TEST_CASE("snapshot store: finds and removes the partial files of one run")
{
  const TempFolder cache = TempFolder::make("leakgate-test").value();
  const SnapshotStore store = SnapshotStore::open(cache.path()).value();
  for (const char* name : {"r1.20.a.part", "r1.3.b.part", "r2.1.c.part", "r1.x"}) {
    REQUIRE(write_file(store.folder() / name, "x"));
  }
  CHECK(store.partial_files("r1") ==
        std::vector<fs::path>{store.folder() / "r1.20.a.part", store.folder() / "r1.3.b.part"});
  store.remove_partial_files("r1");
  CHECK(store.partial_files("r1").empty());
  CHECK(fs::exists(store.folder() / "r2.1.c.part"));
}

TEST_CASE("snapshot store: a new epoch is another word, and stays")
{
  const TempFolder cache = TempFolder::make("leakgate-test").value();
  const SnapshotStore store = SnapshotStore::open(cache.path()).value();
  CHECK(store.epoch() == "first");
  store.start_epoch();
  const std::string epoch = store.epoch();
  CHECK(epoch.size() == 16);
  CHECK(store.epoch() == epoch);
  store.start_epoch();
  CHECK(store.epoch() != epoch);
}

TEST_CASE("snapshot store: trims what was not used for long, and leaves the rest")
{
  const TempFolder cache = TempFolder::make("leakgate-test").value();
  const SnapshotStore store = SnapshotStore::open(cache.path()).value();
  REQUIRE(write_file(store.folder() / "old.snapshot", "x"));
  REQUIRE(write_file(store.folder() / "new.snapshot", "x"));
  fs::last_write_time(store.folder() / "old.snapshot",
                      fs::file_time_type::clock::now() - std::chrono::hours(50));
  store.trim(std::chrono::hours(49));
  CHECK_FALSE(fs::exists(store.folder() / "old.snapshot"));
  CHECK(fs::exists(store.folder() / "new.snapshot"));
}

TEST_CASE("snapshot store: a cache that cannot be written to is told with what to do")
{
  const TempFolder folder = TempFolder::make("leakgate-test").value();
  REQUIRE(write_file(folder.path() / "file", ""));
  CHECK(SnapshotStore::open(folder.path() / "file").error() ==
        (folder.path() / "file/leakgate/snapshots").string() +
            ": cannot make folder, got \"Not a directory\" (leakgate keeps snapshots in Go's build "
            "cache: set GOCACHE to a folder that can be written)");
}

TEST_CASE("probe options: canonical form and the variable")
{
  ProbeOptions options;
  options.proof = Proof::off;
  CHECK(options.canonical() ==
        "ancestors=10 limit=10000 proof=off rounds=64 sample_ms=100 settle_ms=2000");
  CHECK(options.environment_value("/a b", "r1") ==
        "ancestors=10\nlimit=10000\nproof=off\nrounds=64\nsample_ms=100\nsettle_ms=2000\n"
        "dir=/a b\nrun=r1");
}
