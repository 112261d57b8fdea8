#include "reporters/wording/delta.hpp"

#include "gate/base/text.hpp"

#include <fmt/format.h>

namespace leakgate {

namespace {

Delta
against_base(const Verdict& verdict)
{
  Delta delta;
  delta.against = "base";
  delta.gone = verdict.base->gone;
  delta.fewer = verdict.base->fewer;
  for (const Finding& finding : verdict.findings) {
    if (!finding.base) {
      continue;
    }
    switch (*finding.base) {
    case BaseMark::fresh: ++delta.fresh; break;
    case BaseMark::known: ++delta.known; break;
    case BaseMark::grown: ++delta.grown; break;
    }
  }
  return delta;
}

Delta
against_baseline(const Verdict& verdict)
{
  Delta delta;
  delta.against = "baseline";
  delta.gone = static_cast<std::int64_t>(verdict.baseline->gone.size());
  delta.fewer = static_cast<std::int64_t>(verdict.baseline->fewer.size());
  for (const Finding& finding : verdict.findings) {
    const bool reported = finding.disposition == Disposition::reported;
    if (is_leak(finding) && reported) {
      ++(finding.baseline_count ? delta.grown : delta.fresh);
    }
    delta.known += finding.disposition == Disposition::baseline ? 1 : 0;
  }
  return delta;
}

} // namespace

std::optional<Delta>
delta_of(const Verdict& verdict)
{
  if (verdict.base) {
    return against_base(verdict);
  }
  return verdict.baseline ? std::optional(against_baseline(verdict)) : std::nullopt;
}

std::vector<DeltaPart>
parts_of(const Delta& delta)
{
  std::vector<DeltaPart> parts;
  const auto add = [&](std::int64_t count, std::string_view what, bool bad) {
    if (count != 0) {
      parts.push_back({fmt::format("{} {}", count, what), bad});
    }
  };
  add(delta.fresh, "new", true);
  add(delta.grown, "grown", true);
  if (parts.empty()) {
    parts.push_back({"nothing new", false});
  }
  add(delta.known, "known", false);
  add(delta.gone, "gone", false);
  add(delta.fewer, "with fewer goroutines", false);
  return parts;
}

std::string
to_text(const Delta& delta, std::string_view separator)
{
  std::vector<std::string> texts;
  for (DeltaPart& part : parts_of(delta)) {
    texts.push_back(std::move(part.text));
  }
  return text::join(texts, separator);
}

} // namespace leakgate
