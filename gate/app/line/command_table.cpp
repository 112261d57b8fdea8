#include "gate/app/line/command_table.hpp"

#include "gate/app/line/option_values.hpp"

namespace leakgate {

namespace {

namespace values = option_values;
using Text = std::string_view;

constexpr CommandForm k_test_forms[] = {
    {"[options] [packages] [go test flags]", "run the suite, judge it, report"}};
constexpr CommandForm k_run_forms[] = {
    {"[options] -- COMMAND…", "gate each `go test` of a command: make, mage, gotestsum, a script"}};
constexpr CommandForm k_report_forms[] = {
    {"RESULT.json… --report NAME[=PATH]…",
     "make reports later, in another job; several results of one run are merged"}};
constexpr CommandForm k_baseline_forms[] = {
    {"[--prune] [-o FILE] RESULT.json…",
     "accept the leaks of today: only new or grown ones fail from then on"}};
constexpr CommandForm k_explain_forms[] = {
    {"RESULT.json [FINGERPRINT]", "why each goroutine was called a leak or not"},
    {"RULE | rules", "what a rule means and how to fix it"}};
constexpr CommandForm k_init_forms[] = {
    {"[options]", "look at the repository, write .leakgate.yml, and write or print the CI step"}};
constexpr CommandForm k_doctor_forms[] = {
    {"", "see whether the gate works here: Go, cache, configuration, CI, and a planted leak"}};
constexpr CommandForm k_flags_forms[] = {
    {"", "print the flags with which plain `go test` gates itself"}};
constexpr CommandForm k_completion_forms[] = {
    {"bash|zsh|fish", "print what lets that shell complete commands and options"}};
constexpr CommandForm k_version_forms[] = {{"", "print the version and the commit"}};
constexpr CommandForm k_help_forms[] = {{"[COMMAND] [--man]", "this, or the options of a command"}};

constexpr Text k_shells[] = {"bash", "zsh", "fish"};
constexpr Text k_rules[] = {"rules"};

constexpr CommandRow k_commands[] = {
    {.name = "test",
     .command = Command::test,
     .forms = k_test_forms,
     .more = "All other flags are go test's own (-run, -race, -tags, -count, -v, -json …); "
             "everything behind -- goes to go test too.",
     .takes = Takes::file,
     .fill = values::take_test_words},
    {.name = "run",
     .command = Command::run,
     .forms = k_run_forms,
     .more = "The command finds a `go` first on PATH that adds the probe to `go test` and is the "
             "real one otherwise; what it prints, and how it ends, stays as it is. Then there is "
             "one verdict over all calls: a leak of one stays red, whatever a rerun shows. A "
             "command that never calls `go test`, or a call that could not be judged, ends with 3.",
     .takes = Takes::file,
     .fill = values::take_run_words},
    {.name = "report",
     .command = Command::report,
     .forms = k_report_forms,
     .more = "`leakgate test --report json=PATH` writes a result. The exit code is that of the "
             "verdict, so the job that merges the results of several is the gate.",
     .takes = Takes::file,
     .fill = values::take_report_words},
    {.name = "baseline",
     .command = Command::baseline,
     .forms = k_baseline_forms,
     .more = "`leakgate test --report json=PATH` writes a result. Commit the baseline: leakgate "
             "test finds it by itself.",
     .takes = Takes::file,
     .fill = values::take_baseline_words},
    {.name = "explain",
     .command = Command::explain,
     .forms = k_explain_forms,
     .more = "`leakgate test --report json=PATH` writes a result. A fingerprint may be cut short.",
     .takes = Takes::file,
     .words = k_rules,
     .fill = values::take_explain_words},
    {.name = "init",
     .command = Command::init,
     .forms = k_init_forms,
     .more = "It looks for modules, CI files, Makefile and goleak. A file that is there is never "
             "overwritten without --force; a second run changes nothing.",
     .fill = values::take_init_words},
    {.name = "doctor",
     .command = Command::doctor,
     .forms = k_doctor_forms,
     .more = "A line for each check: ok, warn or fail, what, and what to do. The leaks are planted "
             "in a module of its own that is thrown away; the whole gate runs on it with this "
             "module's Go, and must be red with each of them and green without. Ends with 3 when "
             "something failed. `leakgate test --self-check` plants one before a run.",
     .fill = values::take_no_words},
    {.name = "flags",
     .command = Command::flags,
     .forms = k_flags_forms,
     .more = "`go test $(leakgate flags) ./...`, or the test flags of an editor: a package whose "
             "tests leak fails, with the findings behind its output. One flag a line; they hold "
             "for the Go of this module, so ask again when that changes.",
     .fill = values::take_no_words},
    {.name = "completion",
     .command = Command::completion,
     .forms = k_completion_forms,
     .more =
         "For this shell alone: `source <(leakgate completion bash)`. For good: into "
         "`~/.local/share/bash-completion/completions/leakgate`, a file `_leakgate` in a folder "
         "of zsh's `fpath`, or `~/.config/fish/completions/leakgate.fish`.",
     .takes = Takes::choice,
     .words = k_shells,
     .fill = values::take_completion_words},
    {.name = "version",
     .command = Command::version,
     .forms = k_version_forms,
     .fill = values::take_no_words},
    {.name = "help",
     .command = Command::help,
     .forms = k_help_forms,
     .takes = Takes::choice,
     .fill = values::take_help_words},
};

constexpr VariableRow k_variables[] = {
    {"LEAKGATE_GITHUB_TOKEN", "the token for what is posted to GitHub; else GITHUB_TOKEN. It is "
                              "taken out of the environment of the tests."},
    {"LEAKGATE_GITLAB_TOKEN", "the same for GitLab; else GITLAB_TOKEN."},
    {"LEAKGATE_WEBHOOK_URL", "the address that --report webhook=NAME posts to. It is taken out of "
                             "the environment of the tests and never shown."},
    {"NO_COLOR", "when set, nothing is printed in colour."},
    {"TMPDIR", "where temporary files go; else /tmp."},
    {"SSL_CERT_FILE",
     "the certificates that servers are checked by; CURL_CA_BUNDLE and SSL_CERT_DIR "
     "likewise."},
};

} // namespace

std::span<const CommandRow>
command_table()
{
  return k_commands;
}

std::vector<std::string>
command_names()
{
  std::vector<std::string> names;
  for (const CommandRow& command : k_commands) {
    names.emplace_back(command.name);
  }
  return names;
}

std::vector<std::string>
operand_words(const CommandRow& command)
{
  return command.command == Command::help
             ? command_names()
             : std::vector<std::string>(command.words.begin(), command.words.end());
}

std::span<const VariableRow>
variable_table()
{
  return k_variables;
}

} // namespace leakgate
