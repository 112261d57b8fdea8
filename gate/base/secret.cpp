#include "gate/base/secret.hpp"

#include "gate/base/text.hpp"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>

extern char** environ; // NOLINT: POSIX names it so

namespace leakgate {

// Pages of its own: what is left out of core files is left out page by page.
class Secret::Memory
{
public:
  explicit Memory(std::string_view value) : m_length(value.size())
  {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    m_mapped = (std::max<std::size_t>(value.size(), 1) + page - 1) / page * page;
    m_bytes = ::mmap(nullptr, m_mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (m_bytes == MAP_FAILED) {
      throw std::bad_alloc();
    }
    ::madvise(m_bytes, m_mapped, MADV_DONTDUMP);
    std::copy(value.begin(), value.end(), static_cast<char*>(m_bytes));
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  ~Memory()
  {
    ::explicit_bzero(m_bytes, m_mapped);
    ::munmap(m_bytes, m_mapped);
  }

  [[nodiscard]] std::string_view
  view() const
  {
    return {static_cast<const char*>(m_bytes), m_length};
  }

private:
  void* m_bytes = nullptr;
  std::size_t m_length;
  std::size_t m_mapped = 0;
};

Secret::Secret(std::string_view value) : m_memory(std::make_shared<const Memory>(value))
{
}

std::string_view
Secret::reveal() const
{
  return m_memory->view();
}

namespace {

// The value where it stands in the environment; null when `entry` is not called `name`.
char*
value_of(char* entry, std::string_view name)
{
  const std::string_view text = entry;
  const bool named =
      text.size() > name.size() && text.starts_with(name) && text[name.size()] == '=';
  return named ? entry + name.size() + 1 : nullptr;
}

} // namespace

std::optional<Secret>
take_secret(std::span<const char* const> names)
{
  std::optional<Secret> secret;
  for (const char* name : names) {
    // An environment may hold a name twice; programs find the first, a core file all.
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
      if (char* value = value_of(*entry, name)) {
        const std::string_view trimmed = text::trim(value);
        if (!secret && !trimmed.empty()) {
          secret.emplace(trimmed);
        }
        ::explicit_bzero(value, std::strlen(value));
      }
    }
    ::unsetenv(name);
  }
  if (secret) {
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  }
  return secret;
}

} // namespace leakgate
