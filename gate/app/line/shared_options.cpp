#include "gate/app/line/shared_options.hpp"

#include "gate/app/line/report_request.hpp"
#include "gate/base/duration.hpp"
#include "gate/base/number.hpp"
#include "gate/base/text.hpp"

#include <fmt/core.h>

namespace leakgate::shared_options {

namespace {

constexpr std::string_view k_switch[] = {"on", "off"};
constexpr std::string_view k_none[] = {k_off};

Result<void>
set_loudness(ReportingOptions& options, Loudness loudness)
{
  if (options.loudness != Loudness::normal && options.loudness != loudness) {
    return failure("--quiet and --verbose: choose one");
  }
  options.loudness = loudness;
  return {};
}

Result<void>
set_settle(TestOptions& options, const std::string& text)
{
  const auto settle = parse_duration(text);
  if (!settle) {
    return failure(fmt::format("--settle: expected a duration up to 1h, got {} (for example 500ms "
                               "or 2s)",
                               text::quoted(text)));
  }
  options.probe.settle = *settle;
  options.settle_given = true;
  return {};
}

Result<void>
set_confirm(TestOptions& options, const std::string& text)
{
  constexpr int k_most_rounds = 20;
  const int rounds = whole_number<int>(text).value_or(0);
  if (text != k_off && (rounds < 2 || rounds > k_most_rounds)) {
    return failure(
        fmt::format("--confirm: expected 2 to 20 rounds, or off, got {}", text::quoted(text)));
  }
  options.confirm_rounds = rounds;
  options.confirm_given = true;
  return {};
}

} // namespace

constinit const OptionRow k_report = {.name = "--report",
                                      .value = "NAME[=PATH]",
                                      .help = "write a report, may be repeated; NAME is one of",
                                      .key = "reports",
                                      .checkout = Checkout::inside_its_folder,
                                      .takes = Takes::report,
                                      .fill = [](CommandLine& line, const std::string& value) {
                                        return add_report(line.options, value);
                                      }};

constinit const OptionRow k_settle = {.name = "--settle",
                                      .value = "DURATION",
                                      .fallback = "2s",
                                      .help =
                                          "how long goroutines may take to end after the last test",
                                      .key = "settle",
                                      .checkout = Checkout::yes,
                                      .takes = Takes::text,
                                      .of_suite = true,
                                      .fill = [](CommandLine& line, const std::string& value) {
                                        return set_settle(line.options, value);
                                      }};

constinit const OptionRow k_proof = {
    .name = "--proof",
    .value = "auto|on|off",
    .fallback = "auto",
    .help = "the garbage collector's proof that a goroutine can never wake: auto takes it where Go "
            "has it (1.27), on builds it into Go 1.26 (slow the first time), off goes without",
    .takes = Takes::choice,
    .words = k_words_of<Proof>,
    .of_suite = true,
    .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
      line.options.probe.proof = from_word<Proof>(value).value_or(Proof::automatic);
      return {};
    }};

constinit const OptionRow k_ancestors = {
    .name = "--ancestors",
    .value = "on|off",
    .fallback = "on",
    .help = "record who started whom, to name the line of the test; costs 1 to 2 µs for each go "
            "statement",
    .takes = Takes::choice,
    .words = k_switch,
    .of_suite = true,
    .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
      line.options.probe.ancestors = value == k_off ? 0 : ProbeOptions{}.ancestors;
      return {};
    }};

constinit const OptionRow k_confirm = {
    .name = "--confirm",
    .value = "ROUNDS",
    .fallback = "3",
    .help = "how often leaking tests run again at most, alone, to tell leaks from goroutines that "
            "start once: 2 to 20, or off",
    .key = "confirm.rounds",
    .checkout = Checkout::yes,
    .takes = Takes::text,
    .words = k_none,
    .of_suite = true,
    .fill = [](CommandLine& line, const std::string& value) {
      return set_confirm(line.options, value);
    }};

constinit const OptionRow k_heap = {
    .name = "--heap",
    .value = "auto|on|off",
    .fallback = "auto",
    .help = "run packages again in rounds to see whether their memory grows each time: auto those "
            "whose live heap grew, on all, off none",
    .key = "heap.check",
    .checkout = Checkout::yes,
    .takes = Takes::choice,
    .words = k_words_of<HeapChecking>,
    .of_suite = true,
    .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
      line.options.heap = from_word<HeapChecking>(value);
      return {};
    }};

constinit const OptionRow k_fail_on = {
    .name = "--fail-on",
    .value = "TIER",
    .fallback = "lingering",
    .help = "the weakest evidence that fails the build: proven, growing, lingering, one-time or "
            "ends-by-itself",
    .key = "fail_on.tier",
    .checkout = Checkout::yes,
    .takes = Takes::choice,
    .words = k_words_of<Tier>,
    .of_suite = true,
    .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
      line.options.fail_tier = from_word<Tier>(value);
      return {};
    }};

constinit const OptionRow k_baseline = {
    .name = "--baseline",
    .value = "FILE",
    .fallback = ".leakgate-baseline.json, looked for upward",
    .help = "accepted leaks, or off",
    .key = "baseline",
    .checkout = Checkout::inside_its_folder,
    .takes = Takes::file,
    .words = k_none,
    .of_suite = true,
    .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
      line.options.baseline = value;
      return {};
    }};

constinit const OptionRow k_config = {
    .name = "--config",
    .value = "FILE",
    .fallback = ".leakgate.yml, looked for upward",
    .help = "configuration, or off",
    .takes = Takes::file,
    .words = k_none,
    .of_suite = true,
    .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
      line.options.config = value;
      return {};
    }};

constinit const OptionRow k_base = {
    .name = "--base",
    .value = "RESULT.json",
    .help = "an earlier JSON result, for example of the target branch: reports then say what is "
            "new and what is gone; it never changes the verdict",
    .takes = Takes::file,
    .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
      line.options.base = value;
      return {};
    }};

constinit const OptionRow k_comment_key = {
    .name = "--comment-key",
    .value = "KEY",
    .fallback = "the CI's names of workflow and job",
    .help = "which of several jobs this is, so that each keeps a comment of its own on a pull "
            "request (legs of a matrix, several steps of one job)",
    .environment = "GITHUB_WORKFLOW, GITHUB_JOB, CI_JOB_NAME",
    .takes = Takes::text,
    .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
      line.options.comment_key = value;
      return {};
    }};

constinit const OptionRow k_require_delivery = {
    .name = "--require-delivery",
    .help = "end with 3 instead of 0 when a comment, review or note could not be posted; "
            "otherwise that is only said",
    .fill = [](CommandLine& line, const std::string&) -> Result<void> {
      line.options.require_delivery = true;
      return {};
    }};

constinit const OptionRow k_quiet = {.name = "--quiet",
                                     .help = "print findings, failures and the verdict only",
                                     .fill = [](CommandLine& line, const std::string&) {
                                       return set_loudness(line.options, Loudness::quiet);
                                     }};

constinit const OptionRow k_verbose = {.name = "--verbose",
                                       .help =
                                           "print whole stacks and everything that was let pass",
                                       .fill = [](CommandLine& line, const std::string&) {
                                         return set_loudness(line.options, Loudness::verbose);
                                       }};

constinit const OptionRow k_new_from_rev = {
    .name = "--new-from-rev",
    .value = "REV",
    .help = "fail only for leaks with a line that changed since the merge base with REV in their "
            "test or in a function of their stack; all others are shown",
    .takes = Takes::text,
    .of_suite = true,
    .fill = [](CommandLine& line, const std::string& value) -> Result<void> {
      line.options.since = value;
      return {};
    }};

constinit const OptionRow k_no_cache = {
    .name = "--no-cache",
    .help = "run every test again, also where go test would replay a result",
    .of_suite = true,
    .fill = [](CommandLine& line, const std::string&) -> Result<void> {
      line.options.use_cache = false;
      return {};
    }};

} // namespace leakgate::shared_options
