#pragma once

#include "reporters/wording/report_context.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace leakgate {

/// What became of a report that goes to a server.
enum class DeliveryState {
  delivered,     ///< it stands there now, posted, updated, or unchanged as it was
  nothing_to_do, ///< nothing to say, and nothing stood there
  not_here,      ///< there is no place for it: no pull request, or not inside of that CI system
  failed,        ///< it should stand there and does not
};

struct Delivery
{
  DeliveryState state = DeliveryState::failed;
  /// One line for standard error without the name of the report: what was done, or what
  /// went wrong, `got "…"`, and what to do. Never holds a token.
  std::string message;
  /// Fingerprints of the findings that stand at a line or file of the change now.
  std::vector<std::string> marked = {};
};

/// What a delivery is told beside the verdict.
struct DeliveryOptions
{
  /// Which of several jobs this is, so that each keeps its own comment on one pull request
  /// (the legs of a matrix have the same job name): `--comment-key`. Empty: the CI's names of
  /// workflow and job.
  std::string key;
};

/// A variable of the environment; no value when it is not set or empty.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The run of CI that a comment speaks for, so that an older run never overwrites a newer one.
struct CiRun
{
  std::string key;           ///< which job: DeliveryOptions::key, or the CI's names
  std::uint64_t id = 0;      ///< rises from run to run
  std::uint64_t attempt = 1; ///< rises when a run is run again
  std::string commit;        ///< the head of the change, whole
  std::string url;           ///< the page of the run; empty: not known
  std::string commit_url;    ///< likewise of the commit

  friend bool operator==(const CiRun&, const CiRun&) = default;
};

} // namespace leakgate
