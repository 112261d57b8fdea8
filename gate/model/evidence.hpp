#pragma once

#include "gate/model/evidence_words.hpp"
#include "gate/model/package_evidence.hpp"
#include "gate/model/problem.hpp"
#include "gate/model/source_roots.hpp"
#include "gate/model/suite_run.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate {

/// Some tests of a package that ran once more, in a process of their own.
struct LoneProcess
{
  std::set<std::string> tests; ///< top-level names, all that were to run
  PackageRun run;
  PackageEvidence evidence;

  friend bool operator==(const LoneProcess&, const LoneProcess&) = default;
};

/// A test that had not ended when its time was over.
struct HungTest
{
  std::string package;
  std::string test;
  std::int64_t after_ms = 0; ///< that time, with all that ran before it in the same command

  friend bool operator==(const HungTest&, const HungTest&) = default;
};

/// The leaking tests run again, alone and several times in one process: what a leak adds
/// in every round, a lazily started singleton adds once.
struct Confirmation
{
  int rounds = 0; ///< the value of -count; below 2 nothing runs again, and the first run is all
  TestRun run;
  std::vector<PackageEvidence> packages; ///< sorted by import path
  /// For what rounds in one process cannot tell: tests that cannot run twice in one, and
  /// goroutines of which nothing shows the test. Those of a package together.
  std::vector<LoneProcess> lone = {};
  std::string note; ///< why it is not complete: `the budget of 60s was used up`; empty otherwise
  std::vector<HungTest> hung; ///< by package and name
  /// Package and name of the tests whose rounds do not fit into the budget by the first run's time.
  std::set<std::pair<std::string, std::string>> slow = {};
  std::chrono::milliseconds budget{0}; ///< for all rounds; 0: not known

  friend bool operator==(const Confirmation&, const Confirmation&) = default;
};

/// The tests of a package run again in several rounds, each measured, since its heap had grown.
struct HeapPackage
{
  std::string import_path;
  /// All of them first, without `set_apart`; then fewer and fewer tests, or the same with the
  /// exact allocation sites of each round (Round::heap).
  std::vector<LoneProcess> runs;
  std::set<std::string> set_apart = {}; ///< tests that leak goroutines, which hold memory
  /// These alone, with sites: what their goroutines hold. No value: there are none, or no time.
  std::optional<LoneProcess> apart = std::nullopt;
  std::string note = {}; ///< why it is not complete; empty otherwise

  friend bool operator==(const HeapPackage&, const HeapPackage&) = default;
};

/// What running packages again has shown of their heap.
struct HeapCheck
{
  int warm_up = 2;                   ///< rounds that do not count
  std::vector<HeapPackage> packages; ///< sorted by import path

  friend bool operator==(const HeapCheck&, const HeapCheck&) = default;
};

/// The input of the rules, complete: nothing else is looked at, but the lines of source
/// that they ask for.
struct Evidence
{
  SourceRoots roots;
  std::string go_version;
  TestRun run;
  std::vector<PackageEvidence> packages; ///< sorted by import path
  std::optional<Confirmation> confirmation;
  Coverage coverage = Coverage::some_packages;
  std::vector<Problem> problems;
  std::optional<HeapCheck> heap = std::nullopt;

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

} // namespace leakgate
