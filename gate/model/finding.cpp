#include "gate/model/finding.hpp"

namespace leakgate {

std::string_view
to_string(Tier tier)
{
  switch (tier) {
  case Tier::one_time: return "one-time";
  case Tier::ends_by_itself: return "ends-by-itself";
  case Tier::lingering: return "lingering";
  case Tier::growing: return "growing";
  case Tier::proven: return "proven";
  }
  return "lingering";
}

std::string_view
to_string(Severity severity)
{
  switch (severity) {
  case Severity::note: return "note";
  case Severity::low: return "low";
  case Severity::medium: return "medium";
  case Severity::high: return "high";
  }
  return "medium";
}

std::string_view
to_string(Disposition disposition)
{
  switch (disposition) {
  case Disposition::reported: return "reported";
  case Disposition::allowed: return "allowed";
  case Disposition::baseline: return "baseline";
  case Disposition::below_threshold: return "below_threshold";
  }
  return "reported";
}

std::string_view
to_string(FindingKind kind)
{
  switch (kind) {
  case FindingKind::goroutine: return "goroutine";
  case FindingKind::heap: return "heap";
  case FindingKind::metric: return "metric";
  case FindingKind::policy: return "policy";
  case FindingKind::outlived: return "outlived";
  case FindingKind::hung: return "hung";
  }
  return "goroutine";
}

std::string_view
to_string(Phase phase)
{
  switch (phase) {
  case Phase::unknown: return "unknown";
  case Phase::init: return "init";
  case Phase::test_main: return "test_main";
  case Phase::test: return "test";
  case Phase::subtest: return "subtest";
  case Phase::cleanup: return "cleanup";
  case Phase::example: return "example";
  case Phase::fuzz: return "fuzz";
  case Phase::benchmark: return "benchmark";
  }
  return "unknown";
}

std::string_view
to_string(Attribution attribution)
{
  switch (attribution) {
  case Attribution::none: return "none";
  case Attribution::label: return "label";
  case Attribution::ancestors: return "ancestors";
  case Attribution::creator: return "creator";
  case Attribution::closure_name: return "closure_name";
  case Attribution::ran_alone: return "ran_alone";
  }
  return "none";
}

} // namespace leakgate
