#include "gate/decode/events/suite_events.hpp"

#include "gate/base/hash.hpp"
#include "gate/base/text.hpp"
#include "gate/decode/events/late_end.hpp"
#include "gate/decode/events/marker_filter.hpp"
#include "gate/decode/events/open_run.hpp"
#include "gate/decode/events/package_end.hpp"
#include "gate/decode/events/suite_event.hpp"
#include "gate/decode/output_collector.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

namespace leakgate {

namespace {

constexpr std::size_t k_max_line = std::size_t{64} << 20;

} // namespace

struct TestEventReader::State
{
  Listener listener;
  std::string run_id;
  Tests tests = Tests::all;
  std::string line; ///< the start of a line whose end has not come yet
  bool skipping = false;
  std::map<std::string, PackageRun> done;
  std::map<std::string, OpenRun> open;
  std::pair<const std::string, OpenRun>* last_open = nullptr; ///< of the line before
  TestEvent line_event;                                       ///< of the line that is read
  std::unordered_map<std::string, OutputCollector> builds;    ///< build output by build
  std::string build; ///< whose `# …` header was the last line that is not JSON
  std::vector<Problem> problems;

  void
  take_line(std::string_view text)
  {
    if (text.ends_with('\r')) {
      text.remove_suffix(1);
    }
    TestEvent& event = line_event;
    if (!parse_test_event(text, event)) {
      return other(text);
    }
    build.clear();
    if (event.package.empty()) {
      raw(text);
      if (event.action == "build-output") {
        builds[event.import_path].append(event.output);
      }
      return;
    }
    OpenRun& run = run_of(event.package);
    if (event.action != "output") {
      find_owner(run, event);
      for (MarkerFilter::Piece& piece : run.markers.flush()) {
        take_output(run, piece.event, piece.raw);
      }
      take_marks(run, event.package);
      return take_other(run, event, text);
    }
    if (run.markers.is_clean(event.output)) {
      run.markers.passed(event.output);
      return take_output(run, event, text);
    }
    const std::string import_path = event.package;
    for (MarkerFilter::Piece& piece : run.markers.take({event, std::string(text)})) {
      take_output(run, piece.event, piece.raw);
    }
    take_marks(run, import_path);
  }

  // Mostly the one of the line before.
  OpenRun&
  run_of(const std::string& import_path)
  {
    if (last_open == nullptr || last_open->first != import_path) {
      last_open = &*open.try_emplace(import_path, import_path).first;
    }
    return last_open->second;
  }

  // Whether this may be the last line of the go command about a package; see find_owner.
  static bool
  may_be_of_go(std::string_view output)
  {
    return output.starts_with("ok  \t") || output.starts_with("FAIL\t");
  }

  // Where a test has closed standard output, test2json never learns that it ended: the last
  // line of the go command and the final event of the package carry its name. A test that
  // ends has `--- PASS` as its last line, whatever it prints itself.
  static void
  find_owner(OpenRun& run, TestEvent& event)
  {
    if (!run.last) {
      return;
    }
    const std::optional<TestEvent> last = std::exchange(run.last, std::nullopt);
    if (event.test.empty() || last->test != event.test ||
        (event.action != "pass" && event.action != "fail")) {
      return;
    }
    const std::string_view line = last->output;
    if (line.starts_with("ok  \t" + event.package + "\t") ||
        line.starts_with("FAIL\t" + event.package + "\t")) {
      TestEvent own = *last;
      own.test.clear();
      // In a package that passed, so did the test whose end was lost with standard output.
      if (OpenTest* test = run.tests.find(event.test); test != nullptr && event.action == "pass") {
        test->test.outcome = TestOutcome::pass;
      }
      event.test.clear();
      run.watch.event(own);
    }
  }

  // An event that is no output.
  void
  take_other(OpenRun& run, TestEvent& event, std::string_view text)
  {
    if (run.late && event.test.empty()) {
      if (!run.late->believed() && !run.watch.cached()) {
        for (LateEnd::Piece& piece : run.late->give_back()) {
          show_output(run, piece.event, piece.raw);
        }
      } else if (run.late->believed()) {
        std::string mended(text);
        run.late->mend_action(event, mended);
        raw(mended);
        return take_action(run, event);
      }
    }
    raw(text);
    take_action(run, event);
  }

  void
  raw(std::string_view text) const
  {
    if (listener.on_raw) {
      listener.on_raw(text);
    }
  }

  // Older commands, and those of GODEBUG=gotestjsonbuildtext=1, print build errors as
  // they are: `# example.com/a [example.com/a.test]` and then the errors.
  void
  other(std::string_view text)
  {
    raw(text);
    if (text.starts_with("# ") && !text.starts_with("# [")) {
      build = text.substr(2);
    }
    if (!build.empty()) {
      builds[build].append(std::string(text) + "\n");
    }
    if (listener.on_other) {
      listener.on_other(text);
    }
  }

  void
  take_marks(OpenRun& run, const std::string& import_path)
  {
    for (std::string& hash : run.markers.take_hashes()) {
      run.snapshot_ids.push_back(std::move(hash));
    }
    for (const std::string& reason : run.markers.take_reasons()) {
      problems.push_back(
          {import_path, "the probe left no snapshot, got " + text::quoted(reason, 400)});
    }
    if (auto ending = run.markers.take_ending()) {
      run.late.emplace(import_path, ending->code, !run_id.empty() && ending->run == run_id);
    }
  }

  void
  take_output(OpenRun& run, const TestEvent& event, std::string_view text)
  {
    if (!run.late) {
      return show_output(run, event, text);
    }
    LateEnd::Piece piece{event, std::string(text)};
    if (run.late->lets_through(piece)) {
      show_output(run, piece.event, piece.raw);
    }
  }

  void
  show_output(OpenRun& run, const TestEvent& event, std::string_view text)
  {
    raw(text);
    run.watch.event(event);
    run.last.reset();
    if (may_be_of_go(event.output)) {
      run.last = event;
    }
    if (event.test.empty()) {
      return run.output.append(event.output);
    }
    const bool framing = is_framing(event);
    const bool is_end = framing && is_end_framing(event.output);
    OpenTest* test = framing && !is_end ? nullptr : run.tests.find(event.test);
    if (!test) {
      return;
    }
    test->heard(event, is_end);
    if (!framing) {
      test->take_output(event);
    }
  }

  void
  take_action(OpenRun& run, const TestEvent& event)
  {
    run.watch.event(event);
    const bool pass = event.action == "pass" || event.action == "bench";
    const bool ended = pass || event.action == "fail" || event.action == "skip";
    if (event.test.empty()) {
      if (ended) {
        end_package(run, event);
      }
      return;
    }
    if (event.action == "run") {
      return start_test(run, event);
    }
    OpenTest* test = ended || event.action == "cont" ? run.tests.find(event.test) : nullptr;
    if (!test) {
      return;
    }
    if (!ended) {
      test->began = event.time;
      return;
    }
    test->heard(event, true);
    test->test.outcome = pass                     ? TestOutcome::pass
                         : event.action == "fail" ? TestOutcome::fail
                                                  : TestOutcome::skip;
    test->test.elapsed = event.elapsed;
  }

  void
  start_test(OpenRun& run, const TestEvent& event)
  {
    if (!run.first_test) {
      run.first_test = event.time;
    }
    if (OpenTest* test = run.tests.start(event.test)) {
      test->began = event.time;
    } else if (!std::exchange(run.too_many_tests, true)) {
      too_many(event);
    }
  }

  void
  too_many(const TestEvent& event)
  {
    problems.push_back(
        {event.package,
         fmt::format("more than {} tests in a package (the rest is left out)", OpenTests::k_most)});
  }

  // What is known of tests in the process that has ended.
  [[nodiscard]] PackageEndWatch::Ran
  ran_here(const OpenRun& run) const
  {
    if (!run.tests.all().empty()) {
      return PackageEndWatch::Ran::tests;
    }
    const bool own_end = run.late || !run.snapshot_ids.empty();
    return own_end && tests == Tests::all ? PackageEndWatch::Ran::none
                                          : PackageEndWatch::Ran::unknown;
  }

  void
  end_package(OpenRun& run, const TestEvent& event)
  {
    const std::string import_path = event.package;
    PackageRun ended;
    ended.import_path = import_path;
    ended.end = run.watch.end(event, ran_here(run));
    ended.cached = run.watch.cached();
    ended.final_frames = run.watch.final_frames();
    ended.elapsed = event.elapsed;
    store(run, ended, event.failed_build);
    open.erase(import_path);
    last_open = nullptr;
    const PackageRun& package = merge(std::move(ended));
    if (listener.on_package) {
      listener.on_package(package);
    }
  }

  // Moves what was collected into `package`, whose end is known.
  void
  store(OpenRun& run, PackageRun& package, const std::string& failed_build)
  {
    package.snapshot_ids = std::move(run.snapshot_ids);
    if (run.late) {
      package.late_output = run.late->output();
      package.late_status = run.late->status();
    }
    for (OpenTest& test : run.tests.all()) {
      test.test.output = test.output.text();
      // Go sends no end for a benchmark; in a package that passed it did end. Of a test that has
      // none it is not known.
      if (package.end == PackageEnd::passed && test.test.outcome == TestOutcome::none &&
          test.test.name.starts_with("Benchmark")) {
        test.test.outcome = TestOutcome::pass;
        test.ended = true;
      }
      if (run.first_test && !package.cached) {
        test.place(*run.first_test);
      }
      package.tests.push_back(std::move(test.test));
    }
    if (package.end == PackageEnd::build_failed) {
      package.output = build_output(package.import_path, failed_build);
    }
    package.output += run.output.text();
    if (package.end != PackageEnd::crashed && package.end != PackageEnd::timed_out) {
      return;
    }
    // Go prints a crash into the output of some test; it is the package's.
    if (!package.output.empty() && !package.output.ends_with('\n')) {
      package.output += '\n';
    }
    package.output += run.watch.crash_text();
  }

  // What the build printed that `import_path` failed for.
  [[nodiscard]] std::string
  build_output(const std::string& import_path, const std::string& failed_build) const
  {
    for (const std::string& name :
         {failed_build, fmt::format("{0} [{0}.test]", import_path), import_path}) {
      if (const auto known = builds.find(name); known != builds.end()) {
        return known->second.text();
      }
    }
    // Text does not say which of its imports a package failed for: the one that has failed, if it
    // is one.
    return failed_build.empty() && builds.size() == 1 ? builds.begin()->second.text() : "";
  }

  // A package runs more than once when one command calls `go test` several times.
  const PackageRun&
  merge(PackageRun ended)
  {
    const auto [entry, first] = done.try_emplace(ended.import_path, ended);
    PackageRun& all = entry->second;
    if (first) {
      return all;
    }
    if (is_worse(ended.end, all.end)) {
      all.end = ended.end;
    }
    all.cached = all.cached && ended.cached;
    all.elapsed += ended.elapsed;
    // The clock is that of the last process, whose snapshot is the one that is judged.
    for (TestCase& test : all.tests) {
      test.started = test.ended = std::nullopt;
    }
    all.final_frames = std::max(all.final_frames, ended.final_frames);
    std::ranges::move(ended.tests, std::back_inserter(all.tests));
    all.output += ended.output;
    all.late_output += ended.late_output;
    all.late_status = ended.late_status.empty() ? all.late_status : ended.late_status;
    std::ranges::move(ended.snapshot_ids, std::back_inserter(all.snapshot_ids));
    return all;
  }

  void
  end_unfinished()
  {
    for (auto& [import_path, run] : open) {
      for (MarkerFilter::Piece& piece : run.markers.flush()) {
        take_output(run, piece.event, piece.raw);
      }
      take_marks(run, import_path);
      PackageRun package;
      package.import_path = import_path;
      store(run, package, {});
      merge(std::move(package));
    }
    open.clear();
    last_open = nullptr;
  }
};

TestEventReader::TestEventReader(Listener listener, std::string run, Tests tests)
    : m_state(std::make_unique<State>())
{
  m_state->listener = std::move(listener);
  m_state->run_id = std::move(run);
  m_state->tests = tests;
}

TestEventReader::~TestEventReader() = default;

void
TestEventReader::feed(std::string_view piece)
{
  State& state = *m_state;
  while (!piece.empty()) {
    const std::size_t newline = piece.find('\n');
    const std::string_view part = piece.substr(0, newline);
    if (!state.skipping && state.line.size() + part.size() > k_max_line) {
      state.skipping = true;
      state.line = {};
      state.problems.push_back({"go test -json", "a line over 64 MiB (it is left out)"});
    }
    const bool whole = newline != std::string_view::npos;
    piece.remove_prefix(whole ? newline + 1 : piece.size());
    if (!whole) {
      if (!state.skipping) {
        state.line += part;
      }
    } else if (std::exchange(state.skipping, false)) {
      continue;
    } else if (state.line.empty()) {
      state.take_line(part);
    } else {
      state.line += part;
      state.take_line(std::exchange(state.line, {}));
    }
  }
}

TestRun
TestEventReader::finish()
{
  State& state = *m_state;
  if (!state.line.empty()) {
    state.take_line(std::exchange(state.line, {}));
  }
  state.end_unfinished();
  TestRun run;
  for (auto& [import_path, package] : std::exchange(state.done, {})) {
    run.packages.push_back(std::move(package));
  }
  return run;
}

const std::vector<Problem>&
TestEventReader::problems() const
{
  return m_state->problems;
}

} // namespace leakgate
