#pragma once

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace leakgate::test {

/// One accepted connection. Reads and writes end when the other side is gone or the server stops.
class Connection
{
public:
  Connection(int fd, const std::atomic<bool>& stopping) : m_fd(fd), m_stopping(stopping) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(m_fd); }

  [[nodiscard]] int
  fd() const
  {
    return m_fd;
  }

  /// What is there next; empty at the end.
  std::string
  read_some()
  {
    pollfd ready{m_fd, POLLIN, 0};
    while (!m_stopping) {
      if (::poll(&ready, 1, 20) > 0) {
        std::array<char, 4096> buffer{};
        const ssize_t got = ::recv(m_fd, buffer.data(), buffer.size(), 0);
        return got > 0 ? std::string(buffer.data(), static_cast<std::size_t>(got)) : "";
      }
    }
    return "";
  }

  /// One whole request with its body; empty when the other side has gone.
  std::string
  read_request()
  {
    std::string text;
    std::size_t end = std::string::npos;
    while (end == std::string::npos || text.size() < end + 4 + content_length(text)) {
      const std::string piece = read_some();
      if (piece.empty()) {
        return "";
      }
      text += piece;
      end = text.find("\r\n\r\n");
    }
    return text;
  }

  /// False when the other side has gone.
  bool
  write(std::string_view text)
  {
    while (!text.empty()) {
      const ssize_t sent = ::send(m_fd, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) {
        return false;
      }
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// Says nothing until the other side has gone.
  void
  keep_silent()
  {
    while (!read_some().empty()) {
    }
  }

private:
  static std::size_t
  content_length(const std::string& request)
  {
    const std::size_t at = request.find("Content-Length: ");
    return at == std::string::npos ? 0 : std::stoul(request.substr(at + 16));
  }

  int m_fd;
  const std::atomic<bool>& m_stopping;
};

/// A server on 127.0.0.1 with a free port; each connection is handled in a thread of its own.
class LoopbackServer
{
public:
  using Handler = std::function<void(Connection&)>;

  explicit LoopbackServer(Handler handler) : m_handler(std::move(handler))
  {
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* general = reinterpret_cast<sockaddr*>(&address);
    if (::bind(m_listener, general, length) != 0 || ::listen(m_listener, 16) != 0 ||
        ::getsockname(m_listener, general, &length) != 0) {
      throw std::runtime_error("no server on 127.0.0.1");
    }
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
  }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  ~LoopbackServer()
  {
    m_stopping = true;
    m_thread.join();
    ::close(m_listener);
  }

  [[nodiscard]] std::string
  address() const
  {
    return "127.0.0.1:" + std::to_string(m_port);
  }

  [[nodiscard]] std::string
  url(const std::string& path) const
  {
    return "http://" + address() + path;
  }

private:
  void
  serve()
  {
    pollfd ready{m_listener, POLLIN, 0};
    while (!m_stopping) {
      if (::poll(&ready, 1, 20) > 0) {
        const int fd = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        m_connections.emplace_back([this, fd] {
          Connection connection(fd, m_stopping);
          m_handler(connection);
        });
      }
    }
    for (std::thread& connection : m_connections) {
      connection.join();
    }
  }

  Handler m_handler;
  int m_listener = -1;
  int m_port = 0;
  std::atomic<bool> m_stopping = false;
  std::thread m_thread;
  std::vector<std::thread> m_connections; ///< of m_thread
};

/// Whole requests as a server saw them.
class Requests
{
public:
  void
  add(std::string request)
  {
    const std::lock_guard lock(m_mutex);
    m_seen.push_back(std::move(request));
  }

  [[nodiscard]] std::vector<std::string>
  seen() const
  {
    const std::lock_guard lock(m_mutex);
    return m_seen;
  }

private:
  mutable std::mutex m_mutex;
  std::vector<std::string> m_seen;
};

/// Answers each request of a connection, kept open, with `answer`, and notes it.
inline LoopbackServer::Handler
always(std::string answer, Requests& requests)
{
  return [answer = std::move(answer), &requests](Connection& connection) {
    for (std::string request = connection.read_request(); !request.empty();
         request = connection.read_request()) {
      requests.add(std::move(request));
      connection.write(answer);
    }
  };
}

} // namespace leakgate::test
