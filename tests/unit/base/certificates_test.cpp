#include "gate/base/file.hpp"
#include "gate/base/http/client.hpp"
#include "tests/support/scoped_variable.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

using namespace leakgate;
using leakgate::test::ScopedVariable;

namespace {

// Nothing of the machine's own environment.
struct NoVariables
{
  ScopedVariable file{"SSL_CERT_FILE", nullptr};
  ScopedVariable bundle{"CURL_CA_BUNDLE", nullptr};
  ScopedVariable folder{"SSL_CERT_DIR", nullptr};
};

} // namespace

TEST_CASE("certificates: where each distribution has them")
{
  const NoVariables none;
  for (const char* name :
       {"etc/ssl/certs/ca-certificates.crt", "etc/pki/tls/certs/ca-bundle.crt",
        "etc/ssl/ca-bundle.pem", "etc/pki/tls/cacert.pem",
        "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "etc/ssl/cert.pem"}) {
    const auto root = TempFolder::make("certificates");
    REQUIRE(root.has_value());
    CHECK(certificate_places(root->path()) == CertificatePlaces{});
    REQUIRE(write_file(root->path() / name, "a bundle").has_value());
    CHECK(certificate_places(root->path()) ==
          CertificatePlaces{(root->path() / name).string(), ""});
  }
}

TEST_CASE("certificates: a link is followed, a folder is no bundle, the first of two counts")
{
  const NoVariables none;
  const auto root = TempFolder::make("certificates");
  REQUIRE(root.has_value());
  const std::filesystem::path alpine = root->path() / "etc/ssl/cert.pem";
  REQUIRE(write_file(root->path() / "elsewhere.pem", "a bundle").has_value());
  REQUIRE(make_folder(alpine.parent_path()).has_value());
  std::filesystem::create_symlink("../../elsewhere.pem", alpine);
  REQUIRE(make_folder(root->path() / "etc/ssl/certs/ca-certificates.crt").has_value());
  CHECK(certificate_places(root->path()).file == alpine.string());
  const std::filesystem::path fedora = root->path() / "etc/pki/tls/certs/ca-bundle.crt";
  REQUIRE(write_file(fedora, "a bundle").has_value());
  CHECK(certificate_places(root->path()).file == fedora.string());
}

TEST_CASE("certificates: the environment comes before the system")
{
  const NoVariables none;
  const auto root = TempFolder::make("certificates");
  REQUIRE(root.has_value());
  REQUIRE(write_file(root->path() / "etc/ssl/cert.pem", "a bundle").has_value());
  const ScopedVariable folder("SSL_CERT_DIR", "/own/folder");
  CHECK(certificate_places(root->path()) ==
        CertificatePlaces{(root->path() / "etc/ssl/cert.pem").string(), "/own/folder"});
  const ScopedVariable bundle("CURL_CA_BUNDLE", "/own/bundle.pem");
  CHECK(certificate_places(root->path()).file == "/own/bundle.pem");
  const ScopedVariable file("SSL_CERT_FILE", "/own/file.pem");
  CHECK(certificate_places(root->path()).file == "/own/file.pem");
}
