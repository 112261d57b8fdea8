#include "gate/base/http/client.hpp"
#include "gate/base/process/command.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/scoped_variable.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>

using namespace leakgate;
using namespace leakgate::test;
using namespace std::chrono_literals;

namespace {

const std::string k_token = "ghs_0123456789abcdefghij";

HttpRequest
request(const std::string& method, const std::string& url, const std::string& body = "")
{
  HttpRequest out;
  out.method = method;
  out.url = url;
  out.headers = {{"Accept", "application/json"}};
  out.credential = HttpCredential{"Authorization", "Bearer ", Secret(k_token)};
  out.body = body;
  return out;
}

HttpError
error_of(const HttpRequest& sent, std::chrono::milliseconds limit = 20s)
{
  const auto answer = make_http_sender()(sent, limit);
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().message.find(k_token) == std::string::npos);
  return answer.error();
}

bool
has_line(const std::string& text, const std::string& line)
{
  return text.find("\r\n" + line + "\r\n") != std::string::npos;
}

const std::string k_empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

} // namespace

TEST_CASE("http client: status, headers and body of an answer")
{
  const NoProxy direct;
  Requests requests;
  const LoopbackServer server(always(std::string("HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n"
                                                 "X-RateLimit-Reset: 17\r\nLink: <a>\r\nlink: <b>"
                                                 "\r\n\r\n") +
                                         std::string("ab\0cd", 5),
                                     requests));
  const auto answer = make_http_sender()(request("GET", server.url("/x?y=1")), 20s);
  REQUIRE(answer);
  CHECK(answer->status == 404);
  CHECK(answer->body == std::string("ab\0cd", 5));
  CHECK(answer->headers == std::vector<HttpHeader>{{"content-length", "5"},
                                                   {"x-ratelimit-reset", "17"},
                                                   {"link", "<a>"},
                                                   {"link", "<b>"}});
  CHECK(answer->header("link") == "<a>");
  CHECK(answer->header("retry-after").empty());
}

TEST_CASE("http client: what is sent")
{
  const NoProxy direct;
  Requests requests;
  const LoopbackServer server(always(k_empty, requests));
  const HttpSender send = make_http_sender();
  REQUIRE(send(request("GET", server.url("/repos?per_page=100")), 20s));
  REQUIRE(send(request("POST", server.url("/c"), "{\"body\":\"x\"}"), 20s));
  REQUIRE(send(request("DELETE", server.url("/c/1")), 20s));
  HttpRequest typed = request("PATCH", server.url("/c/1"), std::string(5000, 'x'));
  typed.headers = {{"content-type", "application/json"}, {"X-Empty", ""}};
  REQUIRE(send(typed, 20s));
  const std::vector<std::string> seen = requests.seen();
  REQUIRE(seen.size() == 4);
  CHECK(seen[0].starts_with("GET /repos?per_page=100 HTTP/1.1\r\n"));
  CHECK(has_line(seen[0], "User-Agent: leakgate/" LEAKGATE_VERSION));
  CHECK(has_line(seen[0], "Authorization: Bearer " + k_token));
  CHECK(has_line(seen[0], "Accept: application/json"));
  CHECK(seen[1].starts_with("POST /c HTTP/1.1\r\n"));
  CHECK(seen[1].ends_with("\r\n\r\n{\"body\":\"x\"}"));
  CHECK(seen[1].find("Content-Type") == std::string::npos);
  CHECK(seen[2].starts_with("DELETE /c/1 HTTP/1.1\r\n"));
  CHECK(seen[2].find("Content-Length") == std::string::npos);
  CHECK(seen[3].starts_with("PATCH /c/1 HTTP/1.1\r\n"));
  CHECK(has_line(seen[3], "content-type: application/json"));
  CHECK(has_line(seen[3], "X-Empty:"));
  CHECK(seen[3].find("Expect") == std::string::npos);
  CHECK(seen[3].find("urlencoded") == std::string::npos);
}

TEST_CASE("http client: a redirect is an answer")
{
  const NoProxy direct;
  Requests requests;
  const LoopbackServer server(
      always("HTTP/1.1 301 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", requests));
  const auto answer = make_http_sender()(request("GET", server.url("/a")), 20s);
  REQUIRE(answer);
  CHECK(answer->status == 301);
  CHECK(answer->header("location") == "/elsewhere");
  CHECK(requests.seen().size() == 1);
}

TEST_CASE("http client: only the headers of the final answer count")
{
  const NoProxy direct;
  Requests requests;
  const LoopbackServer server(always("HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\nHTTP/1.1 201 "
                                     "Created\r\nContent-Length: 0\r\n\r\n",
                                     requests));
  const auto answer = make_http_sender()(request("POST", server.url("/a"), "{}"), 20s);
  REQUIRE(answer);
  CHECK(answer->status == 201);
  CHECK(answer->headers == std::vector<HttpHeader>{{"content-length", "0"}});
}

TEST_CASE("http client: a connection is kept, but no POST is sent twice when it was closed")
{
  const NoProxy direct;
  Requests requests;
  const LoopbackServer server([&](Connection& connection) {
    for (std::string seen = connection.read_request(); !seen.empty();
         seen = connection.read_request()) {
      const bool post = seen.starts_with("POST");
      requests.add(std::move(seen));
      if (post) {
        return; // read, perhaps done, and no answer
      }
      connection.write(k_empty);
      if (requests.seen().size() == 2) {
        connection.read_some();
        return;
      }
    }
  });
  const HttpSender send = make_http_sender();
  REQUIRE(send(request("GET", server.url("/1")), 20s));
  REQUIRE(send(request("GET", server.url("/2")), 20s));
  const auto answer = send(request("POST", server.url("/3"), "{}"), 20s);
  CHECK(requests.seen().size() == 3);
  REQUIRE_FALSE(answer.has_value());
  CHECK_FALSE(answer.error().not_sent);
}

TEST_CASE("http client: a cut connection")
{
  const NoProxy direct;
  const LoopbackServer silent([](Connection& connection) { connection.read_request(); });
  const HttpError nothing = error_of(request("POST", silent.url("/c?secret=1#f"), "{}"));
  CHECK(nothing.message == "POST " + silent.url("/c") +
                               ": the connection ended before the answer, got \"Empty reply from "
                               "server\" (try again, or look at what is between)");
  CHECK_FALSE(nothing.not_sent);

  const LoopbackServer half([](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
  });
  const HttpError part = error_of(request("GET", half.url("/c")));
  CHECK(part.message == "GET " + half.url("/c") +
                            ": the connection ended before the answer, got \"transfer closed with "
                            "6 bytes remaining to read\" (try again, or look at what is between)");
  CHECK_FALSE(part.not_sent);
}

TEST_CASE("http client: an answer that does not come in time")
{
  const NoProxy direct;
  const LoopbackServer server([](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    connection.keep_silent();
  });
  const HttpError error = error_of(request("POST", server.url("/c"), "{}"), 300ms);
  CHECK(error.message == "POST " + server.url("/c") +
                             ": no whole answer within 300ms, got 4 B of it (the server or the "
                             "network is slow; try again)");
  CHECK_FALSE(error.not_sent);
}

TEST_CASE("http client: an answer that is larger than anything asked for")
{
  const NoProxy direct;
  const LoopbackServer server([](Connection& connection) {
    connection.read_request();
    connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    while (connection.write(std::string(1U << 20U, 'x'))) {
    }
  });
  const HttpError error = error_of(request("GET", server.url("/c")), 60s);
  CHECK(error.message ==
        "GET " + server.url("/c") + ": the answer is too large, got more than 64.0 MiB");
}

TEST_CASE("http client: what is not HTTP is an error")
{
  const NoProxy direct;
  const LoopbackServer server([](Connection& connection) {
    connection.read_request();
    connection.write("SSH-2.0-OpenSSH_9.2\r\n");
  });
  CHECK(error_of(request("GET", server.url("/c"))).message ==
        "GET " + server.url("/c") +
            ": the answer is not HTTP, got \"Received HTTP/0.9 when not allowed\" (check the "
            "address)");
}

TEST_CASE("http client: nobody listens")
{
  const NoProxy direct;
  std::string url;
  {
    const LoopbackServer gone([](Connection&) {});
    url = gone.url("/c");
  }
  const HttpError error = error_of(request("POST", url, "{}"));
  CHECK(error.message == "POST " + url +
                             ": could not connect, got \"Connection refused\" (check the address, "
                             "and http_proxy, https_proxy and all_proxy)");
  CHECK(error.not_sent);
  CHECK_FALSE(error.lasting);
}

TEST_CASE("http client: a name that is not known")
{
  const NoProxy direct;
  // A label of 64 letters: no name server is asked.
  const std::string host = std::string(64, 'x') + ".invalid";
  const HttpError error = error_of(request("POST", "http://u:p@" + host + "/c", "{}"));
  CHECK(error.message == "POST http://" + host +
                             "/c: cannot find the server, got \"Could not resolve host: " + host +
                             "\" (check its name; behind a proxy set https_proxy)");
  CHECK(error.not_sent);
}

TEST_CASE("http client: only http and https, and no header that begins another")
{
  const NoProxy direct;
  CHECK(error_of(request("GET", "file:///etc/passwd")).message ==
        "GET file:///etc/passwd: not an http or https address, got \"Protocol \\\"file\\\" not "
        "supported or disabled in libcurl\"");
  CHECK(error_of(request("GET", "http://a b\n/")).message ==
        "GET http://a?b?/: not an http or https address, got \"URL using bad/illegal format or "
        "missing URL\"");
  HttpRequest split = request("GET", "http://127.0.0.1/");
  split.headers = {{"X", "a\r\nY: b"}};
  CHECK(error_of(split).message ==
        "GET http://127.0.0.1/: cannot be sent, got a control byte in header \"X\"");
  HttpRequest token = request("GET", "http://127.0.0.1/");
  token.credential = HttpCredential{"Authorization", "Bearer ", Secret(k_token + "\nX: y")};
  const HttpError error = error_of(token);
  CHECK(error.message == "GET http://127.0.0.1/: cannot be sent, got a control byte in the token "
                         "(check the secret: it must be one line)");
  CHECK(error.not_sent);
}

TEST_CASE("http client: the proxy of the environment")
{
  const NoProxy direct;
  Requests requests;
  const LoopbackServer proxy(always(k_empty, requests));
  const ScopedVariable set("http_proxy", ("http://user:hunter2@" + proxy.address()).c_str());
  REQUIRE(make_http_sender()(request("GET", "http://github.invalid/a?b"), 20s));
  REQUIRE(requests.seen().size() == 1);
  CHECK(requests.seen()[0].starts_with("GET http://github.invalid/a?b HTTP/1.1\r\n"));
}

TEST_CASE("http client: a proxy that refuses, and one whose address is damaged")
{
  const NoProxy direct;
  Requests requests;
  const LoopbackServer proxy(always("HTTP/1.1 407 Denied\r\nContent-Length: 0\r\n\r\n", requests));
  {
    const ScopedVariable set("https_proxy", ("http://user:hunter2@" + proxy.address()).c_str());
    const HttpError error = error_of(request("POST", "https://github.invalid/a", "{}"));
    CHECK(error.message == "POST https://github.invalid/a: the proxy refused, got \"CONNECT tunnel "
                           "failed, response 407\" (check http_proxy, https_proxy and all_proxy)");
    CHECK(error.not_sent);
    REQUIRE(requests.seen().size() == 1);
    CHECK(requests.seen()[0].starts_with("CONNECT github.invalid:443 HTTP/1.1\r\n"));
    CHECK(requests.seen()[0].find(k_token) == std::string::npos);
  }
  const ScopedVariable set("https_proxy", "gopher://user:hunter2@proxy.invalid");
  const HttpError error = error_of(request("POST", "https://github.invalid/a", "{}"));
  CHECK(error.message.find("hunter2") == std::string::npos);
  CHECK(error.not_sent);
}

// Run by the next one: an interrupt cannot be taken back.
TEST_CASE("http client: interrupted while it waits" * doctest::skip())
{
  const NoProxy direct;
  watch_interrupts();
  const LoopbackServer server([](Connection& connection) {
    connection.read_request();
    ::raise(SIGINT);
    connection.keep_silent();
  });
  const HttpError error = error_of(request("POST", server.url("/c"), "{}"), 600s);
  CHECK(error.message == "POST " + server.url("/c") + ": interrupted");
  CHECK_FALSE(error.not_sent);
}

TEST_CASE("http client: an interrupt ends the waiting")
{
  const auto run =
      capture_process({{std::filesystem::read_symlink("/proc/self/exe").string(), "--no-skip",
                        "--test-case=http client: interrupted while it waits"},
                       "",
                       {},
                       60s});
  REQUIRE(run);
  CHECK_MESSAGE(run->status.ok(), run->out);
  CHECK(run->out.find("test cases: 1 | 1 passed") != std::string::npos);
}
