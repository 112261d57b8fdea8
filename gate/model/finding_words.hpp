#pragma once

#include "gate/model/enum_words.hpp"

#include <string_view>

namespace leakgate {

/// How strong the evidence is, weakest first.
enum class Tier { ends_by_itself, one_time, lingering, growing, proven };
/// How bad such a leak is, whatever the evidence, weakest first.
enum class Severity { note, low, medium, high };
/// What became of a cluster: only `reported` can fail a build.
enum class Disposition { reported, allowed, baseline, below_threshold };
/// When the goroutine was started.
enum class Phase { unknown, init, test_main, test, subtest, cleanup, example, fuzz, benchmark };
/// By what the test was found, strongest first.
enum class Attribution { none, label, ancestors, creator, closure_name, ran_alone };

template <>
struct EnumWords<Tier>
{
  static constexpr std::string_view k_noun = "a tier";
  static constexpr EnumWord<Tier> k_rows[] = {{Tier::proven, "proven"},
                                              {Tier::growing, "growing"},
                                              {Tier::lingering, "lingering"},
                                              {Tier::one_time, "one-time"},
                                              {Tier::ends_by_itself, "ends-by-itself"}};
};

template <>
struct EnumWords<Severity>
{
  static constexpr std::string_view k_noun = "a severity";
  static constexpr EnumWord<Severity> k_rows[] = {{Severity::high, "high"},
                                                  {Severity::medium, "medium"},
                                                  {Severity::low, "low"},
                                                  {Severity::note, "note"}};
};

template <>
struct EnumWords<Disposition>
{
  static constexpr std::string_view k_noun = "a disposition";
  static constexpr EnumWord<Disposition> k_rows[] = {
      {Disposition::reported, "reported"},
      {Disposition::allowed, "allowed"},
      {Disposition::baseline, "baseline"},
      {Disposition::below_threshold, "below_threshold"}};
};

template <>
struct EnumWords<Phase>
{
  static constexpr std::string_view k_noun = "a phase";
  static constexpr EnumWord<Phase> k_rows[] = {
      {Phase::unknown, "unknown"}, {Phase::init, "init"},       {Phase::test_main, "test_main"},
      {Phase::test, "test"},       {Phase::subtest, "subtest"}, {Phase::cleanup, "cleanup"},
      {Phase::example, "example"}, {Phase::fuzz, "fuzz"},       {Phase::benchmark, "benchmark"}};
};

template <>
struct EnumWords<Attribution>
{
  static constexpr std::string_view k_noun = "an attribution";
  static constexpr EnumWord<Attribution> k_rows[] = {{Attribution::none, "none"},
                                                     {Attribution::label, "label"},
                                                     {Attribution::ancestors, "ancestors"},
                                                     {Attribution::creator, "creator"},
                                                     {Attribution::closure_name, "closure_name"},
                                                     {Attribution::ran_alone, "ran_alone"}};
};

/// What a finding is about. Only those about goroutines stand in the ledger.
enum class FindingKind {
  goroutine, ///< a cluster of leaked goroutines
  heap,      ///< memory that grows in every round, or a live heap over its threshold
  metric,    ///< another threshold was exceeded
  policy,    ///< an entry of the configuration that is stale or expired
  outlived,  ///< a goroutine outlived its test and then ended the process, or would have
  hung,      ///< a test that had not ended when it ran again and its time was over
};

template <>
struct EnumWords<FindingKind>
{
  static constexpr std::string_view k_noun = "a kind of finding";
  static constexpr EnumWord<FindingKind> k_rows[] = {
      {FindingKind::goroutine, "goroutine"}, {FindingKind::heap, "heap"},
      {FindingKind::metric, "metric"},       {FindingKind::policy, "policy"},
      {FindingKind::outlived, "outlived"},   {FindingKind::hung, "hung"}};
};

/// True for a finding that shows a goroutine: with test, `go` statement and stack.
[[nodiscard]] constexpr bool
shows_goroutine(FindingKind kind)
{
  return kind == FindingKind::goroutine || kind == FindingKind::outlived;
}

/// What a finding is against an earlier result: not in it, in it, or in it with fewer goroutines.
enum class BaseMark { fresh, known, grown };

template <>
struct EnumWords<BaseMark>
{
  static constexpr std::string_view k_noun = "a mark against the base";
  static constexpr EnumWord<BaseMark> k_rows[] = {
      {BaseMark::fresh, "new"}, {BaseMark::known, "known"}, {BaseMark::grown, "grown"}};
};

} // namespace leakgate
