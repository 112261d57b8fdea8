#pragma once

#include "reporters/delivery/change_diff.hpp"
#include "reporters/delivery/marker.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace leakgate {

/// A comment of ours on a change, of kind `line`, of whatever job.
struct StandingMark
{
  std::string id; ///< the server's
  std::string body;
  Marker marker;         ///< of `body`
  bool outdated = false; ///< the line it stood on is not in the diff any more
  bool answered = false; ///< somebody replied to it

  friend bool operator==(const StandingMark&, const StandingMark&) = default;
};

/// How many comments one run may add, and how long each may be.
struct ReviewLimits
{
  std::size_t lines = 10; ///< on lines
  std::size_t files = 10; ///< on files as a whole
  std::size_t body_bytes = 0;
  std::size_t all = 10; ///< of both together: of more nobody reads any
};

/// A comment to post.
struct NewMark
{
  std::string fingerprint;
  Mark mark;
  std::string body;
  /// Outdated ones that it stands for; they go or say so once it is posted.
  std::vector<StandingMark> replaces;
};

/// What a text is written anew for.
enum class MarkChange {
  updated, ///< the finding is another than it was
  cleared, ///< it is gone, or let pass
  back,    ///< it was gone
};

struct MarkEdit
{
  std::string id;
  MarkChange change = MarkChange::updated;
  std::string body;
};

/// What is to be done so that the comments on a change say what the verdict says.
struct ReviewPlan
{
  bool newer_run_wrote = false; ///< then nothing is to be done
  std::vector<NewMark> post;    ///< worst first
  std::vector<MarkEdit> edit;
  std::vector<StandingMark> extra; ///< further ones of a finding: they go or say so
  /// Fingerprints of the reported findings that have a comment already.
  std::vector<std::string> standing;
  std::size_t over_limit = 0; ///< reported findings that the change touches, left out
  std::size_t outside = 0;    ///< reported findings that the change does not touch
};

/// The plan for what stands there. A finding that has a comment keeps it, unless that is
/// outdated and the change now shows its line elsewhere. A text is written anew only where more
/// than the run and the commit differ. What another job of ours says at a line is not said again.
/// What is not seen is gone only where it cannot have been missed: in a run with a verdict and all
/// tests of its packages, where its package ran to its end or is not there any more.
[[nodiscard]] ReviewPlan plan_review(const Verdict& verdict, const ReportContext& context,
                                     const CiRun& run, const std::vector<FileDiff>& change,
                                     const std::vector<StandingMark>& standing,
                                     const ReviewLimits& limits);

/// What a comment says that somebody replied to, once its finding has a newer one: where the
/// replies belong stays readable. Its marker has the state `moved`: it is left alone from then on.
[[nodiscard]] std::string moved_body(const StandingMark& old, const CiRun& run,
                                     std::size_t limit_bytes);

} // namespace leakgate
