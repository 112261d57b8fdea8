#include "reporters/delivery/ci_variables.hpp"

#include "gate/base/http/message.hpp"
#include "gate/base/number.hpp"
#include "gate/base/text.hpp"
#include "reporters/delivery/url.hpp"

#include <fmt/format.h>

#include <utility>

namespace leakgate {

std::optional<std::string>
CiVariables::optional(const std::string& name) const
{
  const std::optional<std::string> value = m_environment(name);
  return value && !value->empty() ? value : std::nullopt;
}

std::string
CiVariables::required(const std::string& name)
{
  const std::optional<std::string> value = optional(name);
  if (!value) {
    fail(fmt::format("{}: not set, {}'s runner does so (is it passed on to this process?)", name,
                     m_system));
  }
  return value.value_or("");
}

std::uint64_t
CiVariables::number(const std::string& name, const std::string& value)
{
  const auto number = whole_number<std::uint64_t>(value).value_or(0);
  expect(number > 0, name, "a number from 1", value);
  return number;
}

std::string
CiVariables::address(const std::string& name, std::string value)
{
  // What stands before an @ may be a password, wherever it ends: nothing of it is shown.
  if (!is_plain_address(value) && value.find('@') != std::string::npos) {
    fail(fmt::format("{}: expected an address with http or https and no user in it, got one with "
                     "an @, which is not shown as it may hold a password (take out what stands "
                     "before the @)",
                     name));
    return value;
  }
  expect(is_plain_address(value), name, "an address with http or https", value);
  // A path is put behind it.
  expect(value.find_first_of("?#") == std::string::npos, name, "an address without a query",
         shown_url(value));
  value.erase(value.find_last_not_of('/') + 1);
  return value;
}

std::string
CiVariables::commit(const std::string& name, std::string value)
{
  constexpr std::size_t k_sha1 = 40;
  constexpr std::size_t k_sha256 = 64;
  const bool hex = value.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  expect(hex && (value.size() == k_sha1 || value.size() == k_sha256), name,
         "the 40 or 64 hex digits of a commit", value);
  return value;
}

void
CiVariables::expect(bool good, std::string_view name, std::string_view what, std::string_view value)
{
  if (!good) {
    fail(fmt::format("{}: expected {}, got {}", name, what, text::quoted(value)));
  }
}

void
CiVariables::fail(std::string message)
{
  if (m_error.empty()) {
    m_error = std::move(message);
  }
}

} // namespace leakgate
