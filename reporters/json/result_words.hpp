#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/json/finding_words.hpp"

#include <array>
#include <string_view>

/// The words that stand for enum values in the JSON result: to_string of each value, what
/// a message calls the enum, and the order in which a message lists them.
namespace leakgate::result_words {

template <>
struct Words<Outcome>
{
  static constexpr std::string_view k_noun = "an outcome";
  static constexpr std::array k_values = {Outcome::pass, Outcome::leaks, Outcome::no_verdict,
                                          Outcome::tests_failed};
};

template <>
struct Words<PackageEnd>
{
  static constexpr std::string_view k_noun = "an end of a package";
  static constexpr std::array k_values = {
      PackageEnd::unfinished, PackageEnd::passed,       PackageEnd::failed,  PackageEnd::no_tests,
      PackageEnd::ran_none,   PackageEnd::build_failed, PackageEnd::crashed, PackageEnd::timed_out,
      PackageEnd::exited,     PackageEnd::stopped};
};

template <>
struct Words<EvidenceSource>
{
  static constexpr std::string_view k_noun = "a source of evidence";
  static constexpr std::array k_values = {EvidenceSource::none, EvidenceSource::probe,
                                          EvidenceSource::cache, EvidenceSource::crash};
};

template <>
struct Words<Coverage>
{
  static constexpr std::string_view k_noun = "a coverage";
  static constexpr std::array k_values = {Coverage::some_tests, Coverage::some_packages,
                                          Coverage::everything};
};

template <>
struct Words<TestOutcome>
{
  static constexpr std::string_view k_noun = "an outcome of a test";
  static constexpr std::array k_values = {TestOutcome::none, TestOutcome::pass, TestOutcome::fail,
                                          TestOutcome::skip};
};

} // namespace leakgate::result_words
