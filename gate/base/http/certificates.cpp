#include "gate/base/environment.hpp"
#include "gate/base/http/client.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <system_error>

namespace leakgate {

namespace {

// In the order in which Go's crypto/x509 looks, so that both trust the same.
constexpr std::array<std::string_view, 6> k_bundles = {
    "etc/ssl/certs/ca-certificates.crt",                // Debian, Ubuntu, Arch, Gentoo
    "etc/pki/tls/certs/ca-bundle.crt",                  // Fedora, RHEL 6
    "etc/ssl/ca-bundle.pem",                            // openSUSE
    "etc/pki/tls/cacert.pem",                           // OpenELEC
    "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // CentOS, RHEL 7 and later
    "etc/ssl/cert.pem",                                 // Alpine
};

std::string
system_bundle(const std::filesystem::path& root)
{
  for (const std::string_view name : k_bundles) {
    const std::filesystem::path path = root / name;
    std::error_code error;
    if (std::filesystem::is_regular_file(path, error)) {
      return path.string();
    }
  }
  return "";
}

} // namespace

CertificatePlaces
certificate_places(const std::filesystem::path& root)
{
  std::optional<std::string> file = environment_variable("SSL_CERT_FILE");
  if (!file) {
    file = environment_variable("CURL_CA_BUNDLE");
  }
  return {file ? *file : system_bundle(root), environment_variable("SSL_CERT_DIR").value_or("")};
}

} // namespace leakgate
