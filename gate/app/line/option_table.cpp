#include "gate/app/line/option_table.hpp"

#include "gate/app/line/option_values.hpp"

#include <algorithm>

namespace leakgate {

namespace {

namespace values = option_values;
using Text = std::string_view;

// Of which command an option is.
constexpr Command k_test[] = {Command::test, Command::run};
constexpr Command k_only_test[] = {Command::test};
constexpr Command k_report[] = {Command::report};
constexpr Command k_both[] = {Command::test, Command::run, Command::report};
constexpr Command k_baseline[] = {Command::baseline};
constexpr Command k_init[] = {Command::init};
constexpr Command k_help[] = {Command::help};

constexpr Text k_switch[] = {"on", "off"};
constexpr Text k_none[] = {k_off};

constexpr OptionRow k_options[] = {
    {.name = "--report",
     .value = "NAME[=PATH]",
     .help = "write a report, may be repeated; NAME is one of",
     .key = "reports",
     .checkout = Checkout::inside_its_folder,
     .takes = Takes::report,
     .commands = k_both,
     .fill =
         [](CommandLine& line, const std::string& value) {
           return values::add_report(values::reporting(line), value);
         }},
    {.name = "--settle",
     .value = "DURATION",
     .fallback = "2s",
     .help = "how long goroutines may take to end after the last test",
     .key = "settle",
     .checkout = Checkout::yes,
     .takes = Takes::text,
     .commands = k_test,
     .fill = [](CommandLine& line,
                const std::string& value) { return values::set_settle(line.test, value); }},
    {.name = "--proof",
     .value = "auto|on|off",
     .fallback = "auto",
     .help =
         "the garbage collector's proof that a goroutine can never wake: auto takes it where Go "
         "has it (1.27), on builds it into Go 1.26 (slow the first time), off goes without",
     .takes = Takes::choice,
     .words = k_words_of<Proof>,
     .commands = k_test,
     .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
       line.test.probe.proof = from_word<Proof>(value).value_or(Proof::automatic);
       return {};
     }},
    {.name = "--ancestors",
     .value = "on|off",
     .fallback = "on",
     .help = "record who started whom, to name the line of the test; costs 1 to 2 µs for each go "
             "statement",
     .takes = Takes::choice,
     .words = k_switch,
     .commands = k_test,
     .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
       line.test.probe.ancestors = value == k_off ? 0 : ProbeOptions{}.ancestors;
       return {};
     }},
    {.name = "--confirm",
     .value = "ROUNDS",
     .fallback = "3",
     .help = "how often leaking tests run again, alone, to tell leaks from goroutines that are "
             "started once: 2 to 20, or off",
     .key = "confirm.rounds",
     .checkout = Checkout::yes,
     .takes = Takes::text,
     .words = k_none,
     .commands = k_test,
     .fill = [](CommandLine& line,
                const std::string& value) { return values::set_confirm(line.test, value); }},
    {.name = "--fail-on",
     .value = "TIER",
     .fallback = "lingering",
     .help = "the weakest evidence that fails the build: proven, growing, lingering, one-time or "
             "ends-by-itself",
     .key = "fail_on.tier",
     .checkout = Checkout::yes,
     .takes = Takes::choice,
     .words = k_words_of<Tier>,
     .commands = k_test,
     .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
       line.test.fail_tier = from_word<Tier>(value);
       return {};
     }},
    {.name = "--baseline",
     .value = "FILE",
     .fallback = ".leakgate-baseline.json, looked for upward",
     .help = "accepted leaks, or off",
     .key = "baseline",
     .checkout = Checkout::inside_its_folder,
     .takes = Takes::file,
     .words = k_none,
     .commands = k_test,
     .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
       line.test.baseline = value;
       return {};
     }},
    {.name = "--config",
     .value = "FILE",
     .fallback = ".leakgate.yml, looked for upward",
     .help = "configuration, or off",
     .takes = Takes::file,
     .words = k_none,
     .commands = k_test,
     .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
       line.test.config = value;
       return {};
     }},
    {.name = "--base",
     .value = "RESULT.json",
     .help = "an earlier JSON result, for example of the target branch: reports then say what is "
             "new and what is gone; it never changes the verdict",
     .takes = Takes::file,
     .commands = k_both,
     .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
       values::reporting(line).base = value;
       return {};
     }},
    {.name = "--attach",
     .value = "FILE",
     .help = "show this file beside each leak in JUnit readers, may be repeated",
     .takes = Takes::file,
     .commands = k_report,
     .fill = [](CommandLine& line,
                const std::string& value) { return values::add_attachment(line.report, value); }},
    {.name = "--comment-key",
     .value = "KEY",
     .fallback = "the CI's names of workflow and job",
     .help = "which of several jobs this is, so that each keeps a comment of its own on a pull "
             "request (legs of a matrix, several steps of one job)",
     .environment = "GITHUB_WORKFLOW, GITHUB_JOB, CI_JOB_NAME",
     .takes = Takes::text,
     .commands = k_both,
     .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
       values::reporting(line).comment_key = value;
       return {};
     }},
    {.name = "--require-delivery",
     .help = "end with 3 instead of 0 when a comment, review or note could not be posted; "
             "otherwise that is only said",
     .commands = k_both,
     .fill = [](CommandLine& line, const std::string&) -> Result<void> {
       values::reporting(line).require_delivery = true;
       return {};
     }},
    {.name = "--quiet",
     .help = "print findings, failures and the verdict only",
     .commands = k_both,
     .fill =
         [](CommandLine& line, const std::string&) {
           return values::set_loudness(values::reporting(line), Loudness::quiet);
         }},
    {.name = "--verbose",
     .help = "print whole stacks and everything that was let pass",
     .commands = k_both,
     .fill =
         [](CommandLine& line, const std::string&) {
           return values::set_loudness(values::reporting(line), Loudness::verbose);
         }},
    {.name = "--new-from-rev",
     .value = "REV",
     .help = "fail only for leaks whose go statement or test lies in lines that changed since the "
             "merge base with REV; all others are shown",
     .takes = Takes::text,
     .commands = k_test,
     .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
       line.test.since = value;
       return {};
     }},
    {.name = "--self-check",
     .help = "first plant a leak in a throw-away module and see whether the gate turns red; if it "
             "does not, end with 3",
     .commands = k_only_test,
     .fill = [](CommandLine& line, const std::string&) -> Result<void> {
       line.test.self_check = true;
       return {};
     }},
    {.name = "--no-cache",
     .help = "run every test again, also where go test would replay a result",
     .commands = k_test,
     .fill = [](CommandLine& line, const std::string&) -> Result<void> {
       line.test.use_cache = false;
       return {};
     }},
    {.name = "--prune",
     .help = "only take out what is gone and lower what has become less",
     .commands = k_baseline,
     .fill = [](CommandLine& line, const std::string&) -> Result<void> {
       line.baseline.prune = true;
       return {};
     }},
    {.name = "--output",
     .letter = "-o",
     .value = "FILE",
     .fallback = "the file that leakgate test would read",
     .help = "where the baseline is written",
     .takes = Takes::file,
     .commands = k_baseline,
     .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
       line.baseline.output = value;
       return {};
     }},
    {.name = "--force",
     .help = "write files anew that are there already",
     .commands = k_init,
     .fill = [](CommandLine& line, const std::string&) -> Result<void> {
       line.init.force = true;
       return {};
     }},
    {.name = "--ci",
     .value = "OWNER/leakgate@TAG",
     .fallback = "the step is printed",
     .help = "write .github/workflows/leakgate.yml, with leakgate's action from there",
     .takes = Takes::text,
     .commands = k_init,
     .fill = [](CommandLine& line,
                const std::string& value) { return values::set_action(line.init, value); }},
    {.name = "--man",
     .help = "print the manual page, for `man -l -` or a package",
     .commands = k_help,
     .fill = [](CommandLine& line, const std::string&) -> Result<void> {
       line.man = true;
       return {};
     }},
};

} // namespace

std::span<const OptionRow>
option_table()
{
  return k_options;
}

bool
is_of(const OptionRow& option, Command command)
{
  return std::ranges::find(option.commands, command) != option.commands.end();
}

} // namespace leakgate
