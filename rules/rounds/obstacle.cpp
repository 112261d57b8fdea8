#include "rules/rounds/obstacle.hpp"

#include "gate/base/duration.hpp"
#include "rules/names/suite_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace leakgate::rules {

namespace {

// Why a test cannot have been repeated at all; empty when it can.
std::string
why_never_confirmed(std::string_view test)
{
  if (test.empty()) {
    return "not repeated: no test started it";
  }
  if (test.starts_with("Test")) {
    return {};
  }
  return test.starts_with("Example") ? "not repeated: examples run once whatever -count says"
         : test.starts_with("Fuzz")
             ? "not repeated: only tests run again, and this is a fuzz target"
             : "not repeated: only tests run again, and this is a benchmark";
}

const HungTest*
hung_test(std::string_view test, std::string_view import_path, const Confirmation& confirmation)
{
  const auto found = std::ranges::find_if(confirmation.hung, [&](const HungTest& each) {
    return each.package == import_path && each.test == top_level_test(test);
  });
  return found == confirmation.hung.end() ? nullptr : &*found;
}

} // namespace

Rerun
find_rerun(const Confirmation& confirmation, std::string_view import_path)
{
  Rerun out;
  const auto run =
      std::ranges::find(confirmation.run.packages, import_path, &PackageRun::import_path);
  if (run != confirmation.run.packages.end()) {
    out.run = &*run;
    // Each round of a test stands in there on its own.
    for (const TestCase& test : run->tests) {
      Ended& ended = out.tests[test.name];
      ended.ran = true;
      ended.failed = ended.failed || test.outcome == TestOutcome::fail;
      ended.skipped = ended.skipped || test.outcome == TestOutcome::skip;
    }
  }
  const auto evidence =
      std::ranges::find(confirmation.packages, import_path, &PackageEvidence::import_path);
  if (evidence != confirmation.packages.end() && evidence->after &&
      evidence->source != EvidenceSource::crash) {
    out.evidence = &*evidence;
  }
  return out;
}

Ended
ended(std::string_view test, const Rerun& rerun)
{
  Ended out;
  for (const std::string_view name : {top_level_test(test), test}) {
    if (const auto found = rerun.tests.find(name); found != rerun.tests.end()) {
      out.ran = true;
      out.failed = out.failed || found->second.failed;
      out.skipped = out.skipped || found->second.skipped;
    }
  }
  return out;
}

std::optional<Obstacle>
obstacle(std::string_view test, std::string_view import_path, const Confirmation& confirmation,
         const Rerun& rerun)
{
  if (std::string why = why_never_confirmed(test); !why.empty()) {
    return Obstacle{std::move(why)};
  }
  const Ended how = ended(test, rerun);
  const std::string_view top = top_level_test(test);
  if (const HungTest* hung = hung_test(test, import_path, confirmation);
      hung != nullptr && (!how.ran || rerun.evidence == nullptr)) {
    return Obstacle{fmt::format("its test had not ended after {:.0f} s when it ran again: judged "
                                "from the first run",
                                static_cast<double>(hung->after_ms) / 1000)};
  }
  if (how.failed) {
    return Obstacle{
        fmt::format("its test failed when it ran alone {} times: judged from the first run",
                    confirmation.rounds),
        true};
  }
  if (!how.ran && confirmation.slow.contains({std::string(import_path), std::string(top)})) {
    return Obstacle{fmt::format("not repeated: {} rounds of its test do not fit into the budget of "
                                "{} (confirm: {{budget: …}} in .leakgate.yml)",
                                confirmation.rounds, leakgate::to_string(confirmation.budget))};
  }
  if ((!how.ran || rerun.evidence == nullptr) && !confirmation.note.empty()) {
    return Obstacle{fmt::format("not repeated: {}", confirmation.note)};
  }
  if (!how.ran) {
    return Obstacle{};
  }
  if (rerun.evidence == nullptr) {
    return Obstacle{
        "its test process did not come to its end when it ran alone: judged from the first run",
        true};
  }
  if (rerun.evidence->rounds.size() < 2) {
    return Obstacle{"only one round ran when its test ran alone: judged from the first run", true};
  }
  return std::nullopt;
}

} // namespace leakgate::rules
