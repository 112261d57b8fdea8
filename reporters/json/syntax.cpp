#include "gate/base/json.hpp"
#include "gate/base/text.hpp"
#include "reporters/json/reading.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace leakgate::json_reading {

namespace {

using Json = nlohmann::json;

// Keeps nothing but where the text stops to be JSON.
class Check : public nlohmann::json_sax<Json>
{
public:
  bool
  null() override
  {
    return true;
  }
  bool
  boolean(bool) override
  {
    return true;
  }
  bool
  number_integer(number_integer_t) override
  {
    return true;
  }
  bool
  number_unsigned(number_unsigned_t) override
  {
    return true;
  }
  bool
  number_float(number_float_t, const string_t&) override
  {
    return true;
  }
  bool
  string(string_t&) override
  {
    return true;
  }
  bool
  binary(binary_t&) override
  {
    return true;
  }
  bool
  start_object(std::size_t) override
  {
    return true;
  }
  bool
  key(string_t&) override
  {
    return true;
  }
  bool
  end_object() override
  {
    return true;
  }
  bool
  start_array(std::size_t) override
  {
    return true;
  }
  bool
  end_array() override
  {
    return true;
  }
  bool
  parse_error(std::size_t byte, const std::string&,
              const nlohmann::detail::exception& error) override
  {
    m_byte = byte;
    m_out_of_range = dynamic_cast<const Json::out_of_range*>(&error) != nullptr;
    return false;
  }

  [[nodiscard]] std::size_t
  byte() const
  {
    return m_byte;
  }
  [[nodiscard]] bool
  out_of_range() const
  {
    return m_out_of_range;
  }

private:
  std::size_t m_byte = 0;
  bool m_out_of_range = false; // a number that no double holds
};

std::string
place_of_error(std::string_view text, std::string_view where, std::size_t byte)
{
  const auto [at, line, column] = json::place_of(text, byte);
  return fmt::format("{}:{}:{}: not JSON, got {} (give a file that --report json=PATH wrote)",
                     where, line, column,
                     at == text.size() ? "the end of the file" : text::quoted(text.substr(at, 30)));
}

} // namespace

std::optional<std::string>
syntax_error(std::string_view json, std::string_view where)
{
  Check check;
  if (Json::sax_parse(json, &check)) {
    return std::nullopt;
  }
  return check.out_of_range() ? fmt::format("{}: a number in it is out of range", where)
                              : place_of_error(json, where, check.byte());
}

} // namespace leakgate::json_reading
