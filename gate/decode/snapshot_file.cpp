#include "gate/decode/snapshot_file.hpp"

#include "gate/base/text.hpp"
#include "gate/decode/goroutine_dump.hpp"
#include "gate/decode/profile.hpp"
#include "gate/decode/section_reader.hpp"
#include "gate/decode/snapshot_fields.hpp"
#include "gate/model/figure_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace leakgate {

namespace {

using Json = nlohmann::json;

constexpr std::string_view k_magic = "leakgate-snapshot 1\n";
constexpr std::size_t k_max_json = std::size_t{4} << 20;
constexpr std::size_t k_max_rounds = 1000;       ///< the probe keeps 64
constexpr std::size_t k_max_samples = 1'000'000; ///< 28 hours of them

class SnapshotReader
{
public:
  explicit SnapshotReader(std::string_view where) : m_where(where) {}

  Result<SnapshotFile>
  read(std::string_view data)
  {
    if (!data.starts_with(k_magic)) {
      return failure(
          fmt::format("{}: a snapshot starts with {}, got {} (was it written by another version?)",
                      m_where, text::quoted(k_magic), text::quoted(data.substr(0, 40))));
    }
    SectionReader sections(data.substr(k_magic.size()));
    const auto head = sections.next();
    if (!head || head->name != "head") {
      return failure(
          fmt::format("{}: the first section is \"head\", got {}", m_where,
                      text::quoted(head ? head->name : data.substr(k_magic.size(), 40))));
    }
    if (auto result = read_head(head->content); !result) {
      return failure(result.error());
    }
    std::set<std::string, std::less<>> seen{"head"};
    while (const auto section = sections.next()) {
      if (section->name == "end") {
        m_file.complete = true;
        break;
      }
      if (!section->name.starts_with("sample") && section->name != "round" &&
          !seen.emplace(section->name).second) {
        add_problem(section->name, "a section that was there before (it is passed over)");
      } else {
        read_section(*section);
      }
    }
    if (!sections.rest().empty() && m_file.complete) {
      add_problem({}, fmt::format("text behind the last section, got {} (it is passed over)",
                                  text::quoted(sections.rest(), 40)));
    } else if (!sections.rest().empty()) {
      add_problem({}, fmt::format("no whole section begins here, got {} (the rest is left out)",
                                  text::quoted(sections.rest(), 40)));
    }
    return std::move(m_file);
  }

private:
  [[nodiscard]] std::string
  at(std::string_view section) const
  {
    return section.empty() ? std::string(m_where) : fmt::format("{}:{}", m_where, section);
  }

  void
  add_problem(std::string_view section, std::string what)
  {
    if (m_file.evidence.problems.size() < SnapshotFields::k_max_problems) {
      m_file.evidence.problems.push_back({at(section), std::move(what)});
    }
  }

  // The object of a JSON section; an empty one, with a Problem, when it is none.
  Json
  parse(const Section& section)
  {
    Json json = section.content.size() > k_max_json ? Json(Json::value_t::discarded)
                                                    : Json::parse(section.content, nullptr, false);
    if (json.is_object()) {
      return json;
    }
    add_problem(section.name,
                fmt::format("no JSON object, got {}", text::quoted(section.content, 40)));
    return Json::object();
  }

  SnapshotFields
  fields(const Json& json, std::string_view section)
  {
    return {json, at(section), m_file.evidence.problems};
  }

  Result<void>
  read_head(std::string_view content)
  {
    const Json json = content.size() > k_max_json ? Json() : Json::parse(content, nullptr, false);
    if (!json.is_object()) {
      return failure(fmt::format("{}: the head is no JSON object, got {}", m_where,
                                 text::quoted(content, 40)));
    }
    if (const auto format = json.find("format"); format == json.end() || *format != 1) {
      return failure(
          fmt::format("{}: the head says format 1, got {} (was it written by another version?)",
                      m_where, format == json.end() ? "none" : SnapshotFields::shown(*format)));
    }
    PackageEvidence& evidence = m_file.evidence;
    SnapshotFields head = fields(json, "head");
    head.read("package", evidence.import_path);
    head.read("go", evidence.go_version);
    evidence.go_version =
        evidence.go_version.substr(0, evidence.go_version.find(' ')); // ` X:…` experiments
    head.read("run", m_file.run);
    head.read("options", m_file.options);
    std::int64_t ancestors = 0;
    head.read("ancestors", ancestors);
    evidence.ancestors = ancestors > 0;
    head.read("ancestors_off_reason", evidence.ancestors_off_reason);
    head.read("unseen", evidence.unseen);
    return {};
  }

  void
  read_section(const Section& section)
  {
    const std::string_view name = section.name;
    PackageEvidence& evidence = m_file.evidence;
    if (name.starts_with("before.")) {
      read_snapshot(section, name.substr(7), evidence.before);
    } else if (name.starts_with("after.")) {
      read_snapshot(section, name.substr(6), evidence.after);
    } else if (name == "sample") {
      read_sample(section);
    } else if (name == "round") {
      read_round(section);
    } else if (name.starts_with("round.")) {
      read_part_of_round(section);
    } else if (name == "looks") {
      read_looks(section);
    } else if (name == "looks.dump") {
      read_sightings(section);
    } else if (name == "finalizer") {
      read_finalizer(section);
    }
  }

  void
  read_snapshot(const Section& section, std::string_view part, std::optional<Snapshot>& snapshot)
  {
    // The state comes first: without it the process died before it was looked at.
    if (!snapshot && part != "state") {
      return add_problem(section.name, "a section without its state before it (it is left out)");
    }
    if (!snapshot) {
      snapshot.emplace();
    }
    if (part == "state") {
      read_state(section, *snapshot);
    } else if (part == "dump") {
      read_dump(section, *snapshot);
    } else if (part == "profile") {
      keep(section, decode_goroutine_profile(section.content, at(section.name)), snapshot->profile);
    } else if (part == "heap") {
      keep(section, decode_heap_profile(section.content, at(section.name)), snapshot->heap);
    } else if (part == "memory") {
      snapshot->memory = read_memory(section, snapshot->figures);
    }
  }

  template <typename T, typename Out>
  void
  keep(const Section& section, Result<T> decoded, Out& out)
  {
    if (decoded) {
      out = std::move(*decoded);
    } else { // the message names the place itself
      add_problem(section.name, decoded.error().substr(
                                    std::min(at(section.name).size() + 2, decoded.error().size())));
    }
  }

  void
  read_state(const Section& section, Snapshot& snapshot)
  {
    const Json json = parse(section);
    SnapshotFields state = fields(json, section.name);
    state.read("at_ms", snapshot.at_ms);
    state.read("goroutines", snapshot.goroutines);
    state.read("dump_complete", snapshot.dump_complete);
    if (section.name != "after.state") {
      return;
    }
    PackageEvidence& evidence = m_file.evidence;
    state.read("settle_ms", evidence.settle_ms);
    state.read("settled", evidence.settled);
    state.read("running", evidence.running_tests);
    state.read("tests", evidence.tests_ran);
    state.read("asked", evidence.tests_asked);
    state.read("left_out", evidence.tests_left_out);
    state.read("left_out_subtests", evidence.left_out_subtests);
    state.read("m_runs", evidence.runs_of_m);
    state.read("proof", evidence.proof);
  }

  void
  read_dump(const Section& section, Snapshot& snapshot)
  {
    GoroutineDump dump = decode_goroutine_dump(section.content, at(section.name));
    snapshot.dump = std::move(dump.goroutines);
    snapshot.dump_taken = true;
    snapshot.dump_complete = snapshot.dump_complete && dump.complete && dump.skipped == 0;
    add_problems(dump);
  }

  void
  add_problems(GoroutineDump& dump)
  {
    for (Problem& problem : dump.problems) {
      if (m_file.evidence.problems.size() < SnapshotFields::k_max_problems) {
        m_file.evidence.problems.push_back(std::move(problem));
      }
    }
  }

  void
  read_looks(const Section& section)
  {
    const Json json = parse(section);
    SnapshotFields in = fields(json, section.name);
    in.read("taken", m_file.evidence.looks.taken);
    in.read("ids", m_sighted.ids);
    in.read("times", m_sighted.times);
    in.read("first_ms", m_sighted.first_ms);
    in.read("last_ms", m_sighted.last_ms);
  }

  // The goroutines of `looks.dump`, in the order of the lists of `looks` before it.
  void
  read_sightings(const Section& section)
  {
    GoroutineDump dump = decode_goroutine_dump(section.content, at(section.name));
    add_problems(dump);
    const auto& [ids, times, first, last] = m_sighted;
    const std::size_t count = dump.goroutines.size();
    bool fits = ids.size() == count && times.size() == count && first.size() == count &&
                last.size() == count;
    for (std::size_t i = 0; fits && i < count; ++i) {
      fits = dump.goroutines[i].id == ids[i];
    }
    if (!fits) {
      return add_problem(section.name,
                         "not the goroutines that \"looks\" lists (they are left out)");
    }
    auto& sightings = m_file.evidence.looks.sightings;
    for (std::size_t i = 0; i < count; ++i) {
      sightings.push_back({std::move(dump.goroutines[i]), times[i], first[i], last[i]});
    }
    std::ranges::stable_sort(sightings, {}, [](const Sighting& each) { return each.goroutine.id; });
  }

  MemoryStats
  read_memory(const Section& section, Figures& figures)
  {
    MemoryStats memory;
    const Json json = parse(section);
    SnapshotFields in = fields(json, section.name);
    in.read("heap_alloc_bytes", memory.heap_alloc_bytes);
    for (const FigureInfo& figure : k_figures) {
      std::int64_t value = -1;
      in.read(figure.name.data(), value); // a literal, so it ends with a zero
      figures.set(figure.name, value);
    }
    memory.heap_objects = std::max<std::int64_t>(figures.of("heap_objects"), 0);
    memory.gc_pause_ns = std::max<std::int64_t>(figures.of("gc_pause_ns"), 0);
    return memory;
  }

  void
  read_sample(const Section& section)
  {
    const Json json = parse(section);
    if (json.empty()) {
      return;
    }
    if (m_file.evidence.samples.size() == k_max_samples) {
      return add_problem(section.name,
                         fmt::format("more than {} samples (the rest is left out)", k_max_samples));
    }
    Sample& sample = m_file.evidence.samples.emplace_back();
    SnapshotFields in = fields(json, section.name);
    in.read("at_ms", sample.at_ms);
    in.read("goroutines", sample.goroutines);
    in.read("heap_live_bytes", sample.heap_live_bytes);
    in.read("stack_bytes", sample.stack_bytes);
    in.read("gc_cycles", sample.gc_cycles);
    in.read("gc_pause_ns", sample.gc_pause_ns);
    in.read("sched_latency_ns", sample.sched_latency_ns);
    in.read("finalizers_queued", sample.finalizers_queued);
    in.read("finalizers_executed", sample.finalizers_executed);
    in.read("heap_objects", sample.heap_objects);
    in.read("goroutines_runnable", sample.runnable);
  }

  void
  read_round(const Section& section)
  {
    const Json json = parse(section);
    if (json.empty()) {
      return;
    }
    if (m_file.evidence.rounds.size() == k_max_rounds) {
      return add_problem(section.name,
                         fmt::format("more than {} rounds (the rest is left out)", k_max_rounds));
    }
    Round& round = m_file.evidence.rounds.emplace_back();
    SnapshotFields in = fields(json, section.name);
    std::int64_t number = 0;
    in.read("number", number);
    round.number = static_cast<int>(std::clamp<std::int64_t>(number, 0, 1'000'000'000));
    in.read("at_ms", round.at_ms);
    in.read("goroutines", round.goroutines);
    in.read("dump", round.dump_taken);
    in.read("ended", round.ended);
  }

  // `round.N.profile`, `.dump`, `.memory` or `.heap`, behind its `round`.
  void
  read_part_of_round(const Section& section)
  {
    auto& rounds = m_file.evidence.rounds;
    const auto is = [&](const char* part) {
      return section.name == fmt::format("round.{}.{}", rounds.back().number, part);
    };
    if (rounds.empty() || (!is("profile") && !is("dump") && !is("memory") && !is("heap"))) {
      return add_problem(section.name, "a section without its round before it (it is left out)");
    }
    if (is("profile")) {
      return keep(section, decode_goroutine_profile(section.content, at(section.name)),
                  rounds.back().profile);
    }
    if (is("memory")) {
      return read_live_heap(section, rounds.back());
    }
    if (is("heap")) {
      return keep(section, decode_heap_profile(section.content, at(section.name)),
                  rounds.back().heap);
    }
    GoroutineDump dump = decode_goroutine_dump(section.content, at(section.name));
    add_problems(dump);
    rounds.back().came = std::move(dump.goroutines);
  }

  void
  read_live_heap(const Section& section, Round& round)
  {
    const Json json = parse(section);
    SnapshotFields in = fields(json, section.name);
    LiveHeap live{-1, -1};
    in.read("heap_bytes", live.bytes);
    in.read("heap_objects", live.objects);
    if (live.bytes >= 0 && live.objects >= 0) {
      round.live = live;
    } else {
      add_problem(section.name, "bytes and objects that are alive, got none (it is left out)");
    }
  }

  void
  read_finalizer(const Section& section)
  {
    const Json json = parse(section);
    read_timed_finalizers(section, json);
    if (!json.contains("finalizer_wait_ns")) {
      return;
    }
    std::int64_t wait = -1;
    fields(json, section.name).read("finalizer_wait_ns", wait);
    if (wait >= 0) {
      m_file.evidence.finalizer_wait_ns = wait;
    }
  }

  // Those that were set while the tests ran.
  void
  read_timed_finalizers(const Section& section, const Json& json)
  {
    SnapshotFields in = fields(json, section.name);
    PackageEvidence& evidence = m_file.evidence;
    in.read("timed", evidence.finalizers_timed);
    if (evidence.finalizers_timed > 0) {
      std::int64_t longest = -1;
      in.read("longest_ns", longest);
      if (longest >= 0) {
        evidence.finalizer_longest_ns = longest;
      }
    }
  }

  struct Sighted
  {
    std::vector<std::int64_t> ids, times, first_ms, last_ms;
  };

  std::string_view m_where;
  SnapshotFile m_file;
  Sighted m_sighted;
};

} // namespace

Result<SnapshotFile>
decode_snapshot_file(std::string_view data, std::string_view where)
{
  return SnapshotReader(where).read(data);
}

} // namespace leakgate
