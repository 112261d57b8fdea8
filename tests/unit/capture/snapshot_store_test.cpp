#include "gate/base/digest.hpp"
#include "gate/base/file.hpp"
#include "gate/capture/probe_options.hpp"
#include "gate/capture/snapshot_store.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

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
  for (const char* name : {"r1/20.a.part", "r1/3.b.part", "r2/1.c.part", "r1/x", "id.snapshot"}) {
    REQUIRE(write_file(store.folder() / name, "x"));
  }
  CHECK(store.partial_files("r1") ==
        std::vector<fs::path>{store.folder() / "r1/20.a.part", store.folder() / "r1/3.b.part"});
  store.remove_run("r1");
  store.remove_run("");
  CHECK(store.partial_files("r1").empty());
  CHECK(!fs::exists(store.folder() / "r1"));
  CHECK(fs::exists(store.folder() / "r2/1.c.part"));
  CHECK(fs::exists(store.folder() / "id.snapshot"));
}

TEST_CASE("snapshot store: a package that lost its snapshot gets another word, and no other does")
{
  const TempFolder cache = TempFolder::make("leakgate-test").value();
  const SnapshotStore store = SnapshotStore::open(cache.path()).value();
  const auto word_of = [&](const char* package) {
    for (const PackageEpoch& epoch : store.epochs()) {
      if (epoch.package == epoch_name(package)) {
        return epoch.word;
      }
    }
    return std::string();
  };
  CHECK(store.epochs().empty());
  store.start_epochs({"a/b", "a/c"});
  const std::string b = word_of("a/b");
  const std::string c = word_of("a/c");
  CHECK(b.size() == 16);
  CHECK(word_of("a/d").empty());
  store.start_epochs({"a/b"});
  CHECK(word_of("a/b") != b);
  CHECK(word_of("a/c") == c);
  CHECK(store.epochs().size() == 2);
}

TEST_CASE("snapshot store: a damaged list of epochs is none, and it does not grow for ever")
{
  const TempFolder cache = TempFolder::make("leakgate-test").value();
  const SnapshotStore store = SnapshotStore::open(cache.path()).value();
  REQUIRE(write_file(cache.path() / "leakgate/epochs", "x\n0123456789abcdef ../../../../../etc\n"));
  CHECK(store.epochs().empty());
  std::vector<std::string> packages;
  for (int i = 0; i < 1500; ++i) {
    packages.push_back("example.com/p" + std::to_string(i));
  }
  store.start_epochs(packages);
  CHECK(store.epochs().size() == 1000);
  CHECK(store.epochs().back().package == epoch_name("example.com/p1499"));
}

TEST_CASE("snapshot store: the name of a package is the one that the probe computes")
{
  CHECK(epoch_name("") == "cbf29ce484222325");
  CHECK(epoch_name("a") == "af63dc4c8601ec8c");
}

TEST_CASE("snapshot store: what is not a file is refused before it is opened")
{
  const TempFolder cache = TempFolder::make("leakgate-test").value();
  const SnapshotStore store = SnapshotStore::open(cache.path()).value();
  const std::string id(64, 'a');
  const fs::path path = store.folder() / (id + ".snapshot");
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  CHECK(store.read(id).error() == path.string() + ": is not a file, got \"a FIFO\" (remove it)");
  fs::remove(path);
  fs::create_symlink("/dev/zero", path);
  CHECK(store.read(id).error() == path.string() + ": is not a file, got \"a link\" (remove it)");
  for (const char* name : {"snapshots/trim.txt", "snapshots/.writable", "epochs"}) {
    REQUIRE(::mkfifo((cache.path() / "leakgate" / name).c_str(), 0600) == 0);
  }
  CHECK(SnapshotStore::open(cache.path()));
  store.trim(std::chrono::hours(1));
  store.start_epochs({"a"});
  CHECK(store.epochs().size() == 1);
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
            "cache: make room there, or set GOCACHE to a folder that can be written)");
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
  options.rounds_stop_when_known = true;
  CHECK(options.environment_value("/a b", "r1").find("\nknown=1\n") != std::string::npos);
  CHECK(options.canonical().find("known") == std::string::npos);
}
