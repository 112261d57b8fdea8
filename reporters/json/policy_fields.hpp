#pragma once

#include "gate/model/verdict.hpp"
#include "reporters/json/finding_fields.hpp"

/// The fields of what a verdict was measured against, in the JSON result: see
/// result_fields.hpp.
namespace leakgate::result_fields {

template <typename V, Of<AllowHit> T>
void
fields(V& visit, T& hit)
{
  visit("id", hit.id);
  visit("reason", hit.reason);
  visit("count", hit.count);
  visit("matches", hit.matches);
}

template <typename V, Of<BaselineEntry> T>
void
fields(V& visit, T& entry)
{
  visit("fingerprint", entry.fingerprint);
  visit("variants", entry.variants);
  visit("package", entry.package);
  visit("count", entry.count);
  visit("first_seen", entry.first_seen);
  visit("what", entry.what);
  visit.added("heap", entry.heap);
}

template <typename V, Of<BaselineSummary> T>
void
fields(V& visit, T& baseline)
{
  visit("file", baseline.file);
  visit("clusters", baseline.clusters);
  visit("matched", baseline.matched);
  visit("gone", baseline.gone);
  visit("fewer", baseline.fewer);
}

template <typename V, Of<GoneFinding> T>
void
fields(V& visit, T& finding)
{
  visit("fingerprint", finding.fingerprint);
  visit("package", finding.package);
  visit("test", finding.test);
  visit("message", finding.message);
  visit("at", finding.at);
}

template <typename V, Of<BaseComparison> T>
void
fields(V& visit, T& base)
{
  visit("file", base.file);
  visit("fewer", base.fewer);
  visit("gone", base.gone);
  visit("gone_findings", base.gone_findings);
}

template <typename V, Of<Origin> T>
void
fields(V& visit, T& origin)
{
  visit("file", origin.file);
  visit("line", origin.line);
  visit("column", origin.column);
}

template <typename V, Of<Loosening> T>
void
fields(V& visit, T& loosening)
{
  visit("where", loosening.where);
  visit("what", loosening.what);
  visit("setting", loosening.setting);
}

template <typename V, Of<RuleInfo> T>
void
fields(V& visit, T& rule)
{
  visit("id", rule.id);
  visit("title", rule.title);
  visit("severity", rule.severity);
  visit("why", rule.why);
  visit("fix", rule.fix);
  visit("explain", rule.explain);
}

} // namespace leakgate::result_fields
