#pragma once

#include "reporters/console.hpp"

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace leakgate {

/// Where leakgate talks to. What was asked for goes to `out`, everything about how it
/// went wrong to `err`.
class Terminal
{
public:
  /// Colour and width of `out`: colour only on a terminal, never with NO_COLOR set
  /// (https://no-color.org) or TERM=dumb.
  Terminal(std::FILE* out, std::FILE* err);

  [[nodiscard]] const ConsoleStyle&
  style() const
  {
    return m_style;
  }

  /// Prints right away: a CI log is read while it grows.
  void print(std::string_view text) const;
  /// Prints `leakgate: MESSAGE`.
  void diagnose(std::string_view message) const;
  /// The same for each of several messages.
  void diagnose_all(const std::vector<std::string>& messages) const;
  /// Hands on what the go command says on its standard error.
  void pass_on_error(std::string_view text) const;

private:
  std::FILE* m_out;
  std::FILE* m_err;
  ConsoleStyle m_style;
};

} // namespace leakgate
