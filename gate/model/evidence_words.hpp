#pragma once

#include "gate/model/enum_words.hpp"

#include <string_view>

namespace leakgate {

/// Where the after-snapshot of a package came from.
enum class EvidenceSource {
  none,  ///< nothing was left behind: no verdict for this package
  probe, ///< the probe's snapshot of this run
  cache, ///< the probe's snapshot of the run that go test replayed
  crash, ///< the goroutine dump in the output of a panic or a time-out
};

template <>
struct EnumWords<EvidenceSource>
{
  static constexpr std::string_view k_noun = "a source of evidence";
  static constexpr EnumWord<EvidenceSource> k_rows[] = {{EvidenceSource::none, "none"},
                                                        {EvidenceSource::probe, "probe"},
                                                        {EvidenceSource::cache, "cache"},
                                                        {EvidenceSource::crash, "crash"}};
};

/// How much of the module the run covered: what was not run cannot be missed.
enum class Coverage {
  some_tests,    ///< -run, -skip, -short or the like left tests out
  some_packages, ///< all tests of the packages that ran
  everything,    ///< all tests of all packages of the module
};

template <>
struct EnumWords<Coverage>
{
  static constexpr std::string_view k_noun = "a coverage";
  static constexpr EnumWord<Coverage> k_rows[] = {{Coverage::some_tests, "some_tests"},
                                                  {Coverage::some_packages, "some_packages"},
                                                  {Coverage::everything, "everything"}};
};

} // namespace leakgate
