#include "gate/app/commands/judged.hpp"

#include "gate/base/process/command.hpp"

#include <fmt/format.h>

namespace leakgate {

std::string
ended_by(int signal)
{
  return fmt::format("go test was ended by {}", signal_name(signal));
}

std::optional<std::string>
unprovable(const Settings& settings, const TestSession& session)
{
  const Toolchain& toolchain = session.plan.toolchain;
  const Proof proof = settings.options.probe.proof;
  const bool proves = proof == Proof::on || (proof == Proof::automatic && toolchain.minor() >= 27);
  if (settings.policy.fail_tier != Tier::proven || proves) {
    return std::nullopt;
  }
  return "fail on tier proven: there is no proof with these options, got " + toolchain.version +
         (proof == Proof::off ? " and --proof=off" : "") +
         " (add --proof=on, from Go 1.26 on, or use Go 1.27)";
}

// Its exit code is all there is here.
void
heed_go_status(Verdict& verdict, const SuiteResult& suite)
{
  const ExitStatus& status = suite.go_status;
  if (status.signal != 0) {
    verdict.outcome = Outcome::tests_failed;
    verdict.reason =
        ended_by(status.signal) +
        (suite.memory_ran_out
             ? ", as the memory ran out (give the job more, or run fewer packages at once: -p=1)"
             : " (not by leakgate: did somebody, or a limit of the job, end it?)");
  } else if (!status.ok() && verdict.outcome != Outcome::tests_failed) {
    verdict.outcome = Outcome::tests_failed;
    verdict.reason = "go test ended with exit code " + std::to_string(status.code);
  }
}

} // namespace leakgate
