#include "gate/app/line/exit_code.hpp"

namespace leakgate {

namespace {

constexpr ExitCodeRow k_rows[] = {
    {ExitCode::pass, "pass", "measured, no leaks"},
    {ExitCode::leaks, "leaks", "leaks"},
    {ExitCode::usage, "usage or configuration (nothing was run)",
     "usage or configuration; nothing was run"},
    {ExitCode::no_verdict, "no verdict",
     "no verdict: not enough could be measured to judge. Never a pass"},
    {ExitCode::tests_failed, "go test itself failed",
     "go test itself failed; leaks are still reported"},
    {ExitCode::interrupted, "interrupted", "interrupted"},
};

} // namespace

std::span<const ExitCodeRow>
exit_code_table()
{
  return k_rows;
}

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
