#include "gate/base/process/pipes.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace leakgate {

bool
Pipes::open()
{
  for (Pipe* pipe : {&out, &err, &go, &start}) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
      return false;
    }
    *pipe = {ends[0], ends[1]};
  }
  return true;
}

void
Pipes::close(int& end)
{
  if (end >= 0) {
    ::close(end);
    end = -1;
  }
}

Pipes::~Pipes()
{
  for (Pipe* pipe : {&out, &err, &go, &start}) {
    close(pipe->read);
    close(pipe->write);
  }
}

bool
read_whole(int end, void* value, std::size_t size)
{
  ssize_t got = 0;
  do {
    got = ::read(end, value, size);
  } while (got < 0 && errno == EINTR);
  return got == static_cast<ssize_t>(size);
}

} // namespace leakgate
