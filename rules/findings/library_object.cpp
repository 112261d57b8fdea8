#include "rules/findings/library_object.hpp"

#include "rules/findings/code_for_tests.hpp"
#include "rules/names/symbol.hpp"
#include "rules/stacks/called_place.hpp"
#include "rules/stacks/start_chain.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate::rules {

namespace {

constexpr std::size_t k_most_tests = 60;

// What ends what a rule knows by its frames.
struct Library
{
  std::string_view rule;
  std::string_view package;
  std::string_view method;
  bool by_result = true; // also what a function of the tested modules gives the test
};

constexpr std::string_view k_idle = "http.CloseIdleConnections";
constexpr std::array<Library, 7> k_libraries = {{
    {"http-idle-connection", "net/http", k_idle, false},
    {"http-idle-in-memory", "net/http", k_idle, false},
    {"http2-client-connection", "net/http", k_idle, false},
    {"http-test-server", "net/http/httptest", "(*Server).Close", false},
    {"sql-db", "database/sql", "(*DB).Close"},
    {"sql-rows", "database/sql", "(*Rows).Close"},
    {"sql-tx", "database/sql", "(*Tx).Rollback"},
}};

// A file of the package, as some frame names it; empty: the goroutine is in none.
std::string
file_of(std::string_view package, const std::vector<Link>& chain)
{
  const auto found = std::ranges::find_if(
      chain, [&](const Link& link) { return in_package(link.frame.function.view(), package); });
  return found == chain.end() ? "" : std::string(found->frame.file.view());
}

// The innermost line of a test that holds it, and what ends it behind that.
CodeToWrite
code_at_call(const Library& library, const Goroutine& goroutine, const CodeFactsAt& facts_at,
             SourceNames& sources)
{
  const std::vector<Link> chain = chain_of(goroutine);
  const std::string file = file_of(library.package, chain);
  for (std::size_t i = 1; i < chain.size(); ++i) {
    const Frame& frame = chain[i].frame;
    const Symbol callee = split_symbol(chain[i - 1].frame.function.view());
    const bool fits = callee.package == library.package ||
                      (library.by_result && in_main_module(chain[i - 1].frame, sources));
    if (!fits || !in_main_module(frame, sources)) {
      continue;
    }
    if (!sources.file(frame).test) {
      if (library.by_result) {
        continue;
      }
      return {}; // of the code under test
    }
    Place place = sources.place(frame);
    std::string maker = declared_name(callee.name);
    std::vector<std::string> about = {maker, std::string(library.method)};
    if (library.method != k_idle) {
      about.push_back(file);
    }
    const CodeFacts* facts = facts_at({place.file, place.line, "end", std::move(about)});
    if (facts != nullptr && !facts->ending.call.empty()) {
      place.line = std::max(place.line, facts->ending.line); // where the statement ends
      return {facts->ending, place, std::move(maker)};
    }
  }
  return {};
}

const Library*
library_of(const Pattern& pattern)
{
  const auto found = std::ranges::find(k_libraries, pattern.rule.id, &Library::rule);
  return is_builtin(pattern) && found != k_libraries.end() ? &*found : nullptr;
}

} // namespace

bool
advise_on_library_object(Advice& advice, const Pattern& pattern, const Goroutine& goroutine,
                         const EditPlace& edit, const CodeFactsAt& facts_at, SourceNames& sources)
{
  const Library* library = library_of(pattern);
  const CodeToWrite first = facts_at && library != nullptr
                                ? code_at_call(*library, goroutine, facts_at, sources)
                                : CodeToWrite{};
  if (first.code.call.empty() || first.code.called > 0) {
    return false;
  }
  std::vector<CodeToWrite> writes;
  std::vector<std::string> tests;
  for (std::size_t i = 0; i < std::min(edit.others.size(), k_most_tests); ++i) {
    const OtherTest& other = edit.others[i];
    if (other.goroutine != nullptr) {
      writes.push_back(code_at_call(*library, *other.goroutine, facts_at, sources));
      tests.emplace_back(other.test);
    }
  }
  advice.fix = fix_for_writes(first, edit.test, writes, tests);
  return true;
}

} // namespace leakgate::rules
