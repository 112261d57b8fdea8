#include "gate/app/confirm/cache.hpp"
#include "gate/base/file.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

namespace {

TestRun
run_with(const std::string& snapshot_of_a, const std::string& snapshot_of_b)
{
  TestRun run;
  run.packages.resize(2);
  run.packages[0].import_path = "m/a";
  run.packages[0].snapshot_ids = {snapshot_of_a};
  run.packages[1].import_path = "m/b";
  run.packages[1].snapshot_ids = {snapshot_of_b};
  return run;
}

const ConfirmPlan k_plan = {{{"m/a", {"TestA", "TestB"}}}};
const KeptConfirmation k_kept = {"r7", "{\"Action\":\"start\"}\n{}\n"};

} // namespace

TEST_CASE("confirm cache: what was kept is found with the same key, without one nothing is")
{
  const TempFolder folder = TempFolder::make("leakgate-confirm").value();
  const SnapshotStore store = SnapshotStore::open(folder.path()).value();
  CHECK(ConfirmCache(store, run_with("1", "2"), k_plan, 3, "p").find() == std::nullopt);
  ConfirmCache(store, run_with("1", "2"), k_plan, 3, "p").keep(k_kept);
  CHECK(ConfirmCache(store, run_with("1", "2"), k_plan, 3, "p").find() == k_kept);
}

TEST_CASE("confirm cache: what had not ended is remembered as that")
{
  const TempFolder folder = TempFolder::make("leakgate-confirm").value();
  const SnapshotStore store = SnapshotStore::open(folder.path()).value();
  KeptConfirmation stuck = k_kept;
  stuck.cut_off = true;
  ConfirmCache(store, run_with("1", "2"), k_plan, 6, "p").keep(stuck);
  CHECK(ConfirmCache(store, run_with("1", "2"), k_plan, 6, "p").find() == stuck);
}

TEST_CASE("confirm cache: a new snapshot, other tests, rounds or options of the probe miss it")
{
  const TempFolder folder = TempFolder::make("leakgate-confirm").value();
  const SnapshotStore store = SnapshotStore::open(folder.path()).value();
  ConfirmCache(store, run_with("1", "2"), k_plan, 3, "p").keep(k_kept);
  CHECK_FALSE(ConfirmCache(store, run_with("9", "2"), k_plan, 3, "p").find());
  CHECK_FALSE(ConfirmCache(store, run_with("1", "2"), {{{"m/a", {"TestA"}}}}, 3, "p").find());
  CHECK_FALSE(ConfirmCache(store, run_with("1", "2"), k_plan, 4, "p").find());
  CHECK_FALSE(ConfirmCache(store, run_with("1", "2"), k_plan, 3, "q").find());
  CHECK(ConfirmCache(store, run_with("1", "9"), k_plan, 3, "p").find()); // m/b is not repeated
}

TEST_CASE(
    "confirm cache: without a snapshot nothing is kept, as another project may have the same names")
{
  const TempFolder folder = TempFolder::make("leakgate-confirm").value();
  const SnapshotStore store = SnapshotStore::open(folder.path()).value();
  TestRun run = run_with("1", "2");
  run.packages[0].snapshot_ids.clear();
  const ConfirmCache cache(store, run, k_plan, 3, "p");
  cache.keep(k_kept);
  CHECK_FALSE(cache.find());
  CHECK(std::filesystem::is_empty(store.folder()));
}

TEST_CASE("confirm cache: a damaged file is nothing")
{
  const TempFolder folder = TempFolder::make("leakgate-confirm").value();
  const SnapshotStore store = SnapshotStore::open(folder.path()).value();
  const ConfirmCache cache(store, run_with("1", "2"), k_plan, 3, "p");
  cache.keep(k_kept);
  const std::filesystem::path file = std::filesystem::directory_iterator(store.folder())->path();
  const std::string whole = read_file(file).value();
  std::string flipped = whole;
  flipped[whole.size() - 5] ^= 1;
  for (const std::string& content :
       {std::string(), whole.substr(0, 30), whole.substr(0, whole.size() - 1), flipped}) {
    CAPTURE(content);
    REQUIRE(write_file(file, content));
    CHECK_FALSE(cache.find());
  }
  REQUIRE(write_file(file, whole));
  CHECK(cache.find());
}
