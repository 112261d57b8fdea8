#include "gate/app/suite/allow_comments.hpp"

#include "gate/base/byte_count.hpp"
#include "gate/base/date.hpp"
#include "gate/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace leakgate {

namespace {

// A line that is asked about, and the finding that is asked for.
struct Question
{
  CodeQuery query;
  const Finding* finding;
  std::string function; ///< of the place
};

std::vector<Question>
questions_of(const Verdict& verdict)
{
  std::vector<Question> out;
  for (const Finding& finding : verdict.findings) {
    if (!is_leak(finding) || finding.disposition != Disposition::reported) {
      continue;
    }
    std::vector<const Place*> places = {&finding.started, &finding.called, &finding.at};
    for (const Leaker& leaker : finding.leakers) {
      places.push_back(&leaker.at);
    }
    for (const Place* place : places) {
      if (place->known()) {
        out.push_back({{place->file, place->line, "allow"}, &finding, place->function});
      }
    }
  }
  return out;
}

// What the entry is about, in the words that reports have for entries of the file.
void
say_what(AllowComment& comment, const Finding& finding, const std::string& function)
{
  GoroutineMatch& match = comment.entry.match;
  match.package = comment.package;
  match.heap = is_heap_leak(finding);
  if (!comment.test.empty()) {
    match.test.text = comment.test;
  } else if (match.heap) {
    match.function.text = function;
  } else {
    match.creator.text = function;
  }
}

void
add_once(std::vector<Problem>& problems, Problem problem)
{
  if (std::ranges::find(problems, problem) == problems.end()) {
    problems.push_back(std::move(problem));
  }
}

// Whether `word` was to be `until=` or `max=`: `expires=2027-01-01`, `Until=…`, or `until` with a
// date behind it. As a part of the reason it would be a limit that nothing holds.
bool
is_slip(std::string_view word, std::string_view next)
{
  constexpr std::array<std::string_view, 6> k_names = {"until",   "till",   "expire",
                                                       "expires", "expiry", "max"};
  const std::size_t equals = word.find('=');
  const std::string name = text::lower(word.substr(0, equals));
  const bool has_value =
      equals != std::string_view::npos || is_date(next) || (name == "max" && parse_bytes(next));
  return has_value && std::ranges::find(k_names, name) != k_names.end();
}

} // namespace

Result<void>
read_allow_words(std::string_view words, AllowEntry& entry)
{
  std::string reason;
  const std::vector<std::string_view> all = text::split(words, ' ');
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string_view word = all[i];
    if (word.starts_with("until=")) {
      entry.expires = word.substr(6);
      if (!is_date(entry.expires)) {
        return failure(fmt::format("until: expected a date, got {} (for example until=2027-06-30)",
                                   text::quoted(word.substr(6))));
      }
    } else if (word.starts_with("max=")) {
      entry.max = parse_bytes(word.substr(4)); // of memory it is bytes each round
      if (!entry.max || *entry.max < 1) {
        return failure(fmt::format("max: expected a number from 1 on, or of memory a size, got {} "
                                   "(for example max=2, max=128KiB)",
                                   text::quoted(word.substr(4))));
      }
    } else if (is_slip(word, i + 1 < all.size() ? all[i + 1] : std::string_view())) {
      return failure(fmt::format("expected until=DATE or max=N, got {} (for example "
                                 "until=2027-06-30)",
                                 text::quoted(word)));
    } else if (!word.empty()) {
      reason += (reason.empty() ? "" : " ") + std::string(word);
    }
  }
  entry.reason = text::printable(reason);
  if (reason.empty()) {
    return failure("expected a reason behind //leakgate:allow, got none (say why it may stay)");
  }
  return {};
}

bool
add_allow_comments(Policy& policy, const Verdict& verdict, CodeReader& code,
                   std::vector<Problem>& problems)
{
  const std::vector<Question> questions = questions_of(verdict);
  for (const Question& question : questions) {
    (void)code.at(question.query);
  }
  (void)code.learn();
  bool refused = false;
  const std::size_t before = policy.comments.size();
  for (const auto& [query, finding, function] : questions) {
    const CodeFacts* facts = code.at(query);
    if (facts == nullptr) {
      continue;
    }
    const std::size_t end = facts->statement.find('\n');
    AllowComment comment;
    comment.package = finding->package;
    comment.test = facts->statement.substr(0, end);
    comment.file = query.file;
    // One comment is one entry, whichever line of the test it was asked for.
    comment.line = comment.test.empty() ? query.line : facts->loop_line;
    comment.entry.id = fmt::format("{}:{}", query.file, facts->loop_line);
    comment.entry.origin = {query.file, facts->loop_line, 0};
    const auto read = read_allow_words(
        end == std::string::npos ? "" : std::string_view(facts->statement).substr(end + 1),
        comment.entry);
    if (!read) {
      add_once(problems, {comment.entry.id, read.error()});
      refused = true;
      continue;
    }
    say_what(comment, *finding, function);
    if (std::ranges::find(policy.comments, comment) == policy.comments.end()) {
      policy.comments.push_back(std::move(comment));
    }
  }
  return policy.comments.size() > before || refused;
}

} // namespace leakgate
