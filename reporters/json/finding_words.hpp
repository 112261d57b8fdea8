#pragma once

#include "gate/model/finding.hpp"

#include <array>
#include <string_view>

/// The words of the enums of a finding: see result_words.hpp.
namespace leakgate::result_words {

template <typename Enum>
struct Words;

template <>
struct Words<FindingKind>
{
  static constexpr std::string_view k_noun = "a kind of finding";
  static constexpr std::array k_values = {FindingKind::goroutine, FindingKind::heap,
                                          FindingKind::metric,    FindingKind::policy,
                                          FindingKind::outlived,  FindingKind::hung};
};

template <>
struct Words<Tier>
{
  static constexpr std::string_view k_noun = "a tier";
  static constexpr std::array k_values = {Tier::proven, Tier::growing, Tier::lingering,
                                          Tier::one_time, Tier::ends_by_itself};
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
  static constexpr std::array k_values = {Attribution::none,         Attribution::label,
                                          Attribution::ancestors,    Attribution::creator,
                                          Attribution::closure_name, Attribution::ran_alone};
};

template <>
struct Words<BaseMark>
{
  static constexpr std::string_view k_noun = "a mark against the base";
  static constexpr std::array k_values = {BaseMark::fresh, BaseMark::known, BaseMark::grown};
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

} // namespace leakgate::result_words
