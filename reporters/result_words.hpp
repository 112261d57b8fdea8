#pragma once

#include "gate/model/verdict.hpp"

#include <array>
#include <string_view>

/// The words that stand for enum values in the JSON result: to_string of each value, what
/// a message calls the enum, and the order in which a message lists them.
namespace leakgate::result_words {

template <typename Enum>
struct Words;

template <>
struct Words<Outcome>
{
  static constexpr std::string_view k_noun = "an outcome";
  static constexpr std::array k_values = {Outcome::pass, Outcome::leaks, Outcome::no_verdict,
                                          Outcome::tests_failed};
};

template <>
struct Words<Tier>
{
  static constexpr std::string_view k_noun = "a tier";
  static constexpr std::array k_values = {Tier::proven, Tier::growing, Tier::lingering,
                                          Tier::one_time};
};

template <>
struct Words<Severity>
{
  static constexpr std::string_view k_noun = "a severity";
  static constexpr std::array k_values = {Severity::high, Severity::medium, Severity::low,
                                          Severity::note};
};

template <>
struct Words<Disposition>
{
  static constexpr std::string_view k_noun = "a disposition";
  static constexpr std::array k_values = {Disposition::reported, Disposition::allowed,
                                          Disposition::baseline, Disposition::below_threshold};
};

template <>
struct Words<Phase>
{
  static constexpr std::string_view k_noun = "a phase";
  static constexpr std::array k_values = {Phase::unknown, Phase::init,    Phase::test_main,
                                          Phase::test,    Phase::subtest, Phase::cleanup,
                                          Phase::example, Phase::fuzz,    Phase::benchmark};
};

template <>
struct Words<Attribution>
{
  static constexpr std::string_view k_noun = "an attribution";
  static constexpr std::array k_values = {Attribution::none, Attribution::label,
                                          Attribution::ancestors, Attribution::creator,
                                          Attribution::closure_name};
};

template <>
struct Words<Wait>
{
  static constexpr std::string_view k_noun = "a kind of wait";
  static constexpr std::array k_values = {Wait::unknown,
                                          Wait::running,
                                          Wait::runnable,
                                          Wait::chan_send,
                                          Wait::chan_send_nil,
                                          Wait::chan_receive,
                                          Wait::chan_receive_nil,
                                          Wait::select,
                                          Wait::select_no_cases,
                                          Wait::mutex,
                                          Wait::rwmutex_read,
                                          Wait::rwmutex_write,
                                          Wait::wait_group,
                                          Wait::cond,
                                          Wait::semaphore,
                                          Wait::sleep,
                                          Wait::io,
                                          Wait::syscall,
                                          Wait::finalizer,
                                          Wait::runtime};
};

template <>
struct Words<PackageEnd>
{
  static constexpr std::string_view k_noun = "an end of a package";
  static constexpr std::array k_values = {
      PackageEnd::unfinished,   PackageEnd::passed,  PackageEnd::failed,    PackageEnd::no_tests,
      PackageEnd::build_failed, PackageEnd::crashed, PackageEnd::timed_out, PackageEnd::exited};
};

template <>
struct Words<EvidenceSource>
{
  static constexpr std::string_view k_noun = "a source of evidence";
  static constexpr std::array k_values = {EvidenceSource::none, EvidenceSource::probe,
                                          EvidenceSource::cache, EvidenceSource::crash};
};

template <>
struct Words<TestOutcome>
{
  static constexpr std::string_view k_noun = "an outcome of a test";
  static constexpr std::array k_values = {TestOutcome::none, TestOutcome::pass, TestOutcome::fail,
                                          TestOutcome::skip};
};

} // namespace leakgate::result_words
