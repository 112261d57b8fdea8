#include "gate/decode/snapshot_fields.hpp"

#include "gate/base/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace leakgate {

namespace {

using Json = nlohmann::json;

// What every JSON writer and reader can hold exactly (RFC 8259, section 6); sums of such
// numbers stay far away from the ends of 64 bits.
constexpr std::int64_t k_max_number = std::int64_t{1} << 53;

} // namespace

SnapshotFields::SnapshotFields(const Json& json, std::string where, std::vector<Problem>& problems)
    : m_json(json), m_where(std::move(where)), m_problems(problems)
{
}

void
SnapshotFields::read(const char* name, std::int64_t& out)
{
  take(name, "a whole number of at most 53 bits", out, [](const Json& json) {
    return json.is_number_unsigned()
               ? json.get<std::uint64_t>() <= static_cast<std::uint64_t>(k_max_number)
               : json.is_number_integer() && json.get<std::int64_t>() >= -k_max_number;
  });
}

void
SnapshotFields::read(const char* name, std::optional<std::int64_t>& out)
{
  if (m_json.contains(name)) {
    read(name, out.emplace(0));
  }
}

void
SnapshotFields::read(const char* name, bool& out)
{
  take(name, "true or false", out, [](const Json& json) { return json.is_boolean(); });
}

void
SnapshotFields::read(const char* name, std::string& out)
{
  take(name, "a string", out, [](const Json& json) { return json.is_string(); });
}

void
SnapshotFields::read(const char* name, std::vector<std::string>& out)
{
  const auto is_list = [](const Json& json) {
    return json.is_array() &&
           std::ranges::all_of(json, [](const Json& element) { return element.is_string(); });
  };
  take(name, "a list of strings", out, is_list);
}

void
SnapshotFields::read(const char* name, std::vector<std::int64_t>& out)
{
  const auto is_list = [](const Json& json) {
    return json.is_array() && std::ranges::all_of(json, [](const Json& element) {
             return element.is_number_integer() && element.get<std::int64_t>() >= 0 &&
                    element.get<std::int64_t>() <= k_max_number;
           });
  };
  take(name, "a list of whole numbers", out, is_list);
}

std::string
SnapshotFields::shown(const Json& value)
{
  if (value.is_structured()) {
    return value.is_array() ? "a list" : "an object";
  }
  return text::quoted(value.dump(-1, ' ', true, Json::error_handler_t::replace));
}

template <typename T, typename Is>
void
SnapshotFields::take(const char* name, const char* expected, T& out, Is is)
{
  const auto field = m_json.find(name);
  if (field == m_json.end()) {
    return;
  }
  if (is(*field)) {
    out = field->template get<T>();
  } else {
    problem(name, expected, *field);
  }
}

void
SnapshotFields::problem(const char* name, const char* expected, const Json& got)
{
  if (m_problems.size() < k_max_problems) {
    m_problems.push_back(
        {m_where, fmt::format("\"{}\" is {}, got {}", name, expected, shown(got))});
  }
}

} // namespace leakgate
