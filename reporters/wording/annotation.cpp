#include "reporters/wording/annotation.hpp"

#include "gate/base/text.hpp"
#include "reporters/text/plain_text.hpp"
#include "reporters/wording/finding_rows.hpp"
#include "reporters/wording/finding_text.hpp"

#include <fmt/format.h>

namespace leakgate::annotation {

namespace {

constexpr std::size_t k_most_names = 3;
constexpr std::size_t k_most_followers = 4;
// So that a message stays below the 4096 bytes that a runner keeps.
constexpr std::size_t k_line_limit = 400;
constexpr std::size_t k_short = 120; // of names, places and of what there may be many

std::string
clean(std::string_view input)
{
  return plain_text::one_line(input, k_line_limit);
}

void
add(std::string& message, const finding_rows::Row& row, std::size_t limit = k_line_limit)
{
  const std::string where = row.place == nullptr ? "" : finding_text::file_and_line(*row.place);
  if (!row.text.empty() || !where.empty()) {
    message += fmt::format("\n{}: {}{}{}", row.label, plain_text::one_line(row.text, limit),
                           row.text.empty() || where.empty() ? "" : " at ",
                           plain_text::one_line(where, k_short));
  }
}

} // namespace

std::string_view
title(const Finding& finding)
{
  switch (finding.kind) {
  case FindingKind::goroutine: return "leakgate: goroutine leak";
  case FindingKind::heap:
    return is_heap_leak(finding) ? "leakgate: memory that grows" : "leakgate: heap growth";
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
  if (is_leak(finding)) {
    out += fmt::format(" ({})", finding_text::evidence(finding));
  }
  for (const finding_rows::Row& row : finding_rows::chain(finding)) {
    if (row.label != "where") { // that is where the mark is
      add(out, row, k_short);
    }
  }
  if (shows_goroutine(finding.kind) || is_heap_leak(finding)) {
    add(out, finding_rows::tests(finding, k_most_names), k_short);
  }
  for (const finding_rows::Row& row : finding_rows::facts(finding)) {
    add(out, row, k_short);
  }
  for (const finding_rows::Row& row : finding_rows::family(finding, below, k_most_followers)) {
    add(out, row, k_short);
  }
  for (const finding_rows::Row& row : finding_rows::advice(finding)) {
    add(out, row);
  }
  add(out, {"package", finding.package});
  return out;
}

} // namespace leakgate::annotation
