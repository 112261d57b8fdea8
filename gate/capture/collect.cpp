#include "gate/capture/collect.hpp"

#include "gate/base/file.hpp"
#include "gate/base/text.hpp"
#include "gate/decode/crash_output.hpp"
#include "gate/decode/events/plain_output.hpp"
#include "gate/decode/snapshot_file.hpp"
#include "gate/model/sent_signal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>

namespace leakgate {

namespace {

PackageEvidence
without_evidence(const PackageRun& package, std::string why)
{
  PackageEvidence evidence;
  evidence.import_path = package.import_path;
  if (!why.empty()) {
    evidence.problems.push_back({package.import_path, std::move(why)});
  }
  return evidence;
}

PackageEvidence
from_marker(const PackageRun& package, const std::string& id, const SnapshotStore& store,
            const RunIdentity& identity)
{
  const auto bytes = store.read(id);
  if (!bytes) {
    return without_evidence(package, bytes.error());
  }
  auto file = decode_snapshot_file(*bytes, id.substr(0, 12) + ".snapshot");
  if (!file) {
    return without_evidence(package, file.error());
  }
  if (file->options != identity.options) {
    return without_evidence(package, fmt::format("snapshot: taken with other options, got {}",
                                                 text::quoted(file->options, 200)));
  }
  // The marker comes out of the test's output, so anybody may print one: the snapshot
  // must be of this package and, unless go test replayed the output, of this run.
  if (file->evidence.import_path != package.import_path ||
      (!package.cached && file->run != identity.run)) {
    return without_evidence(package, fmt::format("snapshot: taken by another test process, got {}",
                                                 text::quoted(file->evidence.import_path, 200)));
  }
  file->evidence.source = package.cached ? EvidenceSource::cache : EvidenceSource::probe;
  return std::move(file->evidence);
}

using PartialFiles = std::map<std::string, SnapshotFile>;

PartialFiles
read_partial_files(const SnapshotStore& store, const RunIdentity& identity)
{
  PartialFiles files;
  for (const auto& path : store.partial_files(identity.run)) {
    const auto bytes = read_regular_file(path);
    if (!bytes) {
      continue;
    }
    if (auto file = decode_snapshot_file(*bytes, path.filename().string())) {
      files.emplace(file->evidence.import_path, std::move(*file));
    }
  }
  return files;
}

// Why a process that ran has left no snapshot, as far as can be told.
std::string
missing_snapshot(const PackageRun& package, bool began, bool probed)
{
  if (package.end == PackageEnd::exited && package.tests.empty()) {
    return "the test process ended before it ran a test (its output says why)";
  }
  if (began) {
    return "the test process ended in the middle, without os.Exit of Go: a signal, the kernel or "
           "syscall.Exit ended it (run it alone to see which)";
  }
  if (probed && (package.end == PackageEnd::passed || package.end == PackageEnd::failed)) {
    return "TestMain never called m.Run in the process that go test started: where it starts the "
           "test binary again and runs the tests there, they are not seen (call m.Run in the "
           "first process, and start again only what needs it)";
  }
  return "no snapshot: the test process ended without its exit hook";
}

// A process that crashed or ran out of time leaves no after-snapshot of its own: the
// goroutine dump that Go printed stands for it.
PackageEvidence
from_crash(const PackageRun& package, PartialFiles& partial, bool probed)
{
  PackageEvidence evidence;
  const bool began = partial.contains(package.import_path);
  if (const auto found = partial.find(package.import_path); found != partial.end()) {
    evidence = std::move(found->second.evidence);
    partial.erase(found);
  }
  evidence.import_path = package.import_path;
  auto crash = decode_crash_output(package);
  if (!crash || crash->dump.goroutines.empty()) {
    evidence.problems.push_back({package.import_path, missing_snapshot(package, began, probed)});
    return evidence;
  }
  Snapshot after;
  after.goroutines = static_cast<std::int64_t>(crash->dump.goroutines.size());
  after.dump = std::move(crash->dump.goroutines);
  after.dump_taken = true;
  after.dump_complete = crash->dump.complete;
  evidence.after = std::move(after);
  evidence.source = EvidenceSource::crash;
  evidence.running_tests = std::move(crash->running_tests);
  evidence.problems.insert(evidence.problems.end(), crash->dump.problems.begin(),
                           crash->dump.problems.end());
  return evidence;
}

// A process that died while the gate waited; what stands in its late output is the last
// that was seen of it.
PackageEvidence
from_late_end(const PackageRun& package, PartialFiles& partial)
{
  const std::string_view signal = sent_signal(package.late_status);
  if (is_killed_from_outside(package.late_status)) {
    return without_evidence(
        package, fmt::format("{} ended the process while leakgate waited for goroutines of its "
                             "tests, which had ended (did somebody, a limit of the job, or the "
                             "kernel for want of memory? run it again)",
                             signal));
  }
  PackageRun crashed;
  crashed.import_path = package.import_path;
  crashed.end = PackageEnd::crashed;
  crashed.output = package.late_output;
  PackageEvidence evidence = from_crash(crashed, partial, true);
  if (!evidence.after) {
    evidence.problems.back().what = "no snapshot: the process died while leakgate waited for "
                                    "goroutines to end, with " +
                                    (signal.empty() ? package.late_status : std::string(signal));
  }
  return evidence;
}

// The snapshots of this run by package, for those whose marker did not arrive: somebody has
// closed standard output, or a wrapper has swallowed what it was given.
std::map<std::string, std::string>
read_done_files(const SnapshotStore& store, const RunIdentity& identity)
{
  std::map<std::string, std::string> ids;
  for (const auto& path : store.done_files(identity.run)) {
    const auto content = read_file(path);
    const std::string_view line = content ? text::trim(*content) : std::string_view();
    if (const std::size_t space = line.find(' '); space != std::string_view::npos) {
      ids.emplace(line.substr(space + 1), line.substr(0, space));
    }
  }
  return ids;
}

} // namespace

void
confirm_ran(TestRun& run, const SnapshotStore& store, const RunIdentity& identity)
{
  std::optional<std::map<std::string, std::string>> done;
  for (PackageRun& package : run.packages) {
    if (package.end != PackageEnd::ran_none || package.cached) {
      continue;
    }
    if (!done) {
      done = read_done_files(store, identity);
    }
    package.end = done->contains(package.import_path) ? PackageEnd::passed : package.end;
  }
}

std::vector<std::string>
packages_done(const SnapshotStore& store, const RunIdentity& identity)
{
  std::vector<std::string> packages;
  for (const auto& [package, id] : read_done_files(store, identity)) {
    packages.push_back(package);
  }
  return packages;
}

void
add_recorded_tests(TestRun& run, const SnapshotStore& store, const RunIdentity& identity)
{
  const std::map<std::string, std::string> done = read_done_files(store, identity);
  for (PackageRun& package : run.packages) {
    const auto id = done.find(package.import_path);
    const auto bytes = id == done.end() || package.cached ? Result<std::string>(failure(""))
                                                          : store.read(id->second);
    if (!bytes) {
      continue;
    }
    // Of a package that passed the go command shows no marker. By the snapshot a confirmation that
    // was kept is found again: without it that of any other run of this package would be.
    if (package.snapshot_ids.empty()) {
      package.snapshot_ids.push_back(id->second);
    }
    std::vector<TestCase> recorded = decode_snapshot_tests(*bytes);
    for (TestCase& test : recorded) { // what was printed is known of failed ones
      const auto shown = std::ranges::find(package.tests, test.name, &TestCase::name);
      if (shown != package.tests.end()) {
        test.output = std::move(shown->output);
        test.outcome = shown->outcome == TestOutcome::none ? test.outcome : shown->outcome;
      }
    }
    std::ranges::copy_if(package.tests, std::back_inserter(recorded), [&](const TestCase& test) {
      return std::ranges::find(recorded, test.name, &TestCase::name) == recorded.end();
    });
    package.tests = std::move(recorded);
  }
}

std::vector<PackageEvidence>
collect_evidence(const TestRun& run, const SnapshotStore& store, const RunIdentity& identity)
{
  PartialFiles partial = read_partial_files(store, identity);
  std::optional<std::map<std::string, std::string>> done;
  std::vector<PackageEvidence> all;
  for (const PackageRun& package : run.packages) {
    if (!package.snapshot_ids.empty()) {
      all.push_back(from_marker(package, package.snapshot_ids.back(), store, identity));
      continue;
    }
    if (!package.late_status.empty()) {
      all.push_back(from_late_end(package, partial));
      continue;
    }
    if (!done && ran_tests(package.end) && !package.cached) {
      done = read_done_files(store, identity);
    }
    if (const auto id = done ? done->find(package.import_path) : decltype(done->end())();
        done && id != done->end()) {
      all.push_back(from_marker(package, id->second, store, identity));
    } else if (ran_tests(package.end)) {
      all.push_back(from_crash(package, partial, store.has_claims(identity.run)));
    } else if (package.end == PackageEnd::ran_none && package.cached) {
      all.push_back(without_evidence(package, {})); // what it did then is in no output
    }
  }
  std::sort(all.begin(), all.end(), [](const PackageEvidence& a, const PackageEvidence& b) {
    return a.import_path < b.import_path;
  });
  return all;
}

std::vector<std::string>
packages_to_rerun(const TestRun& run, const std::vector<PackageEvidence>& evidence)
{
  std::set<std::string_view> without;
  for (const PackageEvidence& each : evidence) {
    if (each.source == EvidenceSource::none) {
      without.insert(each.import_path);
    }
  }
  std::vector<std::string> names;
  for (const PackageRun& package : run.packages) {
    if (package.cached && without.contains(package.import_path)) {
      names.push_back(package.import_path);
    }
  }
  return names;
}

} // namespace leakgate
