#include "gate/model/goroutine.hpp"

#include <doctest/doctest.h>

using namespace leakgate;

TEST_CASE("type arguments are written [...] as in a traceback")
{
  CHECK(without_type_arguments("a/b.(*Box[go.shape.int]).Run.func1") ==
        "a/b.(*Box[...]).Run.func1");
  CHECK(without_type_arguments("a/b.F[go.shape.map[string]int,go.shape.[]uint8]") == "a/b.F[...]");
  CHECK(without_type_arguments("a/b.F[...]") == "a/b.F[...]");
  CHECK(without_type_arguments("a/b.F]") == "a/b.F]");
}

TEST_CASE("blocked is what needs another goroutine to continue")
{
  CHECK(is_blocked(Wait::chan_send));
  CHECK(is_blocked(Wait::select_no_cases));
  CHECK(is_blocked(Wait::semaphore));
  CHECK_FALSE(is_blocked(Wait::unknown));
  CHECK_FALSE(is_blocked(Wait::runnable));
  CHECK_FALSE(is_blocked(Wait::sleep));
  CHECK_FALSE(is_blocked(Wait::io));
  CHECK_FALSE(is_blocked(Wait::runtime));
}
