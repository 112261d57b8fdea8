#include "tests/support/model_json.hpp"

#include <nlohmann/json.hpp>

namespace leakgate::test {

namespace {

using Json = nlohmann::ordered_json;

std::string
text(const Json& json)
{
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

template <typename T>
void
put(Json& json, const char* name, const T& value, const T& standard = {})
{
  if (value != standard) {
    json[name] = value;
  }
}

std::string
frame_text(const Frame& frame)
{
  return frame.function.str() + " " + frame.file.str() + ":" + std::to_string(frame.line);
}

Json
frames_json(const std::vector<Frame>& frames)
{
  Json json = Json::array();
  for (const Frame& frame : frames) {
    json.push_back(frame_text(frame));
  }
  return json;
}

Json
ancestor_json(const Ancestor& ancestor)
{
  Json json = {{"id", ancestor.id}, {"frames", frames_json(ancestor.frames)}};
  if (ancestor.created_by) {
    json["created_by"] = frame_text(*ancestor.created_by);
  }
  return json;
}

Json
goroutine_json(const Goroutine& goroutine)
{
  Json json = Json::object();
  put(json, "id", goroutine.id);
  put(json, "count", goroutine.count, std::int64_t{1});
  put(json, "state", goroutine.state);
  if (goroutine.wait != Wait::unknown) {
    json["wait"] = to_string(goroutine.wait);
  }
  put(json, "minutes", goroutine.minutes);
  put(json, "leaked", goroutine.leaked);
  put(json, "durable", goroutine.durable);
  put(json, "scan", goroutine.scan);
  put(json, "locked_to_thread", goroutine.locked_to_thread);
  if (goroutine.synctest_bubble) {
    json["synctest_bubble"] = *goroutine.synctest_bubble;
  }
  put(json, "other_attributes", goroutine.other_attributes);
  for (const Label& label : goroutine.labels) {
    json["labels"].push_back({label.key, label.value});
  }
  json["frames"] = frames_json(goroutine.frames);
  put(json, "elided_frames", goroutine.elided_frames);
  if (goroutine.created_by) {
    json["created_by"] = frame_text(*goroutine.created_by);
  }
  put(json, "created_in", goroutine.created_in);
  for (const Ancestor& ancestor : goroutine.ancestors) {
    json["ancestors"].push_back(ancestor_json(ancestor));
  }
  return json;
}

Json
goroutines_json(const std::vector<Goroutine>& goroutines)
{
  Json json = Json::array();
  for (const Goroutine& goroutine : goroutines) {
    json.push_back(goroutine_json(goroutine));
  }
  return json;
}

Json
problems_json(const std::vector<Problem>& problems)
{
  Json json = Json::array();
  for (const Problem& problem : problems) {
    json.push_back(problem.where + ": " + problem.what);
  }
  return json;
}

Json
dump_json(const GoroutineDump& dump)
{
  Json json = {{"complete", dump.complete}};
  put(json, "skipped", dump.skipped);
  if (!dump.problems.empty()) {
    json["problems"] = problems_json(dump.problems);
  }
  json["goroutines"] = goroutines_json(dump.goroutines);
  return json;
}

Json
heap_json(const HeapProfile& heap)
{
  Json json = {{"period_bytes", heap.period_bytes}, {"sites", Json::array()}};
  for (const HeapSite& site : heap.sites) {
    json["sites"].push_back({{"alloc_objects", site.alloc_objects},
                             {"alloc_bytes", site.alloc_bytes},
                             {"inuse_objects", site.inuse_objects},
                             {"inuse_bytes", site.inuse_bytes},
                             {"frames", frames_json(site.frames)}});
  }
  return json;
}

Json
test_json(const TestCase& test)
{
  static const char* const k_outcomes[] = {"none", "pass", "fail", "skip"};
  Json json = {{"name", test.name}, {"outcome", k_outcomes[static_cast<int>(test.outcome)]}};
  put(json, "elapsed", test.elapsed.count());
  if (test.started) {
    json["started"] = test.started->count();
  }
  if (test.ended) {
    json["ended"] = test.ended->count();
  }
  put(json, "output", test.output);
  return json;
}

Json
package_json(const PackageRun& package)
{
  Json json = {{"import_path", package.import_path}, {"end", to_string(package.end)}};
  put(json, "cached", package.cached);
  put(json, "elapsed", package.elapsed.count());
  put(json, "output", package.output);
  put(json, "snapshot_ids", package.snapshot_ids);
  for (const TestCase& test : package.tests) {
    json["tests"].push_back(test_json(test));
  }
  if (const auto crash = decode_crash_output(package)) {
    json["crash"] = {{"reason", crash->reason}};
    put(json["crash"], "running_tests", crash->running_tests);
    json["crash"]["dump"] = dump_json(crash->dump);
  }
  return json;
}

Json
snapshot_json(const Snapshot& snapshot)
{
  Json json = {{"at_ms", snapshot.at_ms},
               {"goroutines", snapshot.goroutines},
               {"dump_taken", snapshot.dump_taken},
               {"dump_complete", snapshot.dump_complete},
               {"dump", goroutines_json(snapshot.dump)},
               {"profile", goroutines_json(snapshot.profile)}};
  if (snapshot.memory) {
    json["heap_alloc_bytes"] = snapshot.memory->heap_alloc_bytes;
  }
  if (snapshot.heap) {
    json["heap"] = heap_json(*snapshot.heap);
  }
  return json;
}

Json
snapshot_file_json(const SnapshotFile& file)
{
  const PackageEvidence& evidence = file.evidence;
  Json json = {{"run", file.run},
               {"options", file.options},
               {"complete", file.complete},
               {"import_path", evidence.import_path},
               {"go_version", evidence.go_version}};
  if (evidence.before) {
    json["before"] = snapshot_json(*evidence.before);
  }
  if (evidence.after) {
    json["after"] = snapshot_json(*evidence.after);
  }
  for (const Round& round : evidence.rounds) {
    json["rounds"].push_back({{"number", round.number},
                              {"at_ms", round.at_ms},
                              {"goroutines", round.goroutines},
                              {"profile", goroutines_json(round.profile)}});
  }
  for (const Sample& sample : evidence.samples) {
    json["samples"].push_back({{"at_ms", sample.at_ms}, {"goroutines", sample.goroutines}});
  }
  put(json, "settle_ms", evidence.settle_ms);
  put(json, "settled", evidence.settled);
  put(json, "proof", evidence.proof);
  put(json, "ancestors", evidence.ancestors);
  put(json, "ancestors_off_reason", evidence.ancestors_off_reason);
  put(json, "running_tests", evidence.running_tests);
  if (evidence.finalizer_wait_ns) {
    json["finalizer_wait_ns"] = *evidence.finalizer_wait_ns;
  }
  if (!evidence.problems.empty()) {
    json["problems"] = problems_json(evidence.problems);
  }
  return json;
}

template <typename T, typename ToJson>
std::string
result_text(const Result<T>& result, ToJson to_json)
{
  return text(result ? to_json(*result) : Json{{"error", result.error()}});
}

} // namespace

std::string
print(const GoroutineDump& dump)
{
  return text(dump_json(dump));
}

std::string
print(const Result<std::vector<Goroutine>>& goroutines)
{
  return result_text(goroutines, goroutines_json);
}

std::string
print(const Result<HeapProfile>& heap)
{
  return result_text(heap, heap_json);
}

std::string
print(const Result<SnapshotFile>& snapshot)
{
  return result_text(snapshot, snapshot_file_json);
}

std::string
print(const TestRun& run, const std::vector<Problem>& problems)
{
  Json json = {{"packages", Json::array()}};
  for (const PackageRun& package : run.packages) {
    json["packages"].push_back(package_json(package));
  }
  if (!problems.empty()) {
    json["problems"] = problems_json(problems);
  }
  return text(json);
}

} // namespace leakgate::test
