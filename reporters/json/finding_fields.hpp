#pragma once

#include "gate/model/finding.hpp"
#include "reporters/json/place_fields.hpp"

/// The fields of a finding in the JSON result: see result_fields.hpp.
namespace leakgate::result_fields {

template <typename V, Of<Leaker> T>
void
fields(V& visit, T& leaker)
{
  visit("test", leaker.test);
  visit("count", leaker.count);
  visit.added("tier", leaker.tier);
  visit.added("rounds", leaker.rounds);
  visit.added("note", leaker.note);
  visit.added("excused", leaker.excused);
  visit.added("young", leaker.young);
  visit.added("ends_after_ms", leaker.ends_after_ms);
  visit.added("at", leaker.at);
}

template <typename V, Of<StackVariant> T>
void
fields(V& visit, T& variant)
{
  visit("fingerprint", variant.fingerprint);
  visit("count", variant.count);
  visit.added("state", variant.state);
  visit.added("looks", variant.looks);
  visit("blocked", variant.blocked);
  visit("stack", variant.stack);
}

template <typename V, Of<HeapGrowth> T>
void
fields(V& visit, T& growth)
{
  visit("site", growth.site);
  visit("bytes", growth.bytes);
  visit("objects", growth.objects);
}

template <typename V, Of<HeldMemory> T>
void
fields(V& visit, T& held)
{
  visit("bytes", held.bytes);
  visit("objects", held.objects);
}

template <typename V, Of<Finding> T>
void
fields(V& visit, T& finding)
{
  visit("fingerprint", finding.fingerprint);
  visit.added("places", finding.places);
  visit("kind", finding.kind);
  visit("rule", finding.rule);
  visit("rule_reason", finding.rule_reason);
  visit("tier", finding.tier);
  visit("severity", finding.severity);
  visit("disposition", finding.disposition);
  visit("disposition_reason", finding.disposition_reason);
  visit("package", finding.package);
  visit("test", finding.test);
  visit("leakers", finding.leakers);
  visit("attribution", finding.attribution);
  visit("phase", finding.phase);
  visit("count", finding.count);
  visit.added("excused", finding.excused);
  visit.added("caused_by", finding.caused_by);
  visit.added("cause_reason", finding.cause_reason);
  visit.added("deadlock", finding.deadlock);
  visit.added("wants", finding.wants);
  visit.added("holds", finding.holds);
  visit("state", finding.state);
  visit("wait", finding.wait);
  visit.added("moving", finding.moving);
  visit.added("parked", finding.parked);
  visit("rounds", finding.rounds);
  visit.added("objects", finding.objects);
  visit.added("sites", finding.sites);
  visit.added("kept_by", finding.kept_by);
  visit.added("held", finding.held);
  visit("repeat_note", finding.confirm_note);
  visit("baseline_count", finding.baseline_count);
  visit.added("base", finding.base);
  visit("at", finding.at);
  visit("started", finding.started);
  visit.added("called", finding.called);
  visit.added("through", finding.through);
  visit("blocked", finding.blocked);
  visit.added("exits", finding.exits);
  visit("message", finding.message);
  visit.added("why", finding.why);
  visit.added("fix", finding.fix);
  visit("stack", finding.stack);
  visit("variants", finding.variants);
  visit("ancestors", finding.ancestors);
}

} // namespace leakgate::result_fields
