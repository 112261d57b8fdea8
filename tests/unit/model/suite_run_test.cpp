#include "gate/model/suite_run.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("a process ran for every end but two")
{
  CHECK_FALSE(ran_tests(PackageEnd::no_tests));
  CHECK_FALSE(ran_tests(PackageEnd::build_failed));
  CHECK(ran_tests(PackageEnd::passed));
  CHECK(ran_tests(PackageEnd::exited));
  CHECK(ran_tests(PackageEnd::unfinished));
}
