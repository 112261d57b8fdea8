#include "gate/base/file.hpp"
#include "gate/base/text.hpp"
#include "gate/capture/code_reading.hpp"
#include "gate/capture/toolchain.hpp"
#include "rules/code/code_words.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace leakgate;
namespace fs = std::filesystem;

namespace {

// One `// site: select; ends: context; by: <-ctx.Done()`.
struct Site
{
  std::string where;
  CodeQuery query;
  std::map<std::string, std::string, std::less<>> fields;

  [[nodiscard]] std::string
  field(std::string_view name) const
  {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
  }
};

std::map<std::string, std::string, std::less<>>
fields_of(std::string_view comment)
{
  std::map<std::string, std::string, std::less<>> fields;
  for (const std::string_view part : text::split(comment, ';')) {
    // A statement after `by:` may hold a semicolon of its own: none does here.
    const std::size_t colon = part.find(':');
    if (colon != std::string_view::npos) {
      fields[std::string(text::trim(part.substr(0, colon)))] = text::trim(part.substr(colon + 1));
    }
  }
  return fields;
}

std::vector<Site>
sites()
{
  std::vector<Site> out;
  for (const auto& entry : fs::directory_iterator(LEAKGATE_CORPUS)) {
    if (entry.path().extension() != ".go") {
      continue;
    }
    const auto content = read_file(entry.path());
    REQUIRE(content.has_value());
    int line = 0;
    for (const std::string_view text : text::split(*content, '\n')) {
      ++line;
      const std::size_t at = text.find("// site: ");
      if (at != std::string_view::npos) {
        Site site;
        site.fields = fields_of(text.substr(at + 3));
        site.where = entry.path().filename().string() + ":" + std::to_string(line);
        site.query = {entry.path().string(), line, site.field("site")};
        out.push_back(std::move(site));
      }
    }
  }
  std::ranges::sort(out, {}, &Site::where);
  return out;
}

bool
has(const std::vector<std::string>& words, std::string_view word)
{
  return std::ranges::find(words, word) != words.end();
}

// The word for what ends it, as a label in the corpus names it.
std::string
ends(const rules::BlockedCode& code, const std::vector<std::string>& words)
{
  const bool is_select = code.kind == CodeFacts::Kind::select;
  const bool time = has(words, "timer") || has(words, "time-after");
  if (has(words, "timed-exit") || (!is_select && has(words, "one-shot") && time)) {
    return "time";
  }
  for (const auto& [word, label] : {std::pair("context-exit", "context"),
                                    {"channel-exit", "done"},
                                    {"until-closed", "closed"},
                                    {"some-exit", "some"}}) {
    if (has(words, word)) {
      return label;
    }
  }
  if (has(words, "one-shot")) {
    const CodeCase& only = code.cases.front();
    const bool plain = !is_select && only.op == CodeCase::Op::receive && !only.binds;
    return plain ? "done or value" : "value";
  }
  return has(words, "no-exit") ? has(words, "ticks") ? "tick" : "none" : "nothing known";
}

std::string
one_line(std::string text)
{
  std::ranges::replace(text, '\n', ' ');
  return text;
}

// What is wrong with the facts of a site; empty when all is right.
std::string
objections(const Site& site, const CodeFacts& facts)
{
  const rules::BlockedCode code = rules::with_callers(facts, {});
  const std::vector<std::string> words = rules::code_words(code);
  std::string out;
  // `seen` is what is said where the data flow would have to be followed: less, but not wrong.
  const std::string expected = site.field(site.field("seen").empty() ? "ends" : "seen");
  const std::string got = ends(code, words);
  if (got != expected && !(got == "done or value" && (expected == "done" || expected == "value"))) {
    out += " ends: " + got + " instead of " + expected;
  }
  const std::string kind = site.field("kind");
  if (site.field("site") == "send" && kind != "slot, by another function" &&
      (has(words, "slot") != (kind == "slot") || has(words, "signal") != (kind == "signal"))) {
    out += " kind: instead of " + kind;
  }
  const std::map<std::string, std::string> timed = {
      {"ticker", "ticker"}, {"timer", "timer"}, {"after", "time-after"}, {"tick", "time-tick"}};
  for (const auto& [label, word] : timed) {
    if (site.field("site") == "receive" && has(words, word) != (kind == label)) {
      out += " kind: instead of " + kind + " " + word;
    }
  }
  const CodeCase* about = nullptr;
  for (const std::string& word : words) {
    about = word.ends_with("-exit") || word == "one-shot" || word == "until-closed"
                ? rules::case_of(code, word)
                : about;
  }
  if (site.field("by") != "-" && site.field("seen").empty() &&
      (about == nullptr || one_line(about->text) != site.field("by")) && got != "some") {
    out += " by: " + (about == nullptr ? "-" : about->text) + " instead of " + site.field("by");
  }
  if (!out.empty()) {
    out += "  [" + text::join(words, " ") + "]";
  }
  return out;
}

} // namespace

TEST_CASE("corpus: each blocked site is read as its label says")
{
  const auto toolchain = find_toolchain(LEAKGATE_CORPUS);
  REQUIRE(toolchain.has_value());
  const auto folder = TempFolder::make("leakgate-corpus-");
  REQUIRE(folder.has_value());
  const std::vector<Site> all = sites();
  REQUIRE(all.size() > 200);
  std::vector<CodeQuery> queries;
  std::ranges::transform(all, std::back_inserter(queries), &Site::query);
  const auto facts = read_code(*toolchain, folder->path(), queries);
  REQUIRE_MESSAGE(facts.has_value(), facts.error());
  for (std::size_t i = 0; i < all.size(); ++i) {
    CHECK_MESSAGE(objections(all[i], (*facts)[i]).empty(), all[i].where,
                  objections(all[i], (*facts)[i]));
  }
}
