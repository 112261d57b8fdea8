#pragma once

#include "gate/model/problem.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace leakgate {

/// Reads the fields of one JSON object of a snapshot. One that is missing leaves its value as it
/// is, and so does one of another type, which costs a Problem. Refers to what it is given.
class SnapshotFields
{
public:
  /// More problems than this are not kept.
  static constexpr std::size_t k_max_problems = 1000;

  SnapshotFields(const nlohmann::json& json, std::string where, std::vector<Problem>& problems);

  void read(const char* name, std::int64_t& out);
  void read(const char* name, std::optional<std::int64_t>& out);
  void read(const char* name, bool& out);
  void read(const char* name, std::string& out);
  void read(const char* name, std::vector<std::string>& out);
  void read(const char* name, std::vector<std::int64_t>& out);

  /// A value for a message. Lists and objects are only named: they can be nested so deeply that
  /// writing them out would exhaust the stack.
  [[nodiscard]] static std::string shown(const nlohmann::json& value);

private:
  template <typename T, typename Is>
  void take(const char* name, const char* expected, T& out, Is is);
  void problem(const char* name, const char* expected, const nlohmann::json& got);

  const nlohmann::json& m_json;
  std::string m_where;
  std::vector<Problem>& m_problems;
};

} // namespace leakgate
