#include "rules/findings/code_for_tests.hpp"

#include "gate/base/text.hpp"
#include "rules/findings/fix_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_most_tests = 12; // are looked at, and so many codes told beside the first:
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
  std::vector<std::string> different;
};

void
add(ForOthers& out, const CodeToWrite& first, const std::optional<KnownCode>& known,
    const OtherTest& test, bool same_place)
{
  if (!known) {
    if (same_place && is_test_line(test.at)) {
      add_new(out.same, shown_place(*test.at));
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
    add_new(out.different, fix_as_code(known->write, test.test));
  }
}

std::string
words_for(ForOthers others)
{
  std::string out = at_places_too(std::move(others.same));
  const std::size_t told = std::min(others.different.size(), k_most_codes);
  for (std::size_t i = 0; i < told; ++i) {
    out += "; " + others.different[i];
  }
  const std::size_t more = others.different.size() - told;
  return out + (more > 0 ? fmt::format("; and {} more such places", more) : "");
}

} // namespace

std::optional<KnownCode>
code_that_ends(const Pattern& pattern, const BlockedCode& code, const Goroutine& goroutine,
               const Place* first, const CodeFactsAt& facts_at, SourceNames& sources)
{
  for (EndingCalls& ending : ending_calls(pattern, code, goroutine)) {
    HeldByTest held = held_by_test(ending.calls, goroutine, sources);
    if (held.owners.empty()) {
      continue;
    }
    CodeToWrite write = code_to_write(*held.owners.front(), goroutine,
                                      first == nullptr ? Place{} : *first, facts_at, sources);
    if (!write.code.call.empty()) {
      return KnownCode{std::move(write), std::move(held), std::move(ending)};
    }
  }
  return std::nullopt;
}

std::string
fix_for_tests(const KnownCode& known, const Pattern& pattern, const BlockedCode& code,
              const EditPlace& edit, const CodeFactsAt& facts_at, SourceNames& sources)
{
  const bool same_place =
      edit.after != nullptr && shown_place(known.write.at) == shown_place(*edit.after);
  ForOthers others;
  std::size_t looked = 0;
  for (const OtherTest& test : edit.others) {
    const bool is_first = test.at == nullptr || (edit.after != nullptr &&
                                                 shown_place(*test.at) == shown_place(*edit.after));
    if (is_first) {
      continue;
    }
    const bool look = test.goroutine != nullptr && ++looked <= k_most_tests;
    add(others, known.write,
        look ? code_that_ends(pattern, code, *test.goroutine, test.at, facts_at, sources)
             : std::nullopt,
        test, same_place);
  }
  return fix_as_code(known.write, edit.test) + words_for(std::move(others));
}

} // namespace leakgate::rules
