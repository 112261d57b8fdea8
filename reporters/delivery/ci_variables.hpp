#pragma once

#include "reporters/delivery/delivery.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace leakgate {

/// Reads what a CI system says about a run, from variables and files. Each value is checked; the
/// first that makes no sense is kept as the error: `NAME: expected …, got "…"`. So a reader asks
/// for all and looks at the error once.
class CiVariables
{
public:
  /// `system` for messages: `GitHub`. `environment` must outlive this.
  CiVariables(const Environment& environment, std::string_view system)
      : m_environment(environment), m_system(system)
  {
  }

  /// No value when it is not set or empty.
  [[nodiscard]] std::optional<std::string> optional(const std::string& name) const;

  /// Empty with an error when it is not set.
  [[nodiscard]] std::string required(const std::string& name);

  /// `value` as a number from 1; 0 with an error.
  [[nodiscard]] std::uint64_t number(const std::string& name, const std::string& value);

  /// `value` as a plain address (url.hpp), without slashes at its end. It becomes part of comments
  /// and of addresses of calls.
  [[nodiscard]] std::string address(const std::string& name, std::string value);

  /// `value` as the whole name of a commit.
  [[nodiscard]] std::string commit(const std::string& name, std::string value);

  /// Notes the error when `good` is false.
  void expect(bool good, std::string_view name, std::string_view what, std::string_view value);

  /// Empty: all was good.
  [[nodiscard]] const std::string&
  error() const
  {
    return m_error;
  }

private:
  void fail(std::string message);

  const Environment& m_environment;
  std::string_view m_system;
  std::string m_error;
};

} // namespace leakgate
