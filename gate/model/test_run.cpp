#include "gate/model/test_run.hpp"

namespace leakgate {

std::string_view
to_string(TestOutcome outcome)
{
  switch (outcome) {
  case TestOutcome::none: return "none";
  case TestOutcome::pass: return "pass";
  case TestOutcome::fail: return "fail";
  case TestOutcome::skip: return "skip";
  }
  return "none";
}

std::string_view
to_string(PackageEnd end)
{
  switch (end) {
  case PackageEnd::unfinished: return "unfinished";
  case PackageEnd::passed: return "passed";
  case PackageEnd::failed: return "failed";
  case PackageEnd::no_tests: return "no_tests";
  case PackageEnd::build_failed: return "build_failed";
  case PackageEnd::crashed: return "crashed";
  case PackageEnd::timed_out: return "timed_out";
  case PackageEnd::exited: return "exited";
  case PackageEnd::ran_none: return "ran_none";
  case PackageEnd::stopped: return "stopped";
  }
  return "unfinished";
}

bool
ran_tests(PackageEnd end)
{
  return !has_nothing_to_judge(end) && end != PackageEnd::build_failed;
}

bool
has_nothing_to_judge(PackageEnd end)
{
  return end == PackageEnd::no_tests || end == PackageEnd::ran_none;
}

bool
came_to_its_end(PackageEnd end)
{
  return end == PackageEnd::passed || end == PackageEnd::failed || end == PackageEnd::stopped;
}

bool
go_test_failed(PackageEnd end)
{
  return end != PackageEnd::passed && !has_nothing_to_judge(end);
}

} // namespace leakgate
