#include "rules/findings/code_for_tests.hpp"

#include "gate/base/text.hpp"
#include "rules/findings/fix_words.hpp"
#include "rules/findings/own_close.hpp"
#include "rules/names/suite_names.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/called_place.hpp"
#include "rules/stacks/start_chain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate::rules {
namespace {

constexpr std::size_t k_most_tests = 60; // are looked at, and so many codes told beside the first:
constexpr std::size_t k_most_codes = 2;

bool
is_same_code(const CodeToWrite& a, const CodeToWrite& b)
{
  return a.code.call == b.code.call && a.code.keep == b.code.keep &&
         a.code.testing == b.code.testing && a.before == b.before;
}

void
add_new(std::vector<std::string>& out, std::string text)
{
  if (std::ranges::find(out, text) == out.end()) {
    out.push_back(std::move(text));
  }
}

// What the other tests need: lines for the same code, and other code.
struct ForOthers
{
  std::vector<std::string> same;
  std::vector<CodeToWrite> different; ///< one for each code, with the test that has it
  std::vector<std::string> tests;
  std::vector<std::vector<std::string>> further; ///< lines where others need that too
  std::vector<std::string> unknown; ///< lines whose test holds nothing on which to make such a call
  std::string keeper;               ///< what keeps it to itself at the first of these
};

// The outermost function that is no test's on the way to the goroutine.
std::string
called_by_tests(const Goroutine& goroutine, SourceNames& sources)
{
  std::string out;
  for (const Link& link : chain_of(goroutine)) {
    if (sources.file(link.frame).test) {
      return out;
    }
    if (in_main_module(link.frame, sources)) {
      out = declared_name(link.frame);
    }
  }
  return {};
}

void
add_different(ForOthers& out, const CodeToWrite& write, std::string_view test)
{
  const auto found = std::ranges::find_if(
      out.different, [&](const CodeToWrite& each) { return is_same_code(each, write); });
  if (found == out.different.end()) {
    out.different.push_back(write);
    out.tests.emplace_back(test);
    out.further.emplace_back();
  } else if (shown_place(found->at) != shown_place(write.at)) {
    add_new(out.further[static_cast<std::size_t>(found - out.different.begin())],
            shown_place(write.at));
  }
}

void
add(ForOthers& out, const CodeToWrite& first, const std::optional<KnownCode>& known,
    const OtherTest& test, bool looked, bool same_place, const CodeToWrite& dropped,
    SourceNames& sources)
{
  if (!known && !dropped.code.call.empty()) {
    add_different(out, dropped, test.test);
    return;
  }
  if (!known) {
    if (!test.same_test && is_test_line(test.at) && (looked || same_place)) {
      out.keeper =
          looked && out.unknown.empty() ? called_by_tests(*test.goroutine, sources) : out.keeper;
      add_new(looked ? out.unknown : out.same, shown_place(*test.at));
    }
    return;
  }
  const std::string at = shown_place(known->write.at);
  if (at == shown_place(first.at)) {
    return;
  }
  if (is_same_code(known->write, first)) {
    add_new(out.same, at);
  } else {
    add_different(out, known->write, test.test);
  }
}

std::string
words_for(ForOthers others)
{
  std::string out = at_places_too(std::move(others.same));
  const std::size_t told = std::min(others.different.size(), k_most_codes);
  for (std::size_t i = 0; i < told; ++i) {
    out += "; " + fix_as_code(others.different[i], others.tests[i]) +
           at_places_too(std::move(others.further[i]));
  }
  std::size_t more = 0;
  for (std::size_t i = told; i < others.different.size(); ++i) {
    more += 1 + others.further[i].size();
  }
  out += more > 0 ? fmt::format("; and {} more such {}", more, more == 1 ? "place" : "places") : "";
  if (!others.unknown.empty()) {
    out += fmt::format(
        "; at {}{} the test does not hold it{}", others.unknown.front(),
        others.unknown.size() > 1 ? fmt::format(" and {} more", others.unknown.size() - 1) : "",
        others.keeper.empty() ? "" : fmt::format(": {} would have to hand it out", others.keeper));
  }
  return out;
}

constexpr std::size_t k_most_members = 200;

// The lines of tests that led there, each with a space behind it.
std::string
test_lines(const Goroutine& goroutine, SourceNames& sources)
{
  std::string out;
  for (const Link& link : chain_of(goroutine)) {
    const Place place = sources.place(link.frame);
    out += is_test_line(&place) ? shown_place(place) + " " : "";
  }
  return out;
}

} // namespace

std::vector<const Goroutine*>
led_there_otherwise(const std::vector<const Goroutine*>& members, const Goroutine& first,
                    const Place& at, SourceNames& sources)
{
  std::map<std::string, const Goroutine*> ways; // in an order that the members' does not change
  const std::string own = test_lines(first, sources);
  const std::string_view test = test_label(first);
  for (std::size_t i = 0; i < std::min(members.size(), k_most_members); ++i) {
    std::string way = test_lines(*members[i], sources);
    const bool there = (" " + way).find(" " + shown_place(at) + " ") != std::string::npos;
    const bool same_test = !test.empty() && !way.empty() && test_label(*members[i]) == test;
    if (way != own && (there || same_test)) {
      ways.emplace(std::move(way), members[i]);
    }
  }
  std::vector<const Goroutine*> out;
  std::ranges::transform(ways, std::back_inserter(out), [](const auto& way) { return way.second; });
  return out;
}

std::optional<KnownCode>
code_that_ends(const Pattern& pattern, const BlockedCode& code, const Goroutine& goroutine,
               const Place* first, const CodeFactsAt& facts_at, SourceNames& sources)
{
  for (EndingCalls& ending : ways_to_end(pattern, code, goroutine, facts_at, sources)) {
    HeldByTest held = held_by_test(ending.calls, goroutine, sources);
    HeldByTest kept{functions_that_end(ending.calls, goroutine, sources), "", "", false, nullptr};
    for (HeldByTest* each : {&held, &kept}) {
      CodeToWrite write;
      if (!each->owners.empty()) {
        write = code_to_write(*each->owners.front(), goroutine, first == nullptr ? Place{} : *first,
                              facts_at, sources);
      }
      if (!write.code.call.empty()) {
        return KnownCode{std::move(write), std::move(*each), std::move(ending)};
      }
    }
  }
  return std::nullopt;
}

namespace {

bool
passes(const OtherTest& test, const Place& at, SourceNames& sources)
{
  return test.goroutine != nullptr &&
         (" " + test_lines(*test.goroutine, sources)).find(" " + shown_place(at) + " ") !=
             std::string::npos;
}

struct OfTest
{
  const OtherTest* test;
  std::optional<KnownCode> known; ///< none: the test does not hold it, or nobody looked
  bool looked;
  CodeToWrite dropped = {}; ///< where it does not hold it: what it gives no name
};

// A helper that has the test's t, and through which several of the tests come: the code in it
// is that of all of them.
const KnownCode*
in_helper(const KnownCode& first, const std::vector<OfTest>& all, const EditPlace& edit,
          SourceNames& sources)
{
  const KnownCode* best = nullptr;
  std::ptrdiff_t most = 1;
  const auto look = [&](const KnownCode& each) {
    const CodeToWrite& write = each.write;
    const auto through = std::ranges::count_if(
        edit.others, [&](const OtherTest& test) { return passes(test, write.at, sources); });
    if (!write.code.testing.empty() && write.code.keep.empty() && through > most) {
      best = &each;
      most = through;
    }
  };
  look(first);
  for (const OfTest& each : all) {
    if (each.known) {
      look(*each.known);
    }
  }
  return best;
}

std::vector<OfTest>
codes_of_tests(const Pattern& pattern, const BlockedCode& code, const EditPlace& edit,
               const CodeFactsAt& facts_at, SourceNames& sources)
{
  std::vector<OfTest> out;
  std::size_t looked = 0;
  std::set<std::string> ways; // subtests of one line come by the same, and need the same
  for (const OtherTest& test : edit.others) {
    const bool same_line = edit.after != nullptr && test.at != nullptr &&
                           shown_place(*test.at) == shown_place(*edit.after);
    if (test.at == nullptr || (same_line && !test.same_test)) {
      continue; // the first itself
    }
    const std::string way = test.goroutine ? test_lines(*test.goroutine, sources) : "";
    if (!way.empty() && !ways.insert(way + (test.same_test ? "again" : "")).second) {
      continue;
    }
    const bool look = test.goroutine != nullptr && ++looked <= k_most_tests;
    const Place* first = passes(test, *test.at, sources) ? test.at : nullptr;
    OfTest one{&test,
               look ? code_that_ends(pattern, code, *test.goroutine, first, facts_at, sources)
                    : std::nullopt,
               look};
    if (look && !one.known) {
      one.dropped = dropped_by_test(*test.goroutine, facts_at, sources);
    }
    out.push_back(std::move(one));
  }
  return out;
}

} // namespace

std::string
fix_for_tests(const KnownCode& known, const Pattern& pattern, const BlockedCode& code,
              const EditPlace& edit, const CodeFactsAt& facts_at, SourceNames& sources)
{
  const bool same_place =
      edit.after != nullptr && shown_place(known.write.at) == shown_place(*edit.after);
  const std::vector<OfTest> all = codes_of_tests(pattern, code, edit, facts_at, sources);
  const KnownCode* helper = in_helper(known, all, edit, sources);
  const CodeToWrite& lead = helper == nullptr ? known.write : helper->write;
  ForOthers others;
  const bool inside = &lead == &known.write && edit.inside.known(); // others may close it
  const auto covered = [&](const OtherTest& test) {
    return (helper != nullptr && passes(test, lead.at, sources)) ||
           (inside && passes(test, edit.inside, sources));
  };
  const bool first_covered = std::ranges::any_of(edit.others, [&](const OtherTest& test) {
    return test.at != nullptr && edit.after != nullptr && !test.same_test &&
           shown_place(*test.at) == shown_place(*edit.after) && covered(test);
  });
  if (&lead != &known.write && !first_covered) {
    add(others, lead, known, edit.others.front(), true, same_place, {}, sources);
  }
  for (const OfTest& each : all) {
    if (!covered(*each.test)) {
      add(others, lead, each.known, *each.test, each.looked, same_place, each.dropped, sources);
    }
  }
  return fix_as_code(lead, edit.test) +
         (inside && edit.others.size() > 1 ? ", in place of such calls in the tests" : "") +
         words_for(std::move(others));
}

std::string
fix_for_writes(const CodeToWrite& first, std::string_view test,
               const std::vector<CodeToWrite>& others, const std::vector<std::string>& tests)
{
  ForOthers out;
  for (std::size_t i = 0; i < others.size(); ++i) {
    const std::string at = shown_place(others[i].at);
    if (others[i].code.call.empty() || at == shown_place(first.at)) {
      continue;
    }
    if (is_same_code(others[i], first)) {
      add_new(out.same, at);
    } else {
      add_different(out, others[i], tests[i]);
    }
  }
  return fix_as_code(first, test) + words_for(std::move(out));
}

} // namespace leakgate::rules
