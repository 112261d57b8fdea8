#pragma once

#include "gate/model/match.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace leakgate::test {

/// A pattern as it is written in a configuration file: a glob, or `re:` and an expression.
inline TextPattern
text_pattern(std::string_view text)
{
  const bool regex = text.starts_with("re:");
  return {std::string(text.substr(regex ? 3 : 0)), regex};
}

/// Builds a GoroutineMatch field by field: `match().top("*.run").source("re:^for")`.
class MatchBuilder
{
public:
  MatchBuilder&
  waits(std::vector<Wait> waits)
  {
    m_made.waits = std::move(waits);
    return *this;
  }
  MatchBuilder&
  state(std::string_view text)
  {
    return set(m_made.state, text);
  }
  MatchBuilder&
  function(std::string_view text)
  {
    return set(m_made.function, text);
  }
  MatchBuilder&
  top(std::string_view text)
  {
    return set(m_made.top, text);
  }
  MatchBuilder&
  entry(std::string_view text)
  {
    return set(m_made.entry, text);
  }
  MatchBuilder&
  creator(std::string_view text)
  {
    return set(m_made.creator, text);
  }
  MatchBuilder&
  package(std::string_view pattern)
  {
    m_made.package = pattern;
    return *this;
  }
  MatchBuilder&
  test(std::string_view text)
  {
    return set(m_made.test, text);
  }
  MatchBuilder&
  source(std::string_view text)
  {
    return set(m_made.source, text);
  }
  MatchBuilder&
  goroutines(std::int64_t count)
  {
    m_made.goroutines = count;
    return *this;
  }

  operator GoroutineMatch() const { return m_made; }

private:
  MatchBuilder&
  set(TextPattern& field, std::string_view text)
  {
    field = text_pattern(text);
    return *this;
  }

  GoroutineMatch m_made;
};

inline MatchBuilder
match()
{
  return {};
}

} // namespace leakgate::test
