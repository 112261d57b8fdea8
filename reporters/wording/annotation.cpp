#include "reporters/wording/annotation.hpp"

#include "gate/base/text.hpp"
#include "reporters/text/plain_text.hpp"
#include "reporters/wording/finding_text.hpp"

#include <fmt/format.h>

namespace leakgate::annotation {

namespace {

constexpr std::size_t k_most_names = 3;
constexpr std::size_t k_most_followers = 4;
constexpr std::size_t k_line_limit = 400; // so that a message stays below the 4096 a runner keeps

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

// Of what there may be several rows.
void
add_short(std::string& message, std::string_view label, const std::string& value)
{
  constexpr std::size_t k_limit = 150;
  add_row(message, label, plain_text::one_line(value, k_limit));
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
  case FindingKind::hung: return "leakgate: test did not end when it ran again";
  case FindingKind::policy: break;
  }
  return "leakgate: configuration";
}

std::string
message(const Finding& finding, const std::vector<const Finding*>& below)
{
  std::string out = clean(finding.message);
  if (shows_goroutine(finding.kind)) {
    const std::size_t leaking = finding_text::leaking_tests(finding).size();
    const auto function = [](const Place& place) {
      return finding_text::short_function(place.function);
    };
    if (finding.kind == FindingKind::goroutine) {
      out += fmt::format(" ({})", finding_text::evidence(finding));
    }
    add_row(out, "test", finding_text::test_or_phase(finding), &finding.at);
    if (finding.called.known()) {
      add_row(out, "called", function(finding.called), &finding.called);
    }
    add_row(out, "started", function(finding.started), &finding.started);
    add_row(out, "blocked", function(finding.blocked), &finding.blocked);
    add_short(out, "tests", leaking > 1 ? finding_text::tests_line(finding, k_most_names) : "");
    add_row(out, "because", finding_text::exceeded(finding));
    add_short(out, "deadlock", finding_text::deadlock(finding));
    for (const std::string& line : finding_text::followers(finding, below, k_most_followers)) {
      add_short(out, "with it", line);
    }
  }
  add_row(out, finding.kind == FindingKind::goroutine ? "pattern" : "help", finding.help);
  add_row(out, "package", finding.package);
  return out;
}

} // namespace leakgate::annotation
