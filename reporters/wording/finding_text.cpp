#include "reporters/wording/finding_text.hpp"

#include "gate/base/text.hpp"
#include "gate/model/symbol_text.hpp"
#include "reporters/wording/heap_growth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace leakgate::finding_text {

namespace {

// `+1 each round (3 of 3)` when every round added the same, else how many of them added some.
std::string
growth(const std::vector<std::int64_t>& rounds)
{
  const auto grew = std::count_if(rounds.begin(), rounds.end(), [](auto n) { return n > 0; });
  const bool equal = std::equal(rounds.begin() + 1, rounds.end(), rounds.begin());
  if (equal && grew > 0) {
    return fmt::format("{:+} each round ({} of {})", rounds.front(), grew, rounds.size());
  }
  return fmt::format("came back in {} of {} rounds", grew, rounds.size());
}

struct OtherPlace
{
  std::string place;
  std::uint64_t count = 0; // unsigned: a sum of what a file says may overflow
};

// Where goroutines of the cluster are blocked beside the finding's own line, in the order
// of the variants.
std::vector<OtherPlace>
other_places(const Finding& finding)
{
  std::vector<OtherPlace> out;
  for (const StackVariant& variant : finding.variants) {
    const std::string place = file_and_line(variant.blocked);
    if (place.empty() || place == file_and_line(finding.blocked)) {
      continue;
    }
    auto found = std::find_if(out.begin(), out.end(),
                              [&](const OtherPlace& other) { return other.place == place; });
    if (found == out.end()) {
      found = out.insert(out.end(), {place, 0});
    }
    found->count += static_cast<std::uint64_t>(variant.count);
  }
  return out;
}

// `3 started in round 1, none later`, where that is what the rounds show.
std::string
started_once(const std::vector<std::int64_t>& rounds)
{
  const bool none_later =
      std::all_of(rounds.begin() + 1, rounds.end(), [](auto n) { return n == 0; });
  return none_later && rounds.front() > 0
             ? fmt::format("{} started in round 1, none later", rounds.front())
             : growth(rounds);
}

// Where some of the tests left what is proven and others did not: `proven (139 of 141), the other
// 2 came back each round`. Empty where all is of one kind.
std::string
proven_in_part(const Finding& finding)
{
  std::uint64_t proven = 0; // unsigned: a sum of what a file says may overflow
  std::uint64_t others = 0;
  bool each_round = true;
  for (const Leaker& leaker : finding.leakers) {
    if (!leaker.excused) {
      const bool is_proven = leaker.tier == Tier::proven;
      (is_proven ? proven : others) += static_cast<std::uint64_t>(leaker.count);
      each_round = each_round && (is_proven || leaker.tier == Tier::growing);
    }
  }
  if (finding.tier != Tier::proven || proven == 0 || others == 0) {
    return {};
  }
  return fmt::format("proven ({} of {}), the other {} {}", proven, proven + others, others,
                     each_round ? "came back each round" : "still there");
}

} // namespace

std::string
short_function(std::string_view function)
{
  return short_symbol(function);
}

std::string
without_closure_numbers(std::string_view function)
{
  const auto is_made = [](std::string_view part) {
    for (const std::string_view prefix : {"func", "gowrap", "deferwrap", ""}) {
      const std::string_view rest =
          part.starts_with(prefix) ? part.substr(prefix.size()) : std::string_view{};
      if (!rest.empty() && rest.find_first_not_of("0123456789") == std::string_view::npos) {
        return true;
      }
    }
    return false;
  };
  std::string out;
  bool closure = false;
  for (std::size_t start = 0; start <= function.size();) {
    const std::size_t dot = std::min(function.find('.', start), function.size());
    const std::string_view part = function.substr(start, dot - start);
    const bool made = start > 0 && is_made(part);
    if (made && !closure) {
      out += ".func";
    } else if (!made) {
      out += (start > 0 ? "." : "") + std::string(part);
    }
    closure = made;
    start = dot + 1;
  }
  return out;
}

std::string
file_and_line(const Place& place)
{
  return place.known() ? fmt::format("{}:{}", place.file, place.line) : std::string();
}

std::string
evidence(const Finding& finding)
{
  const bool noted = finding.base && finding.base != BaseMark::known;
  std::string text = noted ? fmt::format("{} · ", to_string(*finding.base)) : std::string();
  if (const std::string in_part = proven_in_part(finding); !in_part.empty()) {
    return text + in_part;
  }
  if (is_heap_leak(finding)) {
    return text + fmt::format("{} · {}", to_string(finding.tier),
                              heap_growth::each_round(finding.rounds, finding.objects));
  }
  text += finding.tier == Tier::ends_by_itself ? "ends by itself" : to_string(finding.tier);
  if (finding.rounds.size() > 1) {
    text += " · " + (finding.tier == Tier::one_time ? started_once(finding.rounds)
                                                    : growth(finding.rounds));
  }
  if (finding.count != 1) {
    text += " · " + text::counted(finding.count, "goroutine");
  }
  return text;
}

std::string_view
tier_in_words(Tier tier)
{
  switch (tier) {
  case Tier::proven: return "the garbage collector proved that nothing can wake it";
  case Tier::growing: return "each time the test ran, more were left";
  case Tier::lingering: return "not there before the tests, still there after them";
  case Tier::one_time: return "came once and never again";
  case Tier::ends_by_itself: return "was seen to end, only later than the gate waits";
  }
  return "";
}

std::string_view
tier_in_words(const Finding& finding)
{
  return is_heap_leak(finding) ? "each time the tests ran, more was kept"
                               : tier_in_words(finding.tier);
}

std::string
variants(const Finding& finding)
{
  constexpr std::size_t k_most_places = 3;
  if (finding.variants.size() < 2 || finding.moving) {
    return {};
  }
  std::string out = fmt::format("{} similar stacks", finding.variants.size());
  const std::vector<OtherPlace> places = other_places(finding);
  const std::size_t shown = std::min(places.size(), k_most_places);
  for (std::size_t i = 0; i < shown; ++i) {
    out += i == 0 ? ", also blocked at " : ", ";
    out += fmt::format("{} ({})", places[i].place, places[i].count);
  }
  out += shown < places.size() ? fmt::format(" and {} more", places.size() - shown) : "";
  return out;
}

std::vector<const Leaker*>
leaking_tests(const Finding& finding)
{
  std::vector<const Leaker*> out;
  for (const Leaker& leaker : finding.leakers) {
    if (!leaker.excused) {
      out.push_back(&leaker);
    }
  }
  return out;
}

std::string
excused_tests(const Finding& finding)
{
  constexpr std::size_t k_most_shown = 5;
  std::vector<std::string> parts;
  std::size_t more = 0;
  for (const Leaker& leaker : finding.leakers) {
    if (leaker.excused && parts.size() == k_most_shown) {
      ++more;
    } else if (leaker.excused) {
      parts.push_back(fmt::format("{} ({} {})", leaker.test, leaker.count,
                                  leaker.tier == Tier::ends_by_itself ? "ends by itself"
                                                                      : to_string(leaker.tier)));
    }
  }
  if (more > 0) {
    parts.push_back(fmt::format("and {} more", more));
  }
  return text::join(parts, " · ");
}

std::string
exceeded(const Finding& finding)
{
  if (finding.disposition == Disposition::reported && !finding.disposition_reason.empty()) {
    return finding.disposition_reason;
  }
  return finding.baseline_count && finding.count > *finding.baseline_count && !is_heap_leak(finding)
             ? fmt::format("baseline has {}, now {}", *finding.baseline_count, finding.count)
             : std::string();
}

std::string
test_or_phase(const Finding& finding)
{
  if (!finding.test.empty()) {
    return finding.test;
  }
  switch (finding.phase) {
  case Phase::init: return "no test: started in init";
  case Phase::test_main: return "no test: started in TestMain";
  case Phase::cleanup: return "no test: started in a cleanup";
  case Phase::example: return "no test: started in an example";
  case Phase::fuzz: return "no test: started in a fuzz test";
  case Phase::benchmark: return "no test: started in a benchmark";
  case Phase::test:
  case Phase::subtest:
  case Phase::unknown: break;
  }
  return "no test could be named";
}

std::string_view
attribution_in_words(const Finding& finding)
{
  switch (finding.attribution) {
  case Attribution::none: return "not found";
  case Attribution::label: return "by its pprof label";
  case Attribution::ancestors: return "by the ancestors of the goroutine";
  case Attribution::creator:
    return is_heap_leak(finding) ? "by its line on the stack of the allocation"
                                 : "by the goroutine that started it";
  case Attribution::closure_name: return "by the name of its function";
  case Attribution::ran_alone: return "by running the tests of its package on their own";
  }
  return "not found";
}

std::string
source_at(const SourceLine& source_line, const Place& place)
{
  if (!source_line || !place.known() || place.file.starts_with("$GOROOT/")) {
    return {};
  }
  std::string line = source_line(place.file, place.line);
  for (std::size_t tab = line.find('\t'); tab != std::string::npos; tab = line.find('\t', tab)) {
    line.replace(tab, 1, "    ");
  }
  return line;
}

std::string
leaking_function(const Finding& finding)
{
  if (is_heap_leak(finding)) {
    return finding.at.function;
  }
  if (!finding.blocked.function.empty()) {
    return finding.blocked.function;
  }
  if (!finding.started.function.empty()) {
    return finding.started.function;
  }
  return finding.stack.empty() ? std::string() : finding.stack.front().function.str();
}

std::vector<std::string>
allow_entry(const Finding& finding)
{
  const std::string function = unescaped_symbol(leaking_function(finding));
  if (!is_leak(finding) || function.empty()) {
    return {};
  }
  std::vector<std::string> lines = {"- function: " + function};
  if (is_heap_leak(finding)) {
    lines.emplace_back("  kind: heap");
  }
  // A function of a library runs wherever it is used: the entry is about one package's use of it.
  const Place& place = is_heap_leak(finding) ? finding.at : finding.blocked;
  if (place.known() && !in_module(place)) {
    lines.push_back("  package: " + finding.package);
  }
  lines.emplace_back("  reason: …");
  return lines;
}

bool
in_module(const Place& place)
{
  return place.known() && !place.file.starts_with("$GOROOT/") && !place.file.starts_with('/') &&
         place.file.find("@v") == std::string::npos;
}

} // namespace leakgate::finding_text
