#pragma once

#include "gate/model/evidence.hpp"

#include <string>
#include <utility>
#include <vector>

namespace leakgate::test {

/// Where the made-up sources of the rules tests lie.
inline constexpr const char* k_module = "example.com/app";
inline constexpr const char* k_package = "example.com/app/broker";
inline constexpr const char* k_dir = "/src/app";

/// A frame of the package under test: `frame("(*Hub).Run", "hub.go", 12)`.
inline Frame
frame(const std::string& function, const std::string& file, int line)
{
  return {std::string(k_package) + "." + function, std::string(k_dir) + "/broker/" + file, line};
}

/// A frame of the standard library: `go_frame("sync.(*WaitGroup).Wait", "sync/waitgroup.go", 206)`.
inline Frame
go_frame(const std::string& function, const std::string& file, int line)
{
  return {function, "/go/src/" + file, line};
}

/// Builds one goroutine of a dump, frame by frame from the leaf.
class GoroutineBuilder
{
public:
  explicit GoroutineBuilder(std::int64_t id, Wait wait = Wait::chan_receive,
                            const char* state = "chan receive")
  {
    m_made.id = id;
    m_made.wait = wait;
    m_made.state = state;
  }

  GoroutineBuilder&
  at(Frame frame)
  {
    m_made.frames.push_back(std::move(frame));
    return *this;
  }
  GoroutineBuilder&
  by(Frame frame, std::int64_t creator = 0)
  {
    m_made.created_by = std::move(frame);
    m_made.created_in = creator;
    return *this;
  }
  GoroutineBuilder&
  label(const std::string& test, const std::string& key = "test.name")
  {
    m_made.labels.push_back({key, test});
    return *this;
  }
  GoroutineBuilder&
  leaked()
  {
    m_made.leaked = true;
    return *this;
  }
  GoroutineBuilder&
  ancestor(std::int64_t id, std::vector<Frame> frames, std::optional<Frame> created_by = {})
  {
    m_made.ancestors.push_back({id, std::move(frames), std::move(created_by)});
    return *this;
  }
  /// The goroutine that runs a test and the main one behind it: what ends every chain.
  GoroutineBuilder&
  in_test(std::int64_t id, std::vector<Frame> frames)
  {
    frames.push_back(go_frame("testing.tRunner", "testing/testing.go", 2039));
    ancestor(id, std::move(frames), go_frame("testing.(*T).Run", "testing/testing.go", 2101));
    return ancestor(1, {go_frame("testing.(*T).Run", "testing/testing.go", 2109),
                        go_frame("testing.tRunner", "testing/testing.go", 2039),
                        go_frame("testing.(*M).Run", "testing/testing.go", 2443)});
  }
  GoroutineBuilder&
  times(std::int64_t count)
  {
    m_made.count = count;
    return *this;
  }

  operator Goroutine() const { return m_made; }

private:
  Goroutine m_made;
};

/// The main goroutine as it stands in a before- and in an after-snapshot.
inline Goroutine
main_goroutine()
{
  return GoroutineBuilder(1, Wait::running, "running")
      .at(go_frame("testing.(*M).Run", "testing/testing.go", 2340))
      .at({"main.main", "_testmain.go", 46});
}

inline Snapshot
dump_snapshot(std::vector<Goroutine> dump)
{
  Snapshot snapshot;
  snapshot.goroutines = static_cast<std::int64_t>(dump.size());
  snapshot.dump = std::move(dump);
  snapshot.dump_taken = true;
  snapshot.dump_complete = true;
  return snapshot;
}

inline Snapshot
profile_snapshot(std::vector<Goroutine> groups)
{
  Snapshot snapshot;
  for (const Goroutine& group : groups) {
    snapshot.goroutines += group.count;
  }
  snapshot.profile = std::move(groups);
  return snapshot;
}

/// Evidence of one package that passed: the main goroutine before, and after it
/// with `left` beside it.
inline Evidence
evidence_of(std::vector<Goroutine> left, PackageEnd end = PackageEnd::passed)
{
  left.insert(left.begin(), main_goroutine());
  Evidence evidence;
  evidence.roots = {{{k_module, k_dir}}, {"/go"}, "/cache", ""};
  evidence.go_version = "go1.26.8";
  PackageEvidence package;
  package.import_path = k_package;
  package.source = EvidenceSource::probe;
  package.go_version = "go1.26.8";
  package.before = dump_snapshot({main_goroutine()});
  package.after = dump_snapshot(std::move(left));
  evidence.packages.push_back(std::move(package));
  PackageRun run;
  run.import_path = k_package;
  run.end = end;
  evidence.run.packages.push_back(std::move(run));
  return evidence;
}

} // namespace leakgate::test
