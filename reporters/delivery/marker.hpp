#pragma once

#include "reporters/delivery/delivery.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace leakgate {

/// The hidden first line of everything we post, by which we find it again:
/// `<!-- leakgate v1 kind=comment key=ci%2Ftest run=7 attempt=1 commit=… -->`. First, so that no
/// cut loses it. Anybody can write such a line: whose comment it is, is asked for besides.
struct Marker
{
  std::string kind;         ///< `comment`: the sticky one; `line`: one finding on a line
  CiRun run;                ///< without the two addresses
  std::string fingerprint;  ///< of kind line
  std::string state;        ///< `leaks`, `clear` …: what the comment says now
  std::string package = {}; ///< of the finding, of kind line; empty: not known

  friend bool operator==(const Marker&, const Marker&) = default;
};

/// With a line end. Values are percent-encoded, so that none can end the comment, and cut after 300
/// bytes, so that a body always has room for more than its marker.
[[nodiscard]] std::string write_marker(const Marker& marker);

/// The marker with which `body` begins; no value when it begins with anything else, also
/// with a damaged marker. Names of values that are not known are left out.
[[nodiscard]] std::optional<Marker> read_marker(std::string_view body);

/// True when `run` is older than the one that `marker` speaks for.
[[nodiscard]] bool is_older(const CiRun& run, const Marker& marker);

/// True when `marker` is of the job that `run` is of.
[[nodiscard]] bool is_same_job(const CiRun& run, const Marker& marker);

/// True when `marker` is about a finding of this package.
[[nodiscard]] bool is_of_package(const Marker& marker, std::string_view import_path);

} // namespace leakgate
