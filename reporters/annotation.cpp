#include "reporters/annotation.hpp"

#include "gate/base/text.hpp"
#include "reporters/each_test.hpp"
#include "reporters/finding_text.hpp"
#include "reporters/plain_text.hpp"

#include <fmt/format.h>

namespace leakgate::annotation {

namespace {

constexpr std::size_t k_line_limit = 400; // so that a message stays below the 4096 a runner keeps
constexpr std::size_t k_others_limit = 200;

std::string
clean(std::string_view input)
{
  return plain_text::one_line(input, k_line_limit);
}

void
add_row(std::string& message, std::string_view label, const std::string& value,
        const Place* place = nullptr)
{
  const std::string where = place == nullptr ? "" : finding_text::file_and_line(*place);
  if (!value.empty() || !where.empty()) {
    message += fmt::format("\n{}: {}{}{}", label, clean(value),
                           value.empty() || where.empty() ? "" : " at ", clean(where));
  }
}

// The further tests, each with its line: where there is no room for marks of their own they
// are named all the same.
std::string
other_tests(const Finding& finding)
{
  constexpr std::size_t k_most_named = 5;
  std::vector<std::string> names;
  const std::vector<const Leaker*> leaking = finding_text::leaking_tests(finding);
  for (const Leaker* leaker : leaking) {
    if (leaker->test == finding.test) {
      continue;
    }
    if (names.size() == k_most_named) {
      names.push_back(fmt::format("and {} more", leaking.size() - 1 - k_most_named));
      break;
    }
    names.push_back(
        fmt::format("{} ({})", leaker->test, each_test::count_and_line(*leaker, finding)));
  }
  return text::join(names, ", ");
}

} // namespace

std::string_view
title(const Finding& finding)
{
  switch (finding.kind) {
  case FindingKind::goroutine: return "leakgate: goroutine leak";
  case FindingKind::heap: return "leakgate: heap growth";
  case FindingKind::metric: return "leakgate: limit exceeded";
  case FindingKind::outlived: return "leakgate: goroutine outlived its test";
  case FindingKind::policy: break;
  }
  return "leakgate: configuration";
}

std::string
message(const Finding& finding)
{
  std::string out = clean(finding.message);
  if (shows_goroutine(finding.kind)) {
    const auto function = [](const Place& place) {
      return finding_text::short_function(place.function);
    };
    if (finding.kind == FindingKind::goroutine) {
      out += fmt::format(" ({})", finding_text::evidence(finding));
    }
    add_row(out, "test", finding_text::test_or_phase(finding), &finding.at);
    add_row(out, "also left by", plain_text::one_line(other_tests(finding), k_others_limit));
    add_row(out, "started", function(finding.started), &finding.started);
    if (finding.called.known()) {
      add_row(out, "called", function(finding.called), &finding.called);
    }
    add_row(out, "blocked", function(finding.blocked), &finding.blocked);
    add_row(out, "because", finding_text::exceeded(finding));
  }
  add_row(out, finding.kind == FindingKind::goroutine ? "pattern" : "help", finding.help);
  add_row(out, "package", finding.package);
  return out;
}

} // namespace leakgate::annotation
