#pragma once

#include <cstddef>

namespace leakgate {

/// One pipe; -1 is an end that is closed.
struct Pipe
{
  int read = -1;
  int write = -1;
};

/// What connects us with a child that we start. All ends are closed by exec, and at the end.
struct Pipes
{
  Pipe out;
  Pipe err;
  Pipe go;    ///< the child waits on it; closed unwritten when we died first
  Pipe start; ///< carries errno when exec fails; closed by a successful exec

  Pipes() = default;
  Pipes(const Pipes&) = delete;
  Pipes& operator=(const Pipes&) = delete;
  ~Pipes();

  /// False, with errno, when there are too many open files.
  bool open();

  /// Async-signal-safe.
  static void close(int& end);
};

/// False where the other side closed the pipe before `size` bytes. Async-signal-safe.
[[nodiscard]] bool read_whole(int end, void* value, std::size_t size);

} // namespace leakgate
