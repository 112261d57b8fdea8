#include "rules/rounds/once_line.hpp"
#include "tests/support/evidence_builder.hpp"

#include <doctest/doctest.h>

#include <map>
#include <utility>

using namespace leakgate;
using namespace leakgate::test;

namespace {

const Frame k_slow = go_frame("sync.(*Once).doSlow", "sync/once.go", 78);
const Frame k_do = go_frame("sync.(*Once).Do", "sync/once.go", 69);

CodeFacts
guarded(const std::string& call, int loop = 0)
{
  CodeFacts out;
  out.statement = "once";
  out.ending.call = call;
  out.ending.line = call.empty() ? 0 : 3;
  out.loop_line = loop;
  return out;
}

// What the source says of a line, asked with the name of what it calls or with none.
using Lines = std::map<std::pair<int, std::string>, CodeFacts>;

std::string
note(const Goroutine& goroutine, const Lines& lines, std::vector<Goroutine> left = {})
{
  const Evidence evidence = evidence_of(std::move(left));
  rules::SourceNames sources(evidence.roots);
  const CodeFacts nothing = guarded("");
  const CodeFactsAt facts_at = [&](const CodeQuery& query) -> const CodeFacts* {
    CHECK(query.wait == "once");
    const auto found =
        lines.find({query.line, query.about.empty() ? std::string() : query.about[0]});
    return found == lines.end() ? &nothing : &found->second;
  };
  const std::vector<const PackageEvidence*> processes = {&evidence.packages.at(0)};
  return rules::StartedOnce(sources, facts_at, processes).note(goroutine);
}

Goroutine
started(std::vector<Frame> frames)
{
  const Frame statement = frames.front();
  return GoroutineBuilder(9)
      .at(frame("run", "hub.go", 30))
      .by(statement, 5)
      .in_test(5, std::move(frames));
}

} // namespace

TEST_CASE("the line that calls a sync.Once is asked for it")
{
  const Goroutine worker =
      started({frame("init.func1", "hub.go", 16), k_slow, k_do, frame("Start", "hub.go", 3)});
  CHECK(note(worker, {{{3, "Do"}, guarded("once.Do")}}) ==
        "a process starts it once: once.Do at broker/hub.go:3");
  CHECK(note(worker, {}).empty());
  // The innermost thing that is known decides.
  CHECK(note(worker, {{{3, "Do"}, guarded("once.Do")}, {{16, ""}, guarded("", 15)}}).empty());
}

TEST_CASE("whoever calls a method with a Once of its receiver may have that once")
{
  const Goroutine worker =
      started({frame("(*Hub).Start.func1", "hub.go", 16), k_slow, k_do,
               frame("(*Hub).Start", "hub.go", 15), frame("Default", "hub.go", 3)});
  CHECK_FALSE(note(worker, {{{3, "Start"}, guarded("shared.Start")}}).empty());
  CHECK(note(worker, {{{3, "Do"}, guarded("once.Do")}}).empty());
}

TEST_CASE("what a library starts is there once where its call has returned")
{
  const Frame library{"example.com/notify.New", "/mod/example.com/notify@v1/new.go", 8};
  Goroutine reader =
      GoroutineBuilder(9)
          .at(Frame{"example.com/notify.read", "/mod/example.com/notify@v1/new.go", 9})
          .by(library, 7);
  reader.ancestors = {
      {7, {library, frame("(*Hub).run", "hub.go", 20)}, frame("Start.func1", "hub.go", 16)},
      {5,
       {frame("Start.func1", "hub.go", 16), k_slow, k_do, frame("Start", "hub.go", 3)},
       std::nullopt}};
  const Lines lines = {{{3, "Do"}, guarded("once.Do")}};
  CHECK_FALSE(note(reader, lines).empty());
  CHECK_FALSE(
      note(reader, lines,
           {GoroutineBuilder(7, Wait::select, "select").at(frame("(*Hub).run", "hub.go", 25))})
          .empty());
  // Still in it, it may start more.
  CHECK(note(reader, lines,
             {GoroutineBuilder(7, Wait::select, "select")
                  .at(library)
                  .at(frame("(*Hub).run", "hub.go", 20))})
            .empty());
}
