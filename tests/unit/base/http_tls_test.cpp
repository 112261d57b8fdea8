#include "gate/base/file.hpp"
#include "gate/base/http/client.hpp"
#include "tests/support/loopback_server.hpp"
#include "tests/support/scoped_variable.hpp"

#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>

using namespace leakgate;
using namespace leakgate::test;
using namespace std::chrono_literals;

namespace {

template <typename T, void (*Free)(T*)>
struct Deleter
{
  void
  operator()(T* value) const
  {
    Free(value);
  }
};

template <typename T, void (*Free)(T*)>
using Owned = std::unique_ptr<T, Deleter<T, Free>>;

// For 127.0.0.1, signed by itself.
struct Identity
{
  Owned<EVP_PKEY, EVP_PKEY_free> key{EVP_EC_gen("P-256")};
  Owned<X509, X509_free> certificate{X509_new()};

  Identity()
  {
    X509* c = certificate.get();
    X509_set_version(c, X509_VERSION_3);
    X509_gmtime_adj(X509_getm_notBefore(c), -3600);
    X509_gmtime_adj(X509_getm_notAfter(c), 3600);
    X509_set_pubkey(c, key.get());
    X509_NAME* name = X509_get_subject_name(c);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
    X509_set_issuer_name(c, name);
    X509_EXTENSION* address =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(c, address, -1);
    X509_EXTENSION_free(address);
    REQUIRE(X509_sign(c, key.get(), EVP_sha256()) > 0);
  }

  [[nodiscard]] std::string
  pem() const
  {
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_X509(out.get(), certificate.get());
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(out.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
  }
};

// Shakes hands and answers one request.
LoopbackServer::Handler
secured(const Identity& identity)
{
  // OpenSSL writes to a client that has gone away; leakgate ignores the signal from its start.
  std::signal(SIGPIPE, SIG_IGN);
  return [&identity](Connection& connection) {
    const Owned<SSL_CTX, SSL_CTX_free> context(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_use_certificate(context.get(), identity.certificate.get());
    SSL_CTX_use_PrivateKey(context.get(), identity.key.get());
    const Owned<SSL, SSL_free> tls(SSL_new(context.get()));
    SSL_set_fd(tls.get(), connection.fd());
    std::array<char, 4096> buffer{};
    if (SSL_accept(tls.get()) == 1 && SSL_read(tls.get(), buffer.data(), buffer.size()) > 0) {
      const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
      SSL_write(tls.get(), answer.data(), static_cast<int>(answer.size()));
      SSL_shutdown(tls.get());
    }
  };
}

HttpRequest
get(const LoopbackServer& server)
{
  HttpRequest request;
  request.url = "https://" + server.address() + "/user?q";
  return request;
}

struct NoCertificates
{
  ScopedVariable file{"SSL_CERT_FILE", nullptr};
  ScopedVariable bundle{"CURL_CA_BUNDLE", nullptr};
  ScopedVariable folder{"SSL_CERT_DIR", nullptr};
};

} // namespace

TEST_CASE("http client: a certificate of nobody's is refused before anything is sent")
{
  const NoProxy direct;
  const NoCertificates system;
  const Identity identity;
  const LoopbackServer server(secured(identity));
  const auto answer = make_http_sender()(get(server), 20s);
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().message ==
        "GET https://" + server.address() +
            "/user: the server's certificate is not trusted, got \"SSL certificate problem: "
            "self-signed certificate\" (SSL_CERT_FILE names a file with certificates to trust)");
  CHECK(answer.error().not_sent);
  CHECK(answer.error().lasting);
}

TEST_CASE("http client: the certificates of the environment are trusted")
{
  const NoProxy direct;
  const NoCertificates system;
  const Identity identity;
  const LoopbackServer server(secured(identity));
  const auto folder = TempFolder::make("leakgate-tls-");
  REQUIRE(folder);
  const std::string file = (folder->path() / "ca.pem").string();
  REQUIRE(write_file(file, identity.pem()));
  for (const char* name : {"SSL_CERT_FILE", "CURL_CA_BUNDLE"}) {
    CAPTURE(name);
    const ScopedVariable set(name, file.c_str());
    const auto answer = make_http_sender()(get(server), 20s);
    REQUIRE_MESSAGE(answer.has_value(), answer.error().message);
    CHECK(answer->body == "ok");
  }
  std::array<char, 16> hash{};
  std::snprintf(hash.data(), hash.size(), "%08lx.0",
                X509_subject_name_hash(identity.certificate.get()));
  std::filesystem::copy_file(file, folder->path() / hash.data());
  const ScopedVariable set("SSL_CERT_DIR", folder->path().c_str());
  CHECK(make_http_sender()(get(server), 20s).has_value());
}

TEST_CASE("http client: a file of certificates that is not there")
{
  const NoProxy direct;
  const NoCertificates system;
  const ScopedVariable set("SSL_CERT_FILE", "/no/such/file.pem");
  const Identity identity;
  const LoopbackServer server(secured(identity));
  const auto answer = make_http_sender()(get(server), 20s);
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().message.find(
            ": cannot read the certificates to trust, got \"error setting certificate file: "
            "/no/such/file.pem\" (check SSL_CERT_FILE, CURL_CA_BUNDLE and SSL_CERT_DIR)") !=
        std::string::npos);
  CHECK(answer.error().not_sent);
}

TEST_CASE("http client: a server that speaks no TLS, and one that says nothing")
{
  const NoProxy direct;
  const LoopbackServer plain([](Connection& connection) {
    connection.read_some();
    connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
  });
  const auto answer = make_http_sender()(get(plain), 20s);
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().message.find(": no secure connection, got \"") != std::string::npos);
  CHECK(answer.error().not_sent);

  const LoopbackServer silent([](Connection& connection) { connection.keep_silent(); });
  const auto late = make_http_sender()(get(silent), 200ms);
  REQUIRE_FALSE(late.has_value());
  CHECK(late.error().not_sent);
}
