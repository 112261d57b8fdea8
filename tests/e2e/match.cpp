#include "tests/e2e/match.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace leakgate::e2e {

namespace {

using nlohmann::json;

std::string
place(const json& value)
{
  return value.value("file", "") + ":" + std::to_string(value.value("line", 0));
}

std::string
leakers_of(const json& finding)
{
  std::string text;
  for (const json& leaker : finding.value("leakers", json::array())) {
    text += (text.empty() ? "" : " ") + leaker.value("test", "") + ":" +
            std::to_string(leaker.value("count", 0));
  }
  return text;
}

std::string
lines_of(const json& finding)
{
  std::string text;
  for (const json& leaker : finding.value("leakers", json::array())) {
    text += (text.empty() ? "" : " ") + place(leaker.value("at", json::object()));
  }
  return text;
}

/// All names under which a file of the case may be known in a result.
std::set<std::string>
names_of(const std::string& file, const MatchContext& context)
{
  std::set<std::string> names = {file};
  for (const std::string& dir : context.module_dirs) {
    if (!dir.empty() && file.starts_with(dir + "/")) {
      names.insert(file.substr(dir.size() + 1));
    }
  }
  return names;
}

bool
tier_holds(const Expected& expected, const std::string& tier, bool proof)
{
  if (expected.tier == "proven" && !proof) {
    return tier == "lingering" || tier == "growing";
  }
  return expected.tier.empty() || tier == expected.tier;
}

// `-` where it stands for itself.
bool
cause_holds(const Expected& expected, const json& finding, const json& all)
{
  const std::string cause = finding.value("caused_by", "");
  if (expected.cause.empty() || cause.empty()) {
    return expected.cause.empty() || expected.cause == "-";
  }
  const auto found = std::find_if(all.begin(), all.end(), [&](const json& each) {
    return each.value("fingerprint", "") == cause && each["package"] == finding["package"];
  });
  return found != all.end() && (found->value("rule", "") == expected.cause ||
                                place((*found)["started"]) == expected.cause);
}

std::string
deadlock_of(const json& finding)
{
  if (!finding.value("deadlock", false)) {
    return "-";
  }
  std::string text = "wants " + finding.value("wants", "");
  for (const json& held : finding.value("holds", json::array())) {
    text += " holds " + held.value("name", "") + "@" + std::to_string(held["at"].value("line", 0));
  }
  return text;
}

bool
is_match(const Expected& expected, const json& finding, const json& all,
         const MatchContext& context)
{
  const json at = finding.value("at", json::object());
  const json where = finding.value(expected.by, json::object());
  if (finding.value("disposition", "") != expected.as ||
      (!expected.rule.empty() && finding.value("rule", "") != expected.rule) ||
      !cause_holds(expected, finding, all) ||
      (!expected.deadlock.empty() && deadlock_of(finding) != expected.deadlock) ||
      finding.value("fix", "").find(expected.fix) == std::string::npos ||
      finding.value("why", "").find(expected.why) == std::string::npos ||
      !tier_holds(expected, finding.value("tier", ""), context.proof)) {
    return false;
  }
  const std::set<std::string> names = names_of(expected.file, context);
  const bool at_holds = expected.at.empty() || expected.at == place(at);
  const std::string state = finding.value("state", "");
  const bool here = expected.by == "nowhere" || (names.contains(where.value("file", "")) &&
                                                 where.value("line", 0) == expected.line);
  return here &&
         std::count(expected.states.begin(), expected.states.end(),
                    state.empty() ? "none" : state) != 0 &&
         finding.value("test", "") == expected.test &&
         (expected.leakers.empty() || leakers_of(finding) == expected.leakers) &&
         (expected.lines.empty() || lines_of(finding) == expected.lines) &&
         (expected.count < 0 || finding.value("count", 0) == expected.count) && at_holds &&
         (expected.phase.empty() || finding.value("phase", "") == expected.phase);
}

std::string
describe(const Expected& expected, bool proof)
{
  std::string text =
      "- " + expected.file + ":" + std::to_string(expected.line) + " (" + expected.by + ") [";
  for (const std::string& state : expected.states) {
    text += state + (&state == &expected.states.back() ? "]" : "|");
  }
  text += " test=" + json(expected.test).dump();
  text += " count=" + (expected.count < 0 ? "any" : std::to_string(expected.count));
  const auto add = [&](const char* name, const std::string& words) {
    text += words.empty() ? "" : std::string(" ") + name + "=" + json(words).dump();
  };
  add("leakers", expected.leakers);
  add("lines", expected.lines);
  add("tier", expected.tier == "proven" && !proof ? "lingering or growing" : expected.tier);
  add("rule", expected.rule);
  add("as", expected.as == "reported" ? "" : expected.as);
  add("at", expected.at);
  add("cause", expected.cause);
  add("deadlock", expected.deadlock);
  add("fix", expected.fix);
  add("why", expected.why);
  add("phase", expected.phase);
  return text + "\n";
}

std::string
describe(const json& finding)
{
  return "+ started " + place(finding.value("started", json::object())) + " blocked " +
         place(finding.value("blocked", json::object())) + " at " +
         place(finding.value("at", json::object())) + " [" + finding.value("state", "") +
         "] test=" + json(finding.value("test", "")).dump() +
         " count=" + std::to_string(finding.value("count", 0)) +
         " leakers=" + json(leakers_of(finding)).dump() +
         " lines=" + json(lines_of(finding)).dump() + " tier=" + finding.value("tier", "") +
         " rule=" + finding.value("rule", "") + " (" + finding.value("rule_reason", "") + ")" +
         " deadlock=" + json(deadlock_of(finding)).dump() + " caused by " +
         json(finding.value("caused_by", "")).dump() + " phase=" + finding.value("phase", "") +
         " by " + finding.value("attribution", "") + "\n  why " + finding.value("why", "") +
         "\n  fix " + finding.value("fix", "") + "\n";
}

const std::vector<std::string> k_parts = {"in_before", "runtime",         "allowed",
                                          "baseline",  "below_threshold", "reported"};

std::string
check_ledger(const json& ledger, const std::string& where)
{
  long sum = 0;
  for (const std::string& part : k_parts) {
    if (!ledger.contains(part) || !ledger[part].is_number_integer() || ledger[part] < 0) {
      return where + ": ledger has no " + part + "\n";
    }
    sum += ledger[part].get<long>();
  }
  const long seen = ledger.value("seen", -1L);
  return seen == sum ? ""
                     : where + ": ledger does not balance: seen " + std::to_string(seen) +
                           ", parts " + std::to_string(sum) + "\n";
}

std::string
check_finding(const json& finding)
{
  std::string broken;
  const std::string print = finding.value("fingerprint", "");
  const std::string kind = finding.value("kind", "goroutine");
  const bool goroutine = kind == "goroutine";
  const bool memory = kind == "heap" && !finding.value("rounds", json::array()).empty();
  if (print.size() != 35 || !print.starts_with(goroutine || memory ? "v2:" : "v1:") ||
      print.find_first_not_of("0123456789abcdef", 3) != std::string::npos) {
    broken += "bad fingerprint: " + print + "\n";
  }
  for (const char* key : {"rule", "tier", "severity", "disposition", "package", "state", "phase"}) {
    const std::string_view name = key;
    const bool needed = goroutine || (name != "package" && name != "state");
    if (needed && finding.value(key, "").empty()) {
      broken += print + ": no " + key + "\n";
    }
  }
  for (const char* key : {"at", "started", "blocked"}) {
    if (finding.value(key, json::object()).value("file", "").starts_with("/")) {
      broken += print + ": absolute path in " + key + ": " + finding[key].dump() + "\n";
    }
  }
  return broken;
}

/// A cause is a reported finding of the same package that stands for itself.
std::string
check_cause(const json& finding, const json& all)
{
  const std::string cause = finding.value("caused_by", "");
  const bool good =
      cause.empty() || (finding.value("disposition", "") == "reported" &&
                        std::any_of(all.begin(), all.end(), [&](const json& each) {
                          return each.value("fingerprint", "") == cause &&
                                 each.value("package", "") == finding.value("package", "") &&
                                 each.value("disposition", "") == "reported" &&
                                 each.value("caused_by", "").empty();
                        }));
  return good ? "" : finding.value("fingerprint", "") + ": no cause " + cause + "\n";
}

/// `value` without the keys of `changing`, at every depth.
json
without(json value, const std::set<std::string>& changing)
{
  if (value.is_object()) {
    json kept = json::object();
    for (const auto& [key, part] : value.items()) {
      if (!changing.contains(key)) {
        kept[key] = without(part, changing);
      }
    }
    return kept;
  }
  if (value.is_array()) {
    for (json& part : value) {
      part = without(part, changing);
    }
  }
  return value;
}

} // namespace

std::string
diff_findings(const std::vector<Expected>& expected, const json& result,
              const MatchContext& context)
{
  const json all = result.value("findings", json::array());
  std::vector<json> left(all.begin(), all.end());
  std::string text;
  for (const Expected& promise : expected) {
    const auto found = std::find_if(left.begin(), left.end(), [&](const json& finding) {
      return is_match(promise, finding, all, context);
    });
    if (found == left.end()) {
      text += describe(promise, context.proof);
    } else {
      left.erase(found);
    }
  }
  for (const json& finding : left) {
    // What is not reported need not be promised.
    text += finding.value("disposition", "") == "reported" ? describe(finding) : "";
  }
  return text;
}

std::string
check_result(const json& result)
{
  std::string broken;
  for (const char* key :
       {"version", "outcome", "metrics", "ledger", "packages", "problems", "findings"}) {
    if (!result.contains(key)) {
      return std::string("result has no ") + key + "\n";
    }
  }
  broken += check_ledger(result["ledger"], "total");
  std::map<std::string, long> sums;
  for (const json& package : result["packages"]) {
    const json ledger = package.value("ledger", json::object());
    broken += check_ledger(ledger, package.value("import_path", package.value("package", "?")));
    for (const auto& [key, number] : ledger.items()) {
      sums[key] += number.is_number_integer() ? number.get<long>() : 0;
    }
  }
  for (const auto& [key, number] : result["ledger"].items()) {
    if (sums[key] != number) {
      broken += "ledger." + key + " is " + number.dump() + ", its packages have " +
                std::to_string(sums[key]) + "\n";
    }
  }
  long reported = 0;
  for (const json& finding : result["findings"]) {
    broken += check_finding(finding) + check_cause(finding, result["findings"]);
    reported += finding.value("disposition", "") == "reported" ? finding.value("count", 0L) : 0;
  }
  if (reported != result["ledger"].value("reported", -1L)) {
    broken += "findings hold " + std::to_string(reported) + " goroutines, ledger.reported is " +
              result["ledger"]["reported"].dump() + "\n";
  }
  return broken;
}

std::string
diff_results(const json& first, const json& second, bool cached)
{
  // A replayed package has its old snapshot: all but times and the word "(cached)" is equal.
  std::set<std::string> changing = {"source",  "cached",          "elapsed_seconds",
                                    "output",  "started_seconds", "ended_seconds",
                                    "took_ms", "repeat_ms",       "heap_ms"};
  if (!cached) {
    changing.insert({"id", "samples", "figures", "heap", "metrics", "settle_ms", "snapshot_ids",
                     "goroutines_before", "goroutines_after"});
  }
  std::string text;
  for (const json& step : json::diff(without(first, changing), without(second, changing))) {
    text += step.dump() + "\n";
  }
  return text;
}

} // namespace leakgate::e2e
