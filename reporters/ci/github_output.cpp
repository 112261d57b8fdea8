#include "reporters/ci/github_output.hpp"

#include "reporters/text/plain_text.hpp"
#include "reporters/wording/ci_place.hpp"
#include "reporters/wording/delta.hpp"
#include "reporters/wording/families.hpp"
#include "reporters/wording/totals.hpp"

#include <fmt/format.h>

namespace leakgate {

namespace {

std::string
places_of(const Verdict& verdict)
{
  constexpr std::size_t k_most = 50;
  constexpr std::size_t k_limit = 500;
  std::string out;
  std::size_t shown = 0;
  std::size_t hidden = 0;
  const Families families(verdict);
  for (const Finding* each : families.told()) {
    const Finding& finding = *each;
    if (shown == k_most) {
      ++hidden;
      continue;
    }
    ++shown;
    const CiPlace place = ci_places(finding, verdict.roots).front();
    out += fmt::format("{}{}:{}: {}", out.empty() ? "" : "\n",
                       plain_text::one_line(place.path, k_limit), place.line,
                       plain_text::one_line(finding.message, k_limit));
  }
  return out + (hidden > 0 ? fmt::format("\n… and {} more", hidden) : "");
}

} // namespace

std::string
github_output_value(std::string_view name, std::string_view value)
{
  // The runner ends lines at \n, \r and \r\n.
  if (value.find_first_of("\r\n") == std::string_view::npos) {
    return fmt::format("{}={}\n", name, value);
  }
  std::string end = "leakgate_end";
  for (int i = 0; value.find(end) != std::string_view::npos; ++i) {
    end = fmt::format("leakgate_end_{}", i);
  }
  return fmt::format("{}<<{}\n{}\n{}\n", name, end, value, end);
}

std::string
github_output(const Verdict& verdict)
{
  const VerdictTotals totals = totals_of(verdict);
  const std::optional<Delta> delta = delta_of(verdict);
  const auto value = [](std::string_view name, const auto& of) {
    return github_output_value(name, fmt::format("{}", of));
  };
  const auto change = [&](std::string_view name, std::int64_t Delta::*count) {
    return github_output_value(name, delta ? std::to_string((*delta).*count) : "");
  };
  return value("outcome", to_string(verdict.outcome)) + value("leaks", totals.leaks) +
         value("findings", totals.findings()) + value("allowed", verdict.ledger.allowed) +
         value("baseline", verdict.ledger.baseline) +
         value("below-threshold", verdict.ledger.below_threshold) + change("new", &Delta::fresh) +
         change("grown", &Delta::grown) + change("gone", &Delta::gone) +
         value("headline", headline(verdict)) +
         value("reason", plain_text::one_line(verdict.reason, 2000)) +
         value("places", places_of(verdict));
}

} // namespace leakgate
