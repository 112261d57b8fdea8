#include "gate/app/commands/calls.hpp"
#include "gate/app/commands/commands.hpp"
#include "gate/app/commands/judged.hpp"
#include "gate/app/line/settings.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/app/suite/session.hpp"
#include "gate/base/file.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"
#include "reporters/json/result.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

namespace leakgate {

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr int k_not_found = 127;

// Why a `go test` with these words runs no test; empty: it does.
std::string
runs_no_tests(const Words& words)
{
  std::string reason;
  visit_go_flags(words, [&](const GoFlagUse& use) {
    const GoFlag* flag = use.behind_args ? nullptr : find_go_flag(use.name);
    if (reason.empty() && flag != nullptr && !flag->refused.empty() &&
        (flag->takes_value || is_set(use))) {
      reason = "-" + std::string(flag->name) + ": " + std::string(flag->refused);
    }
  });
  return reason;
}

// The options that the run was given, with the words of this call.
Result<TestOptions>
options_of(const fs::path& run, const Words& words)
{
  const auto content = read_regular_file(run / "options");
  if (!content) {
    return failure(content.error());
  }
  Words line = {"test"};
  for (const std::string_view option : text::split(*content, '\n')) {
    if (!option.empty()) {
      line.emplace_back(option);
    }
  }
  auto read = parse_command_line(k_commands, line);
  auto arguments = parse_go_test_arguments(words);
  if (!read || !arguments) {
    return failure(read ? arguments.error() : read.error());
  }
  read->options.go = std::move(*arguments);
  read->options.untouched = true;
  read->options.loudness = Loudness::quiet;
  return read->options;
}

// One `go test` under the gate. What is said of it is kept in the call.
class GatedCall
{
public:
  GatedCall(GoCall& call, const fs::path& run) : m_call(call), m_run(run) {}

  /// The exit code; no value: nothing was run, and GoCall::reason says why.
  std::optional<int>
  go(const Words& words)
  {
    const auto options = options_of(m_run, words);
    if (!options) {
      return refuse(options.error());
    }
    const auto settings = resolve_settings(*options).and_then(with_change);
    if (!settings) {
      return refuse(text::join(settings.error(), "; "));
    }
    const auto session = prepare_session(settings->options);
    if (!session) {
      return refuse(session.error().message);
    }
    if (const auto message = unprovable(*settings, *session)) {
      return refuse(*message);
    }
    auto suite = run_suite(*session, settings->options, m_nobody);
    session->store.remove_run(session->identity.run);
    if (!suite) {
      m_call.reason = suite.error();
      return k_not_found;
    }
    judge(*session, *settings, *suite);
    return suite->go_status.code;
  }

private:
  std::nullopt_t
  refuse(std::string why)
  {
    m_call.reason = std::move(why);
    return std::nullopt;
  }

  void
  judge(const TestSession& session, const Settings& settings, SuiteResult& suite)
  {
    if (suite.evidence.run.packages.empty()) {
      m_call.state = suite.go_status.ok() ? CallState::nothing : CallState::unjudged;
      m_call.reason = "it ended with exit code " + std::to_string(suite.go_status.code) +
                      " before it ran anything";
      return;
    }
    if (const auto from = read_regular_file(m_run / "from")) {
      suite.evidence.roots.base = *from;
    }
    const Verdict verdict = judge_suite(session, settings, suite, m_nobody);
    if (interrupt_requested()) {
      m_call.state = CallState::interrupted;
      return;
    }
    const auto written = write_file(m_call.folder / "result.json", render_json(verdict, {}));
    m_call.state = written ? CallState::judged : CallState::unjudged;
    m_call.reason = written ? "" : written.error();
  }

  GoCall& m_call;
  const fs::path& m_run;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> m_nowhere{std::fopen("/dev/null", "we"),
                                                            std::fclose};
  Terminal m_nobody{m_nowhere.get(), m_nowhere.get(), Loudness::quiet};
};

} // namespace

std::optional<int>
run_gated(GoCall& call, const fs::path& run, const Words& words)
{
  call.reason = runs_no_tests(words);
  call.state = call.reason.empty() ? CallState::unjudged : CallState::no_tests;
  if (call.state == CallState::no_tests) {
    return std::nullopt;
  }
  watch_interrupts();
  return GatedCall(call, run).go(words);
}

} // namespace leakgate
