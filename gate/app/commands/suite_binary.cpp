#include "gate/app/commands/commands.hpp"
#include "gate/app/commands/judged.hpp"
#include "gate/app/line/settings.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/app/suite/session.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/process/foreground.hpp"
#include "gate/base/text.hpp"
#include "reporters/wording/shown_sources.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <utility>

namespace leakgate {

namespace {

using Words = std::vector<std::string>;

constexpr int k_cannot = 127;

int
fail(const std::string& message)
{
  std::fprintf(stderr, "leakgate: %s\n", message.c_str());
  return static_cast<int>(ExitCode::no_verdict);
}

bool
is_gated(const Words& words)
{
  const auto is = [](const std::string& word, std::string_view flag) {
    return word.starts_with("-test." + std::string(flag));
  };
  return words.size() > 2 &&
         std::filesystem::path(words[1]).filename().string().find(".test") != std::string::npos &&
         std::ranges::none_of(
             words, [&](const std::string& word) { return is(word, "list=") || is(word, "fuzz"); });
}

void
show(const Verdict& verdict, const Terminal& terminal)
{
  if (verdict.outcome == Outcome::pass) {
    return;
  }
  const ReportContext context{source_line_of(verdict.sources), {}, "", ""};
  terminal.print(console_text(verdict, context, terminal.style()));
}

int
gate(const TestSession& session, const Settings& settings, const Words& words)
{
  auto suite = run_binary(session, words);
  session.store.remove_run(session.identity.run);
  if (!suite) {
    return fail(suite.error());
  }
  if (interrupt_requested()) {
    return static_cast<int>(ExitCode::interrupted);
  }
  const TestRun& run = suite->evidence.run;
  const std::string package = run.packages.empty() ? "" : run.packages.front().import_path;
  const TestSession again{session.plan, session.store, session.identity,
                          binary_runner(words, package)};
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> nowhere{std::fopen("/dev/null", "we"),
                                                                std::fclose};
  const Verdict verdict =
      judge_suite(again, settings, *suite, Terminal(nowhere.get(), nowhere.get(), Loudness::quiet));
  show(verdict, Terminal(stdout, stderr, Loudness::quiet));
  return suite->go_status.ok() ? static_cast<int>(exit_code(verdict.outcome))
                               : suite->go_status.code;
}

} // namespace

int
run_test_binary(const Words& words)
{
  if (!is_gated(words)) {
    const Words argv(words.begin() + (words.size() > 1 ? 1 : 0), words.end());
    std::fprintf(stderr, "leakgate: %s\n", become_program(argv.front(), argv).c_str());
    return k_cannot;
  }
  watch_interrupts();
  const auto settings = resolve_settings(TestOptions{});
  if (!settings) {
    return fail(text::join(settings.error(), "; "));
  }
  const auto session = prepare_session(settings->options);
  if (!session) {
    return fail(session.error().message);
  }
  return gate(*session, *settings, words);
}

} // namespace leakgate
