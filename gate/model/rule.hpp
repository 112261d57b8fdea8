#pragma once

#include "gate/model/finding.hpp"
#include "gate/model/match.hpp"

#include <string>

namespace leakgate {

/// What a rule says to a person, the same in every report.
struct RuleInfo
{
  std::string id;    ///< `chan-send`; stable, used by reports and `leakgate explain`
  std::string title; ///< what it is, in a few words: `send without a receiver`
  Severity severity = Severity::medium;
  std::string why;     ///< what it waits for in vain, half a sentence
  std::string fix;     ///< what usually fixes it, half a sentence
  std::string explain; ///< Markdown, a paragraph or two: what it is, why it leaks

  friend bool operator==(const RuleInfo&, const RuleInfo&) = default;
};

/// A known form of leak: which goroutines it is about and what is said about them. The
/// built-in ones are the files of rules/patterns/; the user's have the same form.
struct Pattern
{
  RuleInfo rule;
  std::string subject; ///< who is stuck: `idle keep-alive connection`; empty: `goroutine`
  GoroutineMatch match;
  Origin origin;

  friend bool operator==(const Pattern&, const Pattern&) = default;
};

} // namespace leakgate
