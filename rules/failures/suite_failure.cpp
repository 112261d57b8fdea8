#include "gate/base/text.hpp"
#include "rules/failures/kinds.hpp"
#include "rules/failures/printed_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <iterator>

namespace leakgate::rules {

namespace {

struct Message
{
  Mention mention;
  std::vector<std::string_view> more; ///< its further lines
  std::optional<OwnLine> at;
  Said said = Said::unknown;
  bool behind_words = false; ///< only one where its line of source fails the test
};

constexpr std::size_t k_indent = 4;
constexpr std::string_view k_trace_label = "Error Trace:";
constexpr std::string_view k_error_label = "Error:";

std::size_t
indent_of(std::string_view line)
{
  return std::min(line.find_first_not_of(' '), line.size());
}

// Package testing puts four spaces before the place, eight below what it reports in a block (a
// fuzz target), and four more before each further line. Of very many the middle is left out.
std::vector<Message>
messages_in(std::string_view output)
{
  constexpr std::size_t k_most_at_each_end = 1000;
  std::vector<Message> messages;
  std::deque<Message> last;
  Message* open = nullptr;
  std::size_t further = 0; // the indent of further lines
  for (const std::string_view line : text::split(output, '\n')) {
    const std::size_t indent = indent_of(line);
    if (open != nullptr && indent >= further) {
      open->more.push_back(text::trim(line));
      continue;
    }
    open = nullptr;
    const bool may_be = indent == k_indent || indent == 2 * k_indent;
    auto mention = may_be ? mention_at_start(line) : std::nullopt;
    const bool at_start = mention && mention->rest.starts_with(':');
    mention = at_start ? mention : mention_behind_words(line);
    if (mention) {
      last.push_back({*mention, {}, {}, Said::unknown, !at_start});
      open = &last.back();
      further = (at_start ? indent : k_indent) + k_indent;
    }
    if (last.size() > k_most_at_each_end) {
      if (messages.size() < k_most_at_each_end) {
        messages.push_back(std::move(last.front()));
      }
      last.pop_front();
    }
  }
  std::ranges::move(last, std::back_inserter(messages));
  return messages;
}

bool
is_testify(const Message& message)
{
  return std::ranges::any_of(message.more,
                             [](std::string_view line) { return line.starts_with(k_trace_label); });
}

// testify names the place with its trace, and a suite that a panic came to with its stack.
std::optional<OwnLine>
place_in_more(const Message& message, OwnLines& lines)
{
  for (std::string_view line : message.more) {
    if (line.starts_with(k_trace_label)) {
      line.remove_prefix(k_trace_label.size());
    }
    if (const auto mention = mention_at_start(line)) {
      if (auto at = lines.in_stack(*mention)) {
        return at;
      }
    }
  }
  return std::nullopt;
}

void
look_up(Message& message, std::string_view import_path, OwnLines& lines)
{
  message.at = lines.in_package(message.mention, import_path);
  if (message.at && message.at->text.find('(') == std::string::npos) {
    message.at.reset(); // no call, so it is the line of another file of that name
  }
  if (is_testify(message)) {
    message.said = Said::error;
  } else if (message.at) {
    message.said = said_by(message.at->text);
  } else if (message.mention.file == "panic.go" || message.mention.file.ends_with("/panic.go")) {
    message.said = Said::ending; // it is the runtime's that runs what was deferred
  }
  if (!message.at) {
    message.at = place_in_more(message, lines);
  }
}

bool
is_label(std::string_view line)
{
  constexpr std::array<std::string_view, 4> k_labels = {
      "Diff:", "Test:", "Messages:", "Error Trace:"};
  return std::ranges::any_of(k_labels,
                             [&](std::string_view label) { return line.starts_with(label); });
}

// Behind `Error:` what testify says, with what it is about where the line leads there: `Not
// equal:`.
std::string
testify_words(const Message& message)
{
  constexpr std::size_t k_most_lines = 2;
  const auto said = std::ranges::find_if(
      message.more, [](std::string_view line) { return line.starts_with(k_error_label); });
  if (said == message.more.end()) {
    return {};
  }
  std::string words(text::trim(said->substr(k_error_label.size())));
  std::size_t taken = 0;
  const bool leads_on = words.ends_with(':');
  for (auto line = said + 1; leads_on && line != message.more.end() && taken < k_most_lines &&
                             !line->empty() && !is_label(*line);
       ++line, ++taken) {
    words += " " + std::string(*line);
  }
  return words;
}

// The words behind the place.
std::string
words_of(const Message& message)
{
  const std::string_view first = text::trim(message.mention.rest.substr(1));
  std::string words = first.empty() ? testify_words(message) : std::string(first);
  const auto line = std::ranges::find_if(message.more, [](auto each) { return !each.empty(); });
  return words.empty() && line != message.more.end() ? std::string(*line) : words;
}

// The first that fails for certain; of several by one line that logs as well the last one, as a
// test may go on from there.
const Message*
certain(const std::vector<Message>& messages)
{
  const auto first =
      std::ranges::find_if(messages, [](const Message& each) { return each.said >= Said::either; });
  if (first == messages.end()) {
    return nullptr;
  }
  const Message* best = &*first;
  for (auto next = first; next != messages.end() && best->said == Said::either; ++next) {
    const bool same =
        next->mention.line == first->mention.line && next->mention.file == first->mention.file;
    best = same ? &*next : best;
  }
  return best;
}

// Nothing follows what ends a test, so of those that may be it the last is.
const Message*
likely(const std::vector<Message>& messages)
{
  for (const Said said : {Said::unknown, Said::log, Said::ending}) {
    const auto last = std::ranges::find(messages.rbegin(), messages.rend(), said, &Message::said);
    if (last != messages.rend()) {
      return &*last;
    }
  }
  return nullptr;
}

// The detector prints the two accesses by itself, and package testing a place of its own.
std::optional<OwnLine>
place_of_race(std::string_view output, OwnLines& lines)
{
  const std::size_t report = output.find("WARNING: DATA RACE");
  if (report == std::string_view::npos) {
    return std::nullopt;
  }
  for (const std::string_view line : text::split(output.substr(report), '\n')) {
    if (const auto mention = mention_at_start(line)) {
      if (auto at = lines.in_stack(*mention)) {
        return at;
      }
    }
  }
  return std::nullopt;
}

std::string
subtests_failed(const std::vector<std::string>& names)
{
  constexpr std::size_t k_most_names = 5;
  std::vector<std::string> shown(
      names.begin(),
      names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), k_most_names)));
  const std::size_t more = names.size() - shown.size();
  return fmt::format("{} failed: {}{}",
                     text::counted(static_cast<long long>(names.size()), "subtest"),
                     text::join(shown, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
}

} // namespace

Failure
failure_of_test(const TestCase& test, std::string_view import_path,
                const std::vector<std::string>& subtests, OwnLines& lines)
{
  if (const std::string words = words_of_example(test); !words.empty()) {
    return failure_at(test.name, words, std::nullopt);
  }
  std::vector<Message> messages = messages_in(test.error.empty() ? test.output : test.error);
  for (Message& message : messages) {
    look_up(message, import_path, lines);
    if (!test.error.empty()) {
      message.said = Said::error;
    }
  }
  std::erase_if(messages, [](const Message& each) {
    return each.behind_words && (!each.at || each.said < Said::either);
  });
  const Message* message = certain(messages);
  if (message == nullptr && !subtests.empty()) {
    return failure_at(test.name, subtests_failed(subtests), std::nullopt);
  }
  message = message == nullptr ? likely(messages) : message;
  if (message == nullptr) {
    return failure_at(test.name, last_words(test.output), std::nullopt);
  }
  const std::string words = words_of(*message);
  const bool of_race = words == "race detected during execution of test";
  return failure_at(test.name, words, of_race ? place_of_race(test.output, lines) : message->at);
}

} // namespace leakgate::rules
