#include "gate/base/file.hpp"

#include "gate/base/environment.hpp"
#include "gate/base/random.hpp"

#include <fmt/core.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

namespace leakgate {

namespace {

std::string
reason(int error)
{
  return std::generic_category().message(error);
}

tl::unexpected<std::string>
cannot(const std::filesystem::path& path, std::string_view what, int error)
{
  return failure(fmt::format("{}: cannot {}, got \"{}\"", path.string(), what, reason(error)));
}

class Descriptor
{
public:
  explicit Descriptor(int number) : m_number(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int
  number() const
  {
    return m_number;
  }

  // The result of close is the last chance to learn that a write failed (NFS, quota).
  bool
  close()
  {
    const int number = std::exchange(m_number, -1);
    return number < 0 || ::close(number) == 0;
  }

private:
  int m_number;
};

bool
write_all(int descriptor, std::string_view content)
{
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0) {
      return false;
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

tl::unexpected<std::string>
too_large(const std::filesystem::path& path, std::uint64_t limit_bytes)
{
  return failure(fmt::format("{}: too large, got more than {} bytes", path.string(), limit_bytes));
}

Result<std::string>
read_all(const std::filesystem::path& path, int descriptor, std::uint64_t limit_bytes)
{
  std::string content;
  struct stat status = {};
  if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > limit_bytes) {
      return too_large(path, limit_bytes);
    }
    content.reserve(size); // while a text grows, it takes up to three times its size
  }
  std::string chunk(1 << 16, '\0');
  for (;;) {
    const ssize_t got = ::read(descriptor, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return cannot(path, "read", errno);
    }
    if (got == 0) {
      return content;
    }
    content.append(chunk, 0, static_cast<std::size_t>(got));
    if (content.size() > limit_bytes) {
      return too_large(path, limit_bytes);
    }
  }
}

tl::unexpected<std::string>
not_a_file(const std::filesystem::path& path, mode_t mode)
{
  const std::string_view what = S_ISLNK(mode)    ? "a link"
                                : S_ISFIFO(mode) ? "a FIFO"
                                : S_ISDIR(mode)  ? "a folder"
                                : S_ISSOCK(mode) ? "a socket"
                                                 : "a device";
  return failure(fmt::format("{}: is not a file, got \"{}\" (remove it)", path.string(), what));
}

// The temporary file that is being written, for a signal handler.
std::atomic<const char*> g_unfinished = nullptr;

class Unfinished
{
public:
  explicit Unfinished(const std::string& path) { g_unfinished = path.c_str(); }
  ~Unfinished() { g_unfinished = nullptr; }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
};

} // namespace

void
remove_unfinished_file()
{
  if (const char* const path = g_unfinished) {
    ::unlink(path);
  }
}

Result<std::string>
read_file(const std::filesystem::path& path, std::uint64_t limit_bytes)
{
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  return file.number() < 0 ? cannot(path, "read", errno)
                           : read_all(path, file.number(), limit_bytes);
}

std::string
file_head(const std::filesystem::path& path, std::size_t count)
{
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string head(count, '\0');
  const ssize_t got = file.number() < 0 ? 0 : ::read(file.number(), head.data(), head.size());
  head.resize(static_cast<std::size_t>(std::max<ssize_t>(0, got)));
  return head;
}

Result<std::string>
read_regular_file(const std::filesystem::path& path, std::uint64_t limit_bytes, Links links)
{
  struct stat status = {};
  const bool follow = links == Links::follow;
  // Opening alone may block or set something off, so it is looked at first.
  if ((follow ? ::stat : ::lstat)(path.c_str(), &status) != 0) {
    return cannot(path, "read", errno);
  }
  if (!S_ISREG(status.st_mode)) {
    return not_a_file(path, status.st_mode);
  }
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY |
                                                 (follow ? 0 : O_NOFOLLOW)));
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) {
    return cannot(path, "read", errno);
  }
  return S_ISREG(status.st_mode) ? read_all(path, file.number(), limit_bytes)
                                 : not_a_file(path, status.st_mode);
}

Result<void>
write_file(const std::filesystem::path& path, std::string_view content)
{
  // A device (/dev/stdout) or a pipe is written to, never replaced.
  struct stat status = {};
  const bool special = ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
  if (!special) {
    return replace_file(path, content);
  }
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.number() < 0 || !write_all(file.number(), content) || !file.close()) {
    return cannot(path, "write", errno);
  }
  return {};
}

Result<void>
replace_file(const std::filesystem::path& path, std::string_view content)
{
  if (path.has_parent_path()) {
    if (auto made = make_folder(path.parent_path()); !made) {
      return made;
    }
  }
  // Made for whoever the umask allows. To ask for the umask is to change it, for what another
  // thread starts in that moment, too.
  const std::string temporary = path.string() + "." + random_hex();
  Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (file.number() < 0) {
    return cannot(path, "write", errno);
  }
  const Unfinished unfinished(temporary);
  bool ok = write_all(file.number(), content) && ::fsync(file.number()) == 0;
  ok = file.close() && ok && ::rename(temporary.c_str(), path.c_str()) == 0;
  if (!ok) {
    const int error = errno;
    ::unlink(temporary.c_str());
    return cannot(path, "write", error);
  }
  return {};
}

Result<void>
append_file(const std::filesystem::path& path, std::string_view content)
{
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
  if (file.number() < 0 || !write_all(file.number(), content) || !file.close()) {
    return cannot(path, "append", errno);
  }
  return {};
}

Result<void>
make_folder(const std::filesystem::path& path)
{
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) {
    return cannot(path, "make folder", error.value());
  }
  return {};
}

Result<TempFolder>
TempFolder::make(std::string_view prefix)
{
  std::string path =
      fmt::format("{}/{}-XXXXXX", environment_variable("TMPDIR").value_or("/tmp"), prefix);
  if (::mkdtemp(path.data()) == nullptr) {
    return cannot(path, "make folder", errno);
  }
  return TempFolder(path);
}

TempFolder::TempFolder(TempFolder&& other) noexcept : m_path(std::exchange(other.m_path, {}))
{
}

TempFolder&
TempFolder::operator=(TempFolder&& other) noexcept
{
  std::swap(m_path, other.m_path);
  return *this;
}

TempFolder::~TempFolder()
{
  if (!m_path.empty()) {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
  }
}

} // namespace leakgate
