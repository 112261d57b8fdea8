#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace leakgate::json_reading {

/// What values are read into: the path to the value that is being read (RFC 6901) and the first
/// error. After an error nothing more is read.
struct Reading
{
  std::string path;
  std::string error;
  bool is_json = true; ///< false: a value is none; where and why, syntax_error says

  [[nodiscard]] bool
  good() const
  {
    return error.empty() && is_json;
  }

  void
  fail(std::string_view message)
  {
    if (error.empty()) {
      error = path.empty() ? std::string(message) : path + ": " + std::string(message);
    }
  }
};

/// One step down the path for the time of its scope.
class Step
{
public:
  Step(Reading& reading, std::string_view key) : m_reading(reading), m_size(reading.path.size())
  {
    m_reading.path += '/';
    for (const char c : key) {
      m_reading.path += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
  }
  ~Step() { m_reading.path.resize(m_size); }
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

private:
  Reading& m_reading;
  std::size_t m_size;
};

} // namespace leakgate::json_reading
