#include "gate/app/commands/commands.hpp"
#include "gate/app/commands/result_files.hpp"
#include "gate/app/line/config_file.hpp"
#include "gate/app/line/terminal.hpp"
#include "gate/base/process/command.hpp"
#include "gate/base/text.hpp"
#include "reporters/console/report.hpp"
#include "reporters/wording/families.hpp"
#include "rules/matching/pattern_book.hpp"
#include "rules/matching/policy_rules.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

namespace leakgate {

namespace {

constexpr std::string_view k_all_rules = "rules";

// `v1:ab12` and `ab12` both name v1:ab12….
bool
is_named(const Finding& finding, const std::string& fingerprint)
{
  return finding.fingerprint.starts_with(fingerprint) ||
         finding.fingerprint.starts_with("v1:" + fingerprint) ||
         finding.fingerprint.starts_with("v2:" + fingerprint);
}

// Also a pipe; but a folder may well be called like a rule, or `rules`.
bool
is_file(const std::string& path)
{
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  return std::filesystem::exists(status) && !std::filesystem::is_directory(status);
}

ExitCode
explain_result(const std::string& path, const std::string& fingerprint, const Terminal& terminal)
{
  const auto verdict = read_result(path);
  if (!verdict) {
    return terminal.stop(verdict.error(), ExitCode::usage);
  }
  const ReportContext context{source_line_of(verdict->sources)};
  std::size_t shown = 0;
  const Families families(*verdict);
  for (const Finding* finding : families.in_order()) {
    if (is_named(*finding, fingerprint)) {
      terminal.print((shown++ == 0 ? "" : "\n") + render_finding(*finding, families.below(*finding),
                                                                 *verdict, context,
                                                                 terminal.style()));
    }
  }
  if (shown == 0 && !fingerprint.empty()) {
    terminal.diagnose(fmt::format("{}: no finding with fingerprint {} (leave it out to see all {})",
                                  path, text::quoted(fingerprint), verdict->findings.size()));
    return ExitCode::usage;
  }
  if (fingerprint.empty()) {
    terminal.print(shown == 0 ? "no findings\n\n" : "\n");
    terminal.print(render_ledger(*verdict, terminal.style()));
  }
  return ExitCode::pass;
}

// Every rule there is in the current folder, by id: the built-in ones and the patterns of the
// configuration, which come first where an id is the same.
tl::expected<std::vector<RuleInfo>, Messages>
list_rules()
{
  auto loaded = load_config("", ".");
  if (!loaded) {
    return tl::unexpected<Messages>(std::move(loaded.error()));
  }
  std::vector<RuleInfo> list;
  for (const Pattern& pattern : loaded->config.policy.patterns) {
    list.push_back(pattern.rule);
  }
  for (const Pattern& pattern : rules::builtin_patterns()) {
    list.push_back(pattern.rule);
  }
  const auto others = rules::policy_rules();
  list.insert(list.end(), others.begin(), others.end());
  std::ranges::stable_sort(list, {}, &RuleInfo::id);
  return list;
}

std::string
rule_lines(const std::vector<RuleInfo>& rules)
{
  std::size_t width = 0;
  for (const RuleInfo& rule : rules) {
    width = std::max(width, rule.id.size());
  }
  std::string out;
  for (const RuleInfo& rule : rules) {
    out += fmt::format("{:<{}}  {:<6}  {}\n", text::printable(rule.id), width,
                       to_string(rule.severity), text::printable(rule.title));
  }
  return out;
}

ExitCode
explain_rule(const std::string& id, const Terminal& terminal)
{
  const auto rules = list_rules();
  if (!rules) {
    return terminal.stop(rules.error());
  }
  if (id == k_all_rules) {
    terminal.print(rule_lines(*rules));
    return ExitCode::pass;
  }
  const auto rule = std::ranges::find(*rules, id, &RuleInfo::id);
  if (rule != rules->end()) {
    terminal.print(render_rule(*rule, terminal.style()));
    return ExitCode::pass;
  }
  std::vector<std::string> ids;
  std::ranges::transform(*rules, std::back_inserter(ids), &RuleInfo::id);
  terminal.diagnose(fmt::format("explain: expected a JSON result or a rule, got {}{}",
                                text::quoted(id),
                                text::meant(id, ids, "leakgate explain rules lists the rules")));
  return ExitCode::usage;
}

ExitCode
run_explain(const CommandLine& line)
{
  end_on_interrupt();
  const Terminal terminal(stdout, stderr, Loudness::normal, CiLog::from_environment());
  const std::string& named = line.operands.front();
  const std::string fingerprint = line.operands.size() > 1 ? line.operands.back() : "";
  return fingerprint.empty() && !is_file(named) ? explain_rule(named, terminal)
                                                : explain_result(named, fingerprint, terminal);
}

constexpr CommandForm k_forms[] = {
    {"RESULT.json [FINGERPRINT]", "why each goroutine was called a leak or not"},
    {"RULE | rules", "what a rule means and how to fix it"}};
constexpr std::string_view k_words[] = {k_all_rules};

Result<void>
take_words(CommandLine& line)
{
  const std::vector<std::string>& words = line.operands;
  if (words.size() > 1 && words[0] == k_all_rules) {
    return failure(fmt::format("explain rules: expected nothing more, got {} (it lists all rules; "
                               "leakgate explain RULE explains one)",
                               text::quoted(words[1])));
  }
  if (words.empty() || words.size() > 2) {
    return failure(fmt::format("explain: expected RESULT.json [FINGERPRINT] or a rule, got {} "
                               "(write the result with --report json=PATH)",
                               text::counted(static_cast<long long>(words.size()), "word")));
  }
  return {};
}

} // namespace

constexpr CommandRow k_explain_command = {
    .name = "explain",
    .forms = k_forms,
    .more = "`leakgate test --report json=PATH` writes a result. A fingerprint may be cut short.",
    .takes = Takes::file,
    .words = k_words,
    .take = take_words,
    .run = run_explain};

} // namespace leakgate
