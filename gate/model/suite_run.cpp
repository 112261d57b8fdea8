#include "gate/model/suite_run.hpp"

namespace leakgate {

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
