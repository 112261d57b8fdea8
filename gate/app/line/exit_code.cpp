#include "gate/app/line/exit_code.hpp"

namespace leakgate {

ExitCode
exit_code(Outcome outcome)
{
  switch (outcome) {
  case Outcome::pass: return ExitCode::pass;
  case Outcome::leaks: return ExitCode::leaks;
  case Outcome::no_verdict: return ExitCode::no_verdict;
  case Outcome::tests_failed: return ExitCode::tests_failed;
  }
  return ExitCode::no_verdict;
}

} // namespace leakgate
