#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace leakgate::test {

/// Sets a variable of the environment, or takes it out (null), for the time of a test.
class ScopedVariable
{
public:
  ScopedVariable(const char* name, const char* value) : m_name(name)
  {
    if (const char* old = std::getenv(name)) {
      m_old = old;
    }
    set(value);
  }
  ScopedVariable(const ScopedVariable&) = delete;
  ScopedVariable& operator=(const ScopedVariable&) = delete;
  ~ScopedVariable() { set(m_old ? m_old->c_str() : nullptr); }

private:
  void
  set(const char* value)
  {
    value == nullptr ? ::unsetenv(m_name) : ::setenv(m_name, value, 1);
  }

  const char* m_name;
  std::optional<std::string> m_old;
};

/// Tests with servers of their own go past the proxy of the machine they run on.
struct NoProxy
{
  ScopedVariable http{"http_proxy", nullptr};
  ScopedVariable https{"https_proxy", nullptr};
  ScopedVariable https_upper{"HTTPS_PROXY", nullptr};
  ScopedVariable all{"all_proxy", nullptr};
  ScopedVariable all_upper{"ALL_PROXY", nullptr};
  ScopedVariable none{"no_proxy", nullptr};
  ScopedVariable none_upper{"NO_PROXY", nullptr};
};

} // namespace leakgate::test
