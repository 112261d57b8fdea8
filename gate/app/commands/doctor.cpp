#include "gate/app/commands/commands.hpp"
#include "gate/app/commands/planted.hpp"
#include "gate/app/deliver/deliverer.hpp"
#include "gate/app/line/settings.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/app/suite/session.hpp"
#include "gate/base/ci_system.hpp"
#include "gate/base/environment.hpp"
#include "gate/base/file.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace leakgate {

namespace {

// A line for each check; what failed counts.
class Examination
{
public:
  explicit Examination(const Terminal& terminal) : m_terminal(terminal) {}

  void
  ok(std::string_view what, std::string_view found) const
  {
    line("ok", what, found);
  }
  void
  warn(std::string_view what, std::string_view found) const
  {
    line("warn", what, found);
  }
  void
  fail(std::string_view what, std::string_view found)
  {
    m_failed = true;
    line("fail", what, found);
  }
  [[nodiscard]] bool
  failed() const
  {
    return m_failed;
  }

private:
  void
  line(std::string_view state, std::string_view what, std::string_view found) const
  {
    m_terminal.print(fmt::format("{:<5} {:<16} {}\n", state, what, text::printable(found)));
  }

  const Terminal& m_terminal;
  bool m_failed = false;
};

// Go, what is inserted into it, and where snapshots go.
std::optional<TestSession>
examine_go(Examination& examination)
{
  auto session = prepare_session(TestOptions{}, run_process);
  if (!session) {
    examination.fail("go", session.error().message);
    return std::nullopt;
  }
  const Toolchain& toolchain = session->plan.toolchain;
  examination.ok("go", fmt::format("{} in {}", toolchain.version, toolchain.goroot));
  examination.ok("insertion points", "all found in package testing of this Go");
  examination.ok("build cache",
                 toolchain.build_cache + " can be written to (keep it between runs)");
  return std::move(*session);
}

void
examine_folders(Examination& examination)
{
  const auto folder = TempFolder::make("leakgate-doctor");
  if (folder) {
    examination.ok("temporary files", folder->path().parent_path().string() + " can be written to");
  } else {
    examination.fail("temporary files", folder.error() + " (set TMPDIR)");
  }
}

void
examine_configuration(Examination& examination)
{
  const auto settings = resolve_settings(TestOptions{});
  if (!settings) {
    for (const std::string& message : settings.error()) {
      examination.fail("configuration", message);
    }
    return;
  }
  const std::string& file = settings->config_file;
  examination.ok("configuration", file.empty() ? "no .leakgate.yml, defaults hold" : file);
  const auto& baseline = settings->policy.baseline;
  examination.ok(
      "baseline",
      baseline
          ? fmt::format("{} with {}", baseline->file,
                        text::counted(static_cast<long long>(baseline->entries.size()), "entry"))
          : "none");
}

// Whether there is a token, and what it can read. Whether it may write only shows when it does.
void
examine_ci(Examination& examination)
{
  const CiSystem system = ci_system(environment_variable);
  if (system == CiSystem::none) {
    examination.ok("ci", "not a job of GitHub or GitLab; reports go to files");
    return;
  }
  const std::string name = system == CiSystem::github ? "github" : "gitlab";
  Deliverer deliverer(take_delivery_tokens({{name, ""}}), {});
  const CiFacts facts = deliverer.facts();
  const bool change = facts.in_pull_request || facts.in_merge_request;
  examination.ok("ci", name + (change ? ", of a pull or merge request" : ", of a branch"));
  if (!facts.plain_http.empty()) {
    examination.warn("server", facts.plain_http + ": a token goes there without TLS");
  }
  const Delivery tried = deliverer.try_token();
  if (tried.state == DeliveryState::delivered) {
    examination.ok("token", tried.message);
  } else if (tried.state == DeliveryState::not_here) {
    examination.warn("token", tried.message);
  } else {
    examination.fail("token", tried.message);
  }
}

void
examine_plant(Examination& examination, const Plant& plant, const TestSession& session)
{
  for (const bool leaky : {true, false}) {
    const std::string what = fmt::format("{} leak", plant.kind);
    const PlantResult result = try_plant(plant, leaky, session);
    if (interrupt_requested()) {
      return;
    }
    if (result.right) {
      examination.ok(what, leaky ? "planted, and the gate turned red (" + result.said + ")"
                                 : "taken out, and the gate turned green (" + result.said + ")");
    } else {
      examination.fail(what, (leaky ? "planted, and not seen: " : "taken out, and not green: ") +
                                 result.said +
                                 " (please report it with the output of `leakgate doctor`)");
    }
  }
}

ExitCode
run_doctor(const CommandLine&)
{
  const Terminal terminal(stdout, stderr, Loudness::normal, CiLog::from_environment());
  Examination examination(terminal);
  examination.ok("leakgate", LEAKGATE_VERSION);
  examine_folders(examination);
  examine_configuration(examination);
  examine_ci(examination);
  if (const auto session = examine_go(examination)) {
    for (const Plant& plant : plants()) {
      examine_plant(examination, plant, *session);
    }
  }
  if (interrupt_requested()) {
    return ExitCode::interrupted;
  }
  return examination.failed() ? ExitCode::no_verdict : ExitCode::pass;
}

constexpr CommandForm k_forms[] = {
    {"", "see whether the gate works here: Go, cache, configuration, CI, and a planted leak"}};

} // namespace

constexpr CommandRow k_doctor_command = {
    .name = "doctor",
    .forms = k_forms,
    .more = "A line for each check: ok, warn or fail, what, and what to do. The leaks are planted "
            "in a module of its own that is thrown away; the whole gate runs on it with this "
            "module's Go, and must be red with each of them and green without. Ends with 3 when "
            "something failed. `leakgate test --self-check` plants one before a run.",
    .run = run_doctor};

} // namespace leakgate
